package io.pgfleet.compiler.module.pgsql.remote;

/** The unit of an exporter, by the name of the server that it watches. */
record ExporterUnitView(String name) {}
