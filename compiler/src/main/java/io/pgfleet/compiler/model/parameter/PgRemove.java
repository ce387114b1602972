package io.pgfleet.compiler.model.parameter;

/**
 * What removing a server takes along, and whether it is allowed; each component is the parameter of
 * that name in the schema, which documents it.
 */
public record PgRemove(
    boolean pgSafeguard, boolean pgRmData, boolean pgRmBackup, boolean pgRmPkg) {}
