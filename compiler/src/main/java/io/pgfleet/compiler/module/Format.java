package io.pgfleet.compiler.module;

/** The dialect of a rendered file; each is parsed again before the file is accepted. */
public enum Format {
  YAML,
  JSON,
  INI,
  /** {@code key value} or {@code key = value} lines with {@code #} comments. */
  CONF,
  /** Blocks in braces with statements that end in a semicolon, as nginx reads. */
  NGINX,
  /** Sections with braces, as keepalived reads. */
  KEEPALIVED,
  HAPROXY,
  SYSTEMD,
  /** Host based authentication lines. */
  HBA,
  SHELL,
  SQL,
  CRON,
  HTML,
  PEM,
  /** Free text: only line ends, final newline and control characters are checked. */
  TEXT
}
