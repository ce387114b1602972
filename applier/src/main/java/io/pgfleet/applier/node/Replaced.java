package io.pgfleet.applier.node;

/**
 * An entry as it was before a run first touched it; content stays on the machine.
 *
 * @param change what brings it back: {@code restore}, or {@code remove} when there was nothing
 */
public record Replaced(Placement.Change change) {}
