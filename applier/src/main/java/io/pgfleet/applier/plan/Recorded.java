package io.pgfleet.applier.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the applier keeps on a machine about its last good steps there.
 *
 * @param generation counts the runs that finished on the machine
 * @param commit of the tree that was applied last; empty before the first
 * @param entries by name
 * @param intended entries that a run was about to put, by name; a run that died leaves them
 * @param steps by id, for steps that belong to the machine
 * @param groups by group, for steps that belong to a group and act on one member
 * @param members of the groups that the machine belongs to, as the last run over all of them left
 *     it
 */
public record Recorded(
    long generation,
    String commit,
    String environment,
    SortedMap<String, Held> entries,
    SortedMap<String, Held> intended,
    SortedMap<String, Mark> steps,
    SortedMap<String, GroupMarks> groups,
    SortedMap<String, Members> members,
    String towards,
    List<String> earlier,
    SortedMap<String, String> packages,
    List<String> others) {
  private static final int REMEMBERED = 10;

  public Recorded {
    entries = copy(entries);
    intended = copy(intended);
    steps = copy(steps);
    groups = copy(groups);
    members = copy(members);
    towards = towards == null ? "" : towards;
    earlier = earlier == null ? List.of() : List.copyOf(earlier);
    packages = copy(packages);
    others = others == null ? List.of() : List.copyOf(others);
  }

  /**
   * Who belonged to a group.
   *
   * @param hosts in the group's order
   * @param at when a run over all of them was done
   */
  public record Members(List<String> hosts, String at) {
    public Members {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * An entry as it was put.
   *
   * @param hmac sealed digest of the content; of the target for a link; empty for a directory
   * @param step id of the step that put it
   * @param lifeline whether a mistake in it can cut the way to the machine
   */
  public record Held(
      String kind,
      String hmac,
      String owner,
      String group,
      String mode,
      String target,
      String step,
      boolean lifeline) {}

  /**
   * A step as it last succeeded; all digests are sealed with the machine's key.
   *
   * @param at when, ISO-8601 in UTC with milliseconds
   */
  public record Mark(
      String digest, String restartDigest, String reloadDigest, String at, StepFacts about) {
    public Mark {
      about = about == null ? StepFacts.none() : about;
    }

    /** The same with how long it took. */
    public Mark taking(Duration time) {
      StepFacts timed =
          new StepFacts(about.module(), about.unit(), about.stateful(), time.toMillis());
      return new Mark(digest, restartDigest, reloadDigest, at, timed);
    }
  }

  /**
   * What a group's members all remember.
   *
   * @param documents by step, the sealed value of every leaf key that was set
   */
  public record GroupMarks(
      SortedMap<String, Mark> steps, SortedMap<String, SortedMap<String, String>> documents) {
    public GroupMarks {
      steps = copy(steps);
      documents = copy(documents);
    }

    static GroupMarks none() {
      return new GroupMarks(null, null);
    }
  }

  public static Recorded none() {
    return new Recorded(0, "", "", null, null, null, null, null, "", List.of(), null, List.of());
  }

  /** The entry was put. */
  public Recorded withEntry(String name, Held held) {
    return withEntries(
        changed(entries, map -> map.put(name, held)), changed(intended, map -> map.remove(name)));
  }

  public Recorded withoutEntry(String name) {
    return withEntries(changed(entries, map -> map.remove(name)), intended);
  }

  /** The same with some entries as another record has them. */
  public Recorded withEntriesOf(Recorded other, Collection<String> names) {
    return withEntries(
        changed(entries, map -> names.forEach(name -> take(map, name, other.entries.get(name)))),
        intended);
  }

  /** The same with other intentions. */
  public Recorded intending(SortedMap<String, Held> intentions) {
    return withEntries(entries, intentions);
  }

  private Recorded withEntries(
      SortedMap<String, Held> newEntries, SortedMap<String, Held> newIntended) {
    return new Recorded(
        generation,
        commit,
        environment,
        newEntries,
        newIntended,
        steps,
        groups,
        members,
        towards,
        earlier,
        packages,
        others);
  }

  public Recorded withStep(String id, Mark mark) {
    return withSteps(changed(steps, map -> map.put(id, mark)));
  }

  public Recorded withoutStep(String id) {
    return withSteps(changed(steps, map -> map.remove(id)));
  }

  private Recorded withSteps(SortedMap<String, Mark> newSteps) {
    return new Recorded(
        generation,
        commit,
        environment,
        entries,
        intended,
        newSteps,
        groups,
        members,
        towards,
        earlier,
        packages,
        others);
  }

  public Recorded withGroupStep(String group, String id, Mark mark) {
    GroupMarks old = groups.getOrDefault(group, GroupMarks.none());
    SortedMap<String, Mark> marks = changed(old.steps(), map -> map.put(id, mark));
    return withGroup(group, new GroupMarks(marks, old.documents()));
  }

  public Recorded withDocument(String group, String id, SortedMap<String, String> leaves) {
    GroupMarks old = groups.getOrDefault(group, GroupMarks.none());
    return withGroup(
        group, new GroupMarks(old.steps(), changed(old.documents(), map -> map.put(id, leaves))));
  }

  /** The same with a step of a group remembered as another record does. */
  public Recorded withGroupStepOf(Recorded other, String group, String id) {
    GroupMarks mine = groups.getOrDefault(group, GroupMarks.none());
    GroupMarks theirs = other.groups.getOrDefault(group, GroupMarks.none());
    return withGroup(
        group,
        new GroupMarks(
            changed(mine.steps(), map -> take(map, id, theirs.steps().get(id))),
            changed(mine.documents(), map -> take(map, id, theirs.documents().get(id)))));
  }

  private static <V> void take(SortedMap<String, V> map, String id, V value) {
    if (value == null) {
      map.remove(id);
    } else {
      map.put(id, value);
    }
  }

  private Recorded withGroup(String group, GroupMarks marks) {
    return withGroups(changed(groups, map -> map.put(group, marks)));
  }

  /** The same with what groups remember taken from another record. */
  public Recorded withGroupsOf(Recorded other) {
    return withGroups(other.groups);
  }

  private Recorded withGroups(SortedMap<String, GroupMarks> newGroups) {
    return new Recorded(
        generation,
        commit,
        environment,
        entries,
        intended,
        steps,
        newGroups,
        members,
        towards,
        earlier,
        packages,
        others);
  }

  /** The same after a run over all members of a group was done. */
  public Recorded withMembers(String group, Members newMembers) {
    SortedMap<String, Members> changed = changed(members, map -> map.put(group, newMembers));
    return new Recorded(
        generation,
        commit,
        environment,
        entries,
        intended,
        steps,
        groups,
        changed,
        towards,
        earlier,
        packages,
        others);
  }

  /** The same with what was on the machine besides entries when a run finished. */
  public Recorded beside(SortedMap<String, String> newPackages, List<String> newOthers) {
    return new Recorded(
        generation,
        commit,
        environment,
        entries,
        intended,
        steps,
        groups,
        members,
        towards,
        earlier,
        newPackages,
        newOthers);
  }

  /** The same while a run is under way to a commit. */
  public Recorded towards(String newCommit) {
    String goal = newCommit.equals(commit) ? "" : newCommit;
    return new Recorded(
        generation,
        commit,
        environment,
        entries,
        intended,
        steps,
        groups,
        members,
        goal,
        earlier,
        packages,
        others);
  }

  /** The commit that was applied before; empty when none is known. */
  public String previous() {
    return earlier.isEmpty() ? "" : earlier.get(earlier.size() - 1);
  }

  /** The same after a run that finished. */
  public Recorded at(String newCommit, String newEnvironment) {
    return new Recorded(
        generation + 1,
        newCommit,
        newEnvironment,
        entries,
        null,
        steps,
        groups,
        members,
        "",
        earlierThan(newCommit),
        packages,
        others);
  }

  /** The same of a machine that belongs to no environment any more. */
  public Recorded freed() {
    return at("", "");
  }

  /** Going back to an earlier commit forgets what came after it. */
  private List<String> earlierThan(String newCommit) {
    List<String> all = new ArrayList<>(earlier);
    if (!commit.isEmpty()) {
      all.add(commit);
    }
    int known = all.indexOf(newCommit);
    List<String> before = known < 0 ? all : all.subList(0, known);
    return before.subList(Math.max(0, before.size() - REMEMBERED), before.size());
  }

  private static <V> SortedMap<String, V> changed(
      SortedMap<String, V> map, Consumer<SortedMap<String, V>> change) {
    SortedMap<String, V> copy = new TreeMap<>(map);
    change.accept(copy);
    return copy;
  }

  private static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
    return map == null
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
