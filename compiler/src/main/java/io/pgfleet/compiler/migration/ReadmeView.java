package io.pgfleet.compiler.migration;

/** What people read first. */
record ReadmeView(
    String sourceCluster,
    String sourceDatabase,
    String destinationCluster,
    String destinationDatabase) {}
