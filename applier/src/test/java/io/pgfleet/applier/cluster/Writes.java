package io.pgfleet.applier.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that writes one row after another until it is stopped, reconnecting to the same address
 * when a connection breaks, and remembers which rows were acknowledged and when.
 */
public final class Writes implements AutoCloseable {
  private final Database database;
  private final String table;
  private final long pauseNanos;
  private final boolean oneByOne;
  private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> moments = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;

  Writes(Database database) {
    this(database, "drill", Duration.ZERO, false);
  }

  /**
   * @param table that it writes to, with one column
   * @param pause between two rows
   * @param oneByOne whether it connects anew for each row
   */
  public Writes(Database database, String table, Duration pause, boolean oneByOne) {
    this.database = database;
    this.table = table;
    this.pauseNanos = pause.toNanos();
    this.oneByOne = oneByOne;
    this.thread = new Thread(this::write, "writes");
    thread.setDaemon(true);
    thread.start();
  }

  private void write() {
    long next = 1;
    while (!stopped.get()) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        do {
          statement.execute("INSERT INTO " + table + " VALUES (" + next + ")");
          acknowledged.add(next);
          moments.add(System.nanoTime());
          next++;
          LockSupport.parkNanos(pauseNanos);
        } while (!oneByOne && !stopped.get());
      } catch (SQLException e) {
        errors.add(e.getSQLState() + " " + e.getMessage());
        LockSupport.parkNanos(pauseNanos);
        // unknown whether it was written: never used again, so that a duplicate can't be an error
        next++;
      }
    }
  }

  /** Rows acknowledged so far. */
  public int count() {
    return acknowledged.size();
  }

  /** What went wrong so far: SQL state and message of each row that was not acknowledged. */
  public List<String> errors() {
    synchronized (errors) {
      return List.copyOf(errors);
    }
  }

  public String table() {
    return table;
  }

  /** The ids of all acknowledged rows. */
  public List<Long> acknowledged() {
    synchronized (acknowledged) {
      return List.copyOf(acknowledged);
    }
  }

  /** The longest time between two acknowledged rows, in seconds. */
  public double longestGapSeconds() {
    List<Long> seen;
    synchronized (moments) {
      seen = List.copyOf(moments);
    }
    long longest = 0;
    for (int i = 1; i < seen.size(); i++) {
      longest = Math.max(longest, seen.get(i) - seen.get(i - 1));
    }
    return longest / 1e9;
  }

  /** Stops after the row at hand. */
  public void stop() {
    stopped.set(true);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
