package org.dreamer4j.envs.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import org.junit.jupiter.api.Test;

class EglDisplayTest {
  private static final Pointer WITHOUT_SURFACE = new Pointer(0x10);
  private static final Pointer USUAL = new Pointer(0x20);
  private static final Pointer CONTEXT = new Pointer(0x30);

  private final EglFunctions egl = mock(EglFunctions.class);

  /** Two displays that can be opened, on none of which anything can be made. */
  EglDisplayTest() {
    when(egl.eglGetPlatformDisplay(anyInt(), any(), any())).thenReturn(WITHOUT_SURFACE);
    when(egl.eglGetDisplay(any())).thenReturn(USUAL);
    when(egl.eglInitialize(any(), any(), any())).thenReturn(true);
    when(egl.eglBindAPI(anyInt())).thenReturn(true);
    when(egl.eglGetError()).thenReturn(0x3009);
  }

  private void configure(Pointer display) {
    when(egl.eglChooseConfig(eq(display), any(), any(), anyInt(), any()))
        .thenAnswer(
            call -> {
              call.<IntByReference>getArgument(4).setValue(1);
              return true;
            });
  }

  @Test
  void aDisplayWithoutContextsIsPassedOver() {
    configure(WITHOUT_SURFACE);
    configure(USUAL);
    when(egl.eglCreateContext(eq(USUAL), any(), any(), any())).thenReturn(CONTEXT);
    when(egl.eglMakeCurrent(USUAL, null, null, CONTEXT)).thenReturn(true);

    assertEquals(USUAL, EglDisplay.first(egl, EglContext::on).display().handle());

    verify(egl).eglTerminate(WITHOUT_SURFACE);
    verify(egl, never()).eglTerminate(USUAL);
  }

  @Test
  void whereNoDisplayWillDoTheFirstOnesFaultIsTold() {
    configure(USUAL);

    assertEquals(
        "EGL has no fitting configuration here (error 0x3009): choose renderer ray_caster",
        assertThrows(IllegalStateException.class, () -> EglDisplay.first(egl, EglContext::on))
            .getMessage());
    verify(egl).eglTerminate(USUAL);
  }

  @Test
  void aContextThatCannotBeUsedIsGivenBack() {
    configure(USUAL);
    when(egl.eglInitialize(eq(WITHOUT_SURFACE), any(), any())).thenReturn(false);
    when(egl.eglCreateContext(eq(USUAL), any(), any(), any())).thenReturn(CONTEXT);

    assertThrows(IllegalStateException.class, () -> EglDisplay.first(egl, EglContext::on));

    verify(egl).eglDestroyContext(USUAL, CONTEXT);
  }
}
