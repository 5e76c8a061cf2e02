package org.dreamer4j.envs.remote;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Channels to servers: one for each server, however many environments it has, closed with the last
 * of them. For any thread.
 */
final class Servers {
  /** Most bytes of a message; an image of 2000 x 2000 pixels takes 12 MB. */
  static final int MOST_MESSAGE_BYTES = 16 << 20;

  private static final class Shared {
    final ManagedChannel channel;
    int leases;

    Shared(ManagedChannel channel) {
      this.channel = channel;
    }
  }

  private final Map<String, Shared> open = new HashMap<>();
  private final Set<String> said = new HashSet<>();
  private @Nullable EventLoopGroup loop;

  /** A share in the channel to a server. */
  synchronized Lease lease(RemoteAddress address) {
    Shared shared = open.computeIfAbsent(address.server(), server -> new Shared(connect(address)));
    shared.leases++;
    return new Lease(address.server(), shared);
  }

  /** How many servers are connected to. */
  synchronized int size() {
    return open.size();
  }

  /** Whether something is said for the first time: what goes for many environments, once. */
  synchronized boolean isNews(String notice) {
    return said.add(notice);
  }

  /** On a thread of Java's own, though gRPC brings native code: one server is no load. */
  private ManagedChannel connect(RemoteAddress address) {
    EventLoopGroup group = loop;
    if (group == null) {
      group =
          new MultiThreadIoEventLoopGroup(
              1, new DefaultThreadFactory("dreamer-remote", true), NioIoHandler.newFactory());
      loop = group;
    }
    return NettyChannelBuilder.forAddress(address.host(), address.port())
        .eventLoopGroup(group)
        .channelType(NioSocketChannel.class)
        .usePlaintext()
        .proxyDetector(target -> null)
        .disableRetry()
        .maxInboundMessageSize(MOST_MESSAGE_BYTES)
        .build();
  }

  private synchronized void release(String server, Shared shared) {
    shared.leases--;
    if (shared.leases == 0) {
      open.remove(server);
      shared.channel.shutdownNow();
    }
    if (open.isEmpty() && loop != null) {
      // It ends by itself, once the channel has said goodbye.
      Future<?> unused = loop.shutdownGracefully();
      loop = null;
    }
  }

  /** One environment's share; to be closed. */
  final class Lease implements AutoCloseable {
    private final String server;
    private final Shared shared;
    private boolean released;

    private Lease(String server, Shared shared) {
      this.server = server;
      this.shared = shared;
    }

    ManagedChannel channel() {
      return shared.channel;
    }

    /** Lets the next call connect anew and at once; the calls of others go on as they are. */
    void renew() {
      shared.channel.enterIdle();
      shared.channel.resetConnectBackoff();
    }

    @Override
    public void close() {
      if (!released) {
        released = true;
        release(server, shared);
      }
    }
  }
}
