package org.dreamer4j.models;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;

/** The devices that TensorFlow sees on this machine. */
public final class Devices {
  /**
   * One device.
   *
   * @param name short, e.g. {@code GPU:0}
   * @param type e.g. {@code GPU}
   * @param bytes of its memory that TensorFlow may use
   */
  public record Seen(String name, String type, long bytes) {
    /** Whether it is a GPU. */
    public boolean isGpu() {
      return type.equals("GPU");
    }
  }

  private Devices() {}

  /**
   * The devices that a session on the given one would have. TensorFlow is loaded by this.
   *
   * @throws IllegalStateException if TensorFlow makes no session
   * @throws UnsatisfiedLinkError if its native library does not load
   */
  @SuppressWarnings("try") // the scope is not named again: it releases what is allocated in it
  public static List<Seen> list(Device device) {
    try (@SuppressWarnings({"unused", "try"})
        PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      byte[] settings = new Execution(false, 0, device).toProto().toByteArray();
      org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig(
          options, new BytePointer(settings), settings.length, status);
      require(status);
      TF_Session session = TF_Session.newSession(TF_Graph.newGraph(), options, status);
      require(status);
      TF_DeviceList found = TF_SessionListDevices(session, status);
      require(status);
      try {
        return read(found, status);
      } finally {
        TF_DeleteDeviceList(found);
      }
    }
  }

  /**
   * Makes sure that TensorFlow sees a device that is asked for.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void require(Device device) {
    if (device.kind() != Device.Kind.GPU) {
      return;
    }
    try {
      if (list(device).stream().anyMatch(Seen::isGpu)) {
        return;
      }
    } catch (IllegalStateException refused) {
      throw new IllegalArgumentException(missing(device) + ": " + refused.getMessage(), refused);
    }
    throw new IllegalArgumentException(missing(device));
  }

  private static String missing(Device device) {
    return "TensorFlow sees no device " + device;
  }

  private static List<Seen> read(TF_DeviceList found, TF_Status status) {
    List<Seen> out = new ArrayList<>();
    for (int i = 0; i < TF_DeviceListCount(found); i++) {
      String type = TF_DeviceListType(found, i, status).getString();
      String name = TF_DeviceListName(found, i, status).getString();
      long bytes = TF_DeviceListMemoryBytes(found, i, status);
      require(status);
      out.add(new Seen(name.substring(name.indexOf("device:") + "device:".length()), type, bytes));
    }
    return out;
  }

  private static void require(TF_Status status) {
    try {
      status.throwExceptionIfNotOK();
    } catch (RuntimeException e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
  }
}
