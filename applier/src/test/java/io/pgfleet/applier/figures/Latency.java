package io.pgfleet.applier.figures;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A way to a node that is as long as one across an ocean: a port of this machine whose every byte
 * arrives late, in both directions, in order and however many there are.
 */
final class Latency implements Closeable {
  private static final int SSH = 22;
  private static final int PIECE = 1 << 16;

  private final ServerSocket door;
  private final String address;
  private final long oneWayNanos;

  /** Bytes and when they are to arrive; none at the end. */
  private record Piece(long due, byte[] bytes) {}

  /**
   * Opens the way.
   *
   * @param roundTripMillis how much later an answer comes
   */
  static Latency to(String address, int roundTripMillis) throws IOException {
    Latency latency = new Latency(address, roundTripMillis);
    start("way to " + address, latency::accept);
    return latency;
  }

  private Latency(String address, int roundTripMillis) throws IOException {
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.address = address;
    this.oneWayNanos = TimeUnit.MILLISECONDS.toNanos(roundTripMillis) / 2;
  }

  int port() {
    return door.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = door.accept();
        Socket far = new Socket(address, SSH);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        carry(near, far);
        carry(far, near);
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void carry(Socket from, Socket to) {
    BlockingQueue<Piece> way = new LinkedBlockingQueue<>();
    start("into the way", () -> read(from, way));
    start("out of the way", () -> write(way, to));
  }

  private void read(Socket from, BlockingQueue<Piece> way) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        way.add(late(Arrays.copyOf(piece, count)));
      }
    } catch (IOException cut) {
      return;
    } finally {
      way.add(late(new byte[0]));
    }
  }

  private Piece late(byte... bytes) {
    return new Piece(System.nanoTime() + oneWayNanos, bytes);
  }

  private static void write(BlockingQueue<Piece> way, Socket to) {
    try (to) {
      OutputStream out = to.getOutputStream();
      for (Piece next = way.take(); next.bytes.length > 0; next = way.take()) {
        TimeUnit.NANOSECONDS.sleep(next.due - System.nanoTime());
        out.write(next.bytes);
      }
    } catch (IOException cut) {
      return;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
