package org.dreamer4j.envs.remote;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a world is served.
 *
 * @param host name or number, an IPv6 number without its brackets
 * @param world its name on the server; empty for the only one or the first
 */
record RemoteAddress(String host, int port, Optional<String> world) {
  private static final int MOST_PORT = 65_535;

  /** An IPv6 number in brackets or something without a colon, a port, perhaps a world. */
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:/\\s]+)):([0-9]{1,5})(?:/(.+))?");

  /**
   * Reads {@code HOST:PORT} or {@code HOST:PORT/WORLD}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static RemoteAddress parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not HOST:PORT or HOST:PORT/WORLD (an IPv6 host in brackets)");
    }
    int port = Integer.parseInt(parts.group(3));
    if (port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException(
          "'" + text + "': the port must lie in 1 to " + MOST_PORT + ", got " + port);
    }
    String host = Optional.ofNullable(parts.group(1)).orElseGet(() -> parts.group(2));
    return new RemoteAddress(host, port, Optional.ofNullable(parts.group(4)));
  }

  /**
   * Asks for the host before a channel does, which would log it in many words.
   *
   * @throws RemoteFailure if nobody knows it
   */
  void checkHost() throws RemoteFailure {
    try {
      InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw RemoteFailure.passing("there is no host '" + host + "'");
    }
  }

  /** The same server with another world. */
  RemoteAddress withWorld(String other) {
    return new RemoteAddress(host, port, Optional.of(other));
  }

  /** What tells servers apart: {@code HOST:PORT}. */
  String server() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String toString() {
    return server() + world.map(name -> "/" + name).orElse("");
  }
}
