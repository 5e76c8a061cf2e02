package org.dreamer4j.envs.mujoco;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches what libmujoco allocates while it is open, so that sizes of structures are known and no
 * pointer is followed that leads elsewhere. All memory is zeroed. Only one may be open per library,
 * while one thread alone uses the library.
 */
final class Allocations implements AutoCloseable {
  /** {@code void* (*)(size_t)}. */
  interface Malloc extends Callback {
    /** Allocates. */
    @Nullable Pointer invoke(long bytes);
  }

  /** {@code void (*)(void*)}. */
  interface Free extends Callback {
    /** Frees. */
    void invoke(@Nullable Pointer memory);
  }

  private final MujocoFunctions functions;
  private final Pointer mallocSlot;
  private final Pointer freeSlot;
  private final Malloc malloc = this::allocate;
  private final Free free = this::release;
  private final TreeMap<Long, Long> bytesAt = new TreeMap<>();

  Allocations(MujocoFunctions functions, NativeLibrary library) {
    this.functions = functions;
    mallocSlot = library.getGlobalVariableAddress("mju_user_malloc");
    freeSlot = library.getGlobalVariableAddress("mju_user_free");
    watch();
  }

  /** Size of a block in bytes; 0 if none starts there. */
  long bytes(Pointer start) {
    return bytesAt.getOrDefault(Pointer.nativeValue(start), 0L);
  }

  /** Whether so many bytes at an address lie in one block. */
  boolean holds(long address, long bytes) {
    Map.@Nullable Entry<Long, Long> block = bytesAt.floorEntry(address);
    return block != null && address + bytes <= block.getKey() + block.getValue();
  }

  @Override
  public void close() {
    mallocSlot.setPointer(0, null);
    freeSlot.setPointer(0, null);
  }

  private void watch() {
    mallocSlot.setPointer(0, CallbackReference.getFunctionPointer(malloc));
    freeSlot.setPointer(0, CallbackReference.getFunctionPointer(free));
  }

  // Memory comes from the library's own allocator: whatever frees it later must fit.
  private @Nullable Pointer allocate(long bytes) {
    close();
    Pointer memory = functions.mju_malloc(bytes);
    watch();
    if (memory != null) {
      memory.clear(bytes);
      bytesAt.put(Pointer.nativeValue(memory), bytes);
    }
    return memory;
  }

  private void release(@Nullable Pointer memory) {
    if (memory != null) {
      bytesAt.remove(Pointer.nativeValue(memory));
    }
    close();
    functions.mju_free(memory);
    watch();
  }
}
