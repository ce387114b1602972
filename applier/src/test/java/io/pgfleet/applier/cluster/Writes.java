package io.pgfleet.applier.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A client that writes one row after another until it is stopped, reconnecting to the same address
 * when a connection breaks, and remembers which rows were acknowledged and when.
 */
final class Writes implements AutoCloseable {
  private final Database database;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> moments = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;

  Writes(Database database) {
    this.database = database;
    this.thread = new Thread(this::write, "writes");
    thread.setDaemon(true);
    thread.start();
  }

  private void write() {
    long next = 1;
    while (!stopped.get()) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        while (!stopped.get()) {
          statement.execute("INSERT INTO drill VALUES (" + next + ")");
          acknowledged.add(next);
          moments.add(System.nanoTime());
          next++;
        }
      } catch (SQLException e) {
        // unknown whether it was written: never used again, so that a duplicate can't be an error
        next++;
      }
    }
  }

  /** Rows acknowledged so far. */
  int count() {
    return acknowledged.size();
  }

  /** The ids of all acknowledged rows. */
  List<Long> acknowledged() {
    synchronized (acknowledged) {
      return List.copyOf(acknowledged);
    }
  }

  /** The longest time between two acknowledged rows, in seconds. */
  double longestGapSeconds() {
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
  void stop() {
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
