package io.pgfleet.applier.node;

/** Who holds a lock: shown to the next one who wants it. */
public record Holder(String run, String who, String commit) {}
