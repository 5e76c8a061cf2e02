package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.dreamer4j.core.config.SimulatorConfig.Renderer;
import org.dreamer4j.envs.control.Painter;
import org.junit.jupiter.api.Test;

class OpenPaintersTest {
  private final List<String> events = new ArrayList<>();
  private final OpenPainters painters = new OpenPainters(() -> events.add("ended"));

  /** Closes as {@link GlPainter} does. */
  private final class Sketch implements Painter {
    private final String name;

    Sketch(String name) {
      this.name = name;
    }

    @Override
    public void paint(byte[] out) {}

    @Override
    public void close() {
      if (painters.remove(this)) {
        events.add("closed " + name);
      }
    }
  }

  private Sketch open(String name, Renderer renderer) {
    Sketch sketch = new Sketch(name);
    painters.open(sketch, renderer, () -> () -> {}, graphics -> events.add("began " + name));
    return sketch;
  }

  @Test
  void aRendererThatFailsLeavesRoomForAnother() {
    IllegalStateException none = new IllegalStateException("no EGL");
    assertEquals(
        none,
        assertThrows(
            IllegalStateException.class,
            () ->
                painters.open(
                    new Sketch("none"),
                    Renderer.EGL,
                    () -> {
                      throw none;
                    },
                    graphics -> {})));

    open("one", Renderer.OSMESA);

    assertEquals(List.of("began one"), events);
    assertEquals(
        "this program draws with OSMESA already and cannot draw with EGL too",
        assertThrows(IllegalArgumentException.class, () -> open("two", Renderer.EGL)).getMessage());
  }

  @Test
  void theProgramsEndClosesAllAndRefusesMore() {
    open("one", Renderer.EGL);

    painters.closeAll();

    assertEquals(List.of("began one", "closed one", "ended"), events);
    assertEquals(
        "the program is ending: nothing more is drawn",
        assertThrows(IllegalStateException.class, () -> open("two", Renderer.EGL)).getMessage());
    assertEquals(3, events.size());
  }

  @Test
  void whatIsClosedAlreadyIsNotClosedAgain() {
    Sketch one = open("one", Renderer.EGL);
    one.close();
    assertFalse(painters.remove(one));

    painters.closeAll();

    assertEquals(List.of("began one", "closed one", "ended"), events);
  }
}
