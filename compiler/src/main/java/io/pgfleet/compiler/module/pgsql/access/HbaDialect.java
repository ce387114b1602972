package io.pgfleet.compiler.module.pgsql.access;

/** Who reads a file of host based authentication. */
enum HbaDialect {
  SERVER,
  /** pgBouncer: knows neither replication nor ident; peer takes the place of ident. */
  POOLER
}
