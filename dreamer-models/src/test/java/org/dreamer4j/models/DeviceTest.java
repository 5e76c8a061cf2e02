package org.dreamer4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.ConfigProto;

class DeviceTest {
  @ParameterizedTest
  @CsvSource({"auto, auto", "CPU, cpu", "gpu, gpu:0", "GPU:3, gpu:3"})
  void namesAreRead(String given, String name) {
    assertEquals(name, Device.parse(given).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tpu", "gpu:", "gpu:-1", "gpu:1,2", "cpu:0", "gpu:9999"})
  void anythingElseIsRefused(String given) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Device.parse(given));
    assertEquals("no device '" + given + "'; there are auto, cpu, gpu and gpu:N", e.getMessage());
  }

  @Test
  void sessionsTakeMemoryOfGpusAsTheyNeedIt() {
    for (String name : List.of("auto", "cpu", "gpu:1")) {
      assertTrue(settings(name).getGpuOptions().getAllowGrowth(), name);
    }
  }

  @Test
  void theCpuHidesEveryGpuAndACertainGpuTheOthers() {
    assertEquals(0, settings("cpu").getDeviceCountOrThrow("GPU"));
    assertEquals("1", settings("gpu:1").getGpuOptions().getVisibleDeviceList());
    assertFalse(settings("auto").containsDeviceCount("GPU"));
    assertEquals("", settings("auto").getGpuOptions().getVisibleDeviceList());
  }

  @Test
  void theProcessorIsAmongTheDevices() {
    List<Devices.Seen> seen = Devices.list(Device.CPU);
    assertEquals(List.of("CPU:0"), seen.stream().map(Devices.Seen::name).toList());
    assertFalse(seen.get(0).isGpu());
    assertTrue(seen.get(0).bytes() > 0);
  }

  @Test
  void aGpuThatNobodyHasIsRefused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Devices.require(Device.parse("gpu:997")));
    assertTrue(e.getMessage().startsWith("TensorFlow sees no device gpu:997"), e.getMessage());
    Devices.require(Device.ANY);
    Devices.require(Device.CPU);
  }

  private static ConfigProto settings(String name) {
    return new Execution(true, 0, Device.parse(name)).toProto();
  }
}
