package io.pgfleet.applier.tree;

/**
 * A host that a tree knew once.
 *
 * @param commit the newest one that says how to reach it
 */
public record PastHost(String host, Commit commit, Connection connection) {}
