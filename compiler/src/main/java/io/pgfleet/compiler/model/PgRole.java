package io.pgfleet.compiler.model;

import java.util.Locale;

/** The role an instance is created with; which one leads later is Patroni's business. */
public enum PgRole {
  PRIMARY,
  REPLICA,
  OFFLINE,
  STANDBY,
  DELAYED;

  /** The word of the inventory. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
