package org.dreamer4j.envs.remote;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Stands between a client and a server, and passes on what the server says drop by drop. */
final class DrippingProxy implements Closeable {
  private static final long PAUSE_NANOS = 1_000_000;

  private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<Closeable> open = new CopyOnWriteArrayList<>(List.of(listening));
  private final AtomicLong dripped = new AtomicLong();
  private volatile boolean drips;

  DrippingProxy(int port) throws IOException {
    start(() -> connect(port));
  }

  /** Something that ends with its connection. */
  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The connection is over.
              }
            },
            "dripping-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void connect(int port) throws IOException {
    while (true) {
      Socket client = listening.accept();
      open.add(client);
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(server);
      client.setTcpNoDelay(true);
      start(() -> client.getInputStream().transferTo(server.getOutputStream()));
      start(() -> pass(server.getInputStream(), client.getOutputStream()));
    }
  }

  private void pass(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      boolean dripping = drips;
      for (int i = 0; i < read && dripping; i++) {
        to.write(buffer, i, 1);
        dripped.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      if (!dripping) {
        to.write(buffer, 0, read);
      }
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** From now on a byte at a time. */
  void drip() {
    drips = true;
  }

  /** Bytes passed on since. */
  long dripped() {
    return dripped.get();
  }

  @Override
  public void close() throws IOException {
    for (Closeable one : open) {
      one.close();
    }
  }
}
