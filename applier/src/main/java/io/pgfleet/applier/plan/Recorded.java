package io.pgfleet.applier.plan;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the applier keeps on a machine about its last good steps there.
 *
 * @param steps by id, for steps that belong to the machine
 * @param groups by group, for steps that belong to a group and act on one member
 * @param members of the groups that the machine belongs to, as the last run over all of them left
 *     it
 */
public record Recorded(
    Standing standing,
    Belongings belongings,
    SortedMap<String, Mark> steps,
    SortedMap<String, GroupMarks> groups,
    SortedMap<String, Members> members) {

  public Recorded {
    steps = copy(steps);
    groups = copy(groups);
    members = copy(members);
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
    return new Recorded(Standing.none(), Belongings.none(), null, null, null);
  }

  /** What was put, by name. */
  public SortedMap<String, Held> entries() {
    return belongings.entries();
  }

  /** The entry was put. */
  public Recorded withEntry(String name, Held held) {
    return with(belongings.with(name, held));
  }

  public Recorded withoutEntry(String name) {
    return with(belongings.without(name));
  }

  /** The same with some entries as another record has them. */
  public Recorded withEntriesOf(Recorded other, Collection<String> names) {
    return with(belongings.with(other.belongings, names));
  }

  /** The same with other intentions. */
  public Recorded intending(SortedMap<String, Held> intentions) {
    return with(belongings.intending(intentions));
  }

  /** The same with what was on the machine besides entries when a run finished. */
  public Recorded beside(SortedMap<String, String> packages, List<String> others) {
    return with(belongings.beside(packages, others));
  }

  private Recorded with(Belongings newBelongings) {
    return new Recorded(standing, newBelongings, steps, groups, members);
  }

  public Recorded withStep(String id, Mark mark) {
    return withSteps(changed(steps, map -> map.put(id, mark)));
  }

  public Recorded withoutStep(String id) {
    return withSteps(changed(steps, map -> map.remove(id)));
  }

  private Recorded withSteps(SortedMap<String, Mark> newSteps) {
    return new Recorded(standing, belongings, newSteps, groups, members);
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

  static <V> void take(SortedMap<String, V> map, String id, V value) {
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
    return new Recorded(standing, belongings, steps, newGroups, members);
  }

  /** The same after a run over all members of a group was done. */
  public Recorded withMembers(String group, Members newMembers) {
    return new Recorded(
        standing, belongings, steps, groups, changed(members, map -> map.put(group, newMembers)));
  }

  /** The same while a run is under way to a commit. */
  public Recorded towards(String commit) {
    return new Recorded(standing.towards(commit), belongings, steps, groups, members);
  }

  /** The same after a run that finished. */
  public Recorded at(String commit, String environment) {
    return new Recorded(
        standing.at(commit, environment), belongings.intending(null), steps, groups, members);
  }

  /** The same of a machine that belongs to no environment any more. */
  public Recorded freed() {
    return at("", "");
  }

  static <V> SortedMap<String, V> changed(
      SortedMap<String, V> map, Consumer<SortedMap<String, V>> change) {
    SortedMap<String, V> copy = new TreeMap<>(map);
    change.accept(copy);
    return copy;
  }

  static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
    return map == null
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
