package org.dreamer4j.envs.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {
  @Test
  void hostPortAndWorldAreTakenApart() {
    assertEquals(
        new RemoteAddress("lab.example.org", 7755, Optional.empty()),
        RemoteAddress.parse("lab.example.org:7755"));
    assertEquals(
        new RemoteAddress("10.0.0.1", 1, Optional.of("ALE/Pong-v5")),
        RemoteAddress.parse("10.0.0.1:1/ALE/Pong-v5"));
    assertEquals(
        new RemoteAddress("::1", 65_535, Optional.of("a:b")),
        RemoteAddress.parse("[::1]:65535/a:b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h:1", "h:1/w", "[::1]:7", "[fe80::1]:7/some/where"})
  void isWrittenAsItIsRead(String text) {
    assertEquals(text, RemoteAddress.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "h:",
        ":1",
        "h:x",
        "h:1/",
        "::1:7",
        "[::1]",
        "[h]:1",
        "h:123456",
        "h i:1"
      })
  void otherFormsAreRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RemoteAddress.parse(text)).getMessage();
    assertTrue(message.contains("HOST:PORT"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h:0", "h:65536"})
  void portsThatAreNoneAreRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RemoteAddress.parse(text)).getMessage();
    assertTrue(message.contains("1 to 65535"), message);
  }

  @Test
  void worldsOfOneServerShareItsName() {
    RemoteAddress address = RemoteAddress.parse("[::1]:7/a");

    assertEquals("[::1]:7", address.server());
    assertEquals("[::1]:7/b", address.withWorld("b").toString());
  }
}
