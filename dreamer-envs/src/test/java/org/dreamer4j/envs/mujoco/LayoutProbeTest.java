package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LayoutProbeTest {
  private static final Map<String, Object> LOCAL = Map.of(Library.OPTION_OPEN_FLAGS, 1);

  /** Offsets that a C compiler finds with the headers of two versions. */
  private static final Map<String, Map<Field, Long>> HEADERS =
      Map.of(
          "2.2.2",
          Map.ofEntries(
              Map.entry(Field.NJNT, 20L),
              Map.entry(Field.NSENSOR, 124L),
              Map.entry(Field.TIMESTEP, 232L),
              Map.entry(Field.DISABLEFLAGS, 464L),
              Map.entry(Field.JNT_LIMITED, 1320L),
              Map.entry(Field.GEOM_RGBA, 1664L),
              Map.entry(Field.MAT_RGBA, 2368L),
              Map.entry(Field.TIME, 40336L),
              Map.entry(Field.NCON, 40332L),
              Map.entry(Field.QPOS, 40376L),
              Map.entry(Field.CTRL, 40408L),
              Map.entry(Field.SENSORDATA, 40472L),
              Map.entry(Field.LIGHT_XPOS, 40584L)),
          "3.14.0",
          Map.ofEntries(
              Map.entry(Field.NJNT, 88L),
              Map.entry(Field.NSENSOR, 504L),
              Map.entry(Field.TIMESTEP, 792L),
              Map.entry(Field.DISABLEFLAGS, 1072L),
              Map.entry(Field.JNT_LIMITED, 2152L),
              Map.entry(Field.GEOM_RGBA, 2624L),
              Map.entry(Field.MAT_RGBA, 4320L),
              Map.entry(Field.TIME, 160648L),
              Map.entry(Field.NCON, 160560L),
              Map.entry(Field.QPOS, 160688L),
              Map.entry(Field.CTRL, 160736L),
              Map.entry(Field.SENSORDATA, 160808L),
              Map.entry(Field.LIGHT_XPOS, 160944L)));

  @Test
  void offsetsAreThoseOfTheHeaders() {
    MujocoLibrary library = InstalledMujoco.library();
    Map<Field, Long> expected = HEADERS.get(library.version());
    Assumptions.assumeTrue(expected != null, "no offsets of MuJoCo " + library.version() + " here");
    expected.forEach(
        (field, offset) -> assertEquals(offset, library.layout().offset(field), field.name()));
    assertEquals(
        library.version().startsWith("2") ? 1 << 10 : 1 << 11, library.layout().actuationFlag());
  }

  /** As a library would do in which the arrays are not where pointers in the structure lead. */
  @Test
  void fieldThatIsNotFoundIsNamed() {
    InstalledMujoco.library();
    String file = InstalledMujoco.file().toString();
    MujocoFunctions real = Native.load(file, MujocoFunctions.class, LOCAL);
    MujocoFunctions forgetful = mock(MujocoFunctions.class, delegatesTo(real));
    doNothing().when(forgetful).mj_resetDataKeyframe(any(), any(), anyInt());
    try (MujocoThread thread = new MujocoThread()) {
      assertEquals(
          "TIME found in 0 places",
          assertThrows(
                  IllegalStateException.class,
                  () ->
                      thread.run(
                          () ->
                              LayoutProbe.probe(forgetful, NativeLibrary.getInstance(file, LOCAL))))
              .getMessage());
    }
  }

  @Test
  void layoutWithoutAllFieldsIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Layout(Map.of(Field.QPOS, 40376L), 1024));
  }
}
