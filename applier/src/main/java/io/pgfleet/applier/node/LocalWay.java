package io.pgfleet.applier.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Starts commands on the machine that this program runs on. */
final class LocalWay implements Way {
  private final Queue<Process> processes = new ConcurrentLinkedQueue<>();

  @Override
  public Channel exec(String command) throws IOException {
    Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
    processes.add(process);
    return new Channel(
        process.getInputStream(),
        process.getErrorStream(),
        process.getOutputStream(),
        new Ending(process));
  }

  private record Ending(Process process) implements Channel.Ending {
    @Override
    public void await(Duration limit) {
      try {
        process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
