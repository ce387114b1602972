package io.pgfleet.applier.node;

/**
 * An entry as it was before a run replaced or removed it; content stays on the machine.
 *
 * @param change the change that brings it back; {@code remove} when there was nothing before
 */
public record Replaced(Placement.Change change) {}
