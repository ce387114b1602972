package io.pgfleet.applier.plan;

import io.pgfleet.applier.node.Placement;

/**
 * One entry of a machine that is not as it should be.
 *
 * @param step id of the place step that carries it out
 * @param type what kind of artifact it is, for people; empty when unknown
 * @param lifeline whether a mistake in it can cut the way to the machine
 */
public record EntryChange(
    String host,
    Placement.Change change,
    Reason reason,
    String step,
    String type,
    boolean lifeline) {

  /** Why it changes. */
  public enum Reason {
    NEW("new", '+'),
    GIT("changed in git", '~'),
    DRIFT("changed on the node", '!'),
    BOTH("changed in git and on the node", '!'),
    DELETED("deleted on the node", '!'),
    ATTRIBUTES("owner or mode", '~'),
    REMOVED("no longer in git", '-'),
    KEPT("no longer in git but changed on the node; left alone", '!'),
    HELD("no longer in git, but belongs to a service with data; pending removal", '?');

    private final String text;
    private final char symbol;

    Reason(String text, char symbol) {
      this.text = text;
      this.symbol = symbol;
    }

    public String text() {
      return text;
    }

    public char symbol() {
      return symbol;
    }

    /** Whether somebody else changed the entry. */
    public boolean isDrift() {
      return this == DRIFT || this == BOTH || this == DELETED || this == KEPT;
    }
  }

  EntryChange because(Reason other) {
    return new EntryChange(host, change, other, step, type, lifeline);
  }

  public String name() {
    return change.name();
  }

  /** What the entry is, such as file or block. */
  public String kind() {
    return change.kind();
  }

  /** What is done with it: put, remove, or leave. */
  public String verb() {
    return acts() ? change.verb() : "leave";
  }

  /** Whether the applier does something about it. */
  public boolean acts() {
    return reason != Reason.KEPT && reason != Reason.HELD;
  }

  public boolean isRemoval() {
    return reason == Reason.REMOVED;
  }
}
