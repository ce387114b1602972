package io.pgfleet.applier.activation;

import io.pgfleet.applier.journal.Journal;
import io.pgfleet.applier.node.Nodes;

/**
 * What a run works with.
 *
 * @param nodes where new connections to machines come from
 */
public record Means(Crew crew, Waiting waiting, Journal journal, Nodes nodes) {}
