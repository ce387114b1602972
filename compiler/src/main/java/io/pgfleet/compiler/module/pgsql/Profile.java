package io.pgfleet.compiler.module.pgsql;

/** What a cluster is tuned for; {@code pg_conf} names it. */
enum Profile {
  /** Many short transactions. */
  OLTP,
  /** Few long queries. */
  OLAP,
  /** No lost transaction, at the price of speed. */
  CRIT,
  /** A machine with few processors. */
  TINY;

  /** The profile of a template name such as {@code oltp.yml}; an unknown name means OLTP. */
  static Profile of(String template) {
    return switch (template) {
      case "olap.yml" -> OLAP;
      case "crit.yml" -> CRIT;
      case "tiny.yml" -> TINY;
      default -> OLTP;
    };
  }
}
