package io.pgfleet.compiler.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real disk on which the process dies at an operation: that one and all later ones fail,
 * whichever thread asks.
 */
final class DyingDisk implements Disk {
  private final Disk real = Disk.real();
  private final int allowed;
  private final AtomicInteger done = new AtomicInteger();
  private boolean decided;

  DyingDisk(int allowed) {
    this.allowed = allowed;
  }

  /** Whether the new tree was decided and its journal is gone again. */
  boolean finished(Path place) {
    return decided && !Files.exists(place.resolve(".env.next/journal"));
  }

  private void live() throws IOException {
    if (done.getAndIncrement() >= allowed) {
      throw new IOException("killed");
    }
  }

  @Override
  public void createDirectories(Path folder) throws IOException {
    live();
    real.createDirectories(folder);
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    live();
    real.write(file, content);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    live();
    real.move(from, to);
    decided |= to.endsWith("journal");
  }

  @Override
  public void delete(Path path) throws IOException {
    live();
    real.delete(path);
  }
}
