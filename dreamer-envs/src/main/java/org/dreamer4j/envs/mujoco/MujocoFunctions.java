package org.dreamer4j.envs.mujoco;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import org.jspecify.annotations.Nullable;

/** The functions of libmujoco that are called here, by their C names. */
@SuppressWarnings("MemberName")
interface MujocoFunctions extends Library {
  int mj_version();

  String mj_versionString();

  @Nullable Pointer mj_loadXML(
      String file, @Nullable Pointer virtualFiles, byte[] error, int errorBytes);

  void mj_deleteModel(Pointer model);

  @Nullable Pointer mj_makeData(Pointer model);

  void mj_deleteData(Pointer data);

  void mj_resetData(Pointer model, Pointer data);

  void mj_resetDataKeyframe(Pointer model, Pointer data, int key);

  void mj_forward(Pointer model, Pointer data);

  void mj_step(Pointer model, Pointer data);

  void mj_step1(Pointer model, Pointer data);

  void mj_step2(Pointer model, Pointer data);

  @Nullable String mj_id2name(Pointer model, int type, int id);

  int mju_str2Type(String type);

  @Nullable Pointer mju_malloc(long bytes);

  void mju_free(@Nullable Pointer memory);

  void mjv_defaultCamera(Pointer camera);

  void mjv_defaultOption(Pointer option);

  void mjv_defaultScene(Pointer scene);

  void mjv_makeScene(Pointer model, Pointer scene, int mostGeoms);

  void mjv_freeScene(Pointer scene);

  void mjv_updateScene(
      Pointer model,
      Pointer data,
      Pointer option,
      @Nullable Pointer perturbation,
      Pointer camera,
      int categories,
      Pointer scene);

  void mjr_defaultContext(Pointer context);

  void mjr_makeContext(Pointer model, Pointer context, int fontScale);

  void mjr_freeContext(Pointer context);

  void mjr_uploadHField(Pointer model, Pointer context, int heightField);

  void mjr_setBuffer(int buffer, Pointer context);

  void mjr_render(Rectangle viewport, Pointer scene, Pointer context);

  void mjr_readPixels(Pointer rgb, @Nullable Pointer depth, Rectangle viewport, Pointer context);

  /** {@code mjrRect}: a part of the picture, pixels. */
  @Structure.FieldOrder({"left", "bottom", "width", "height"})
  final class Rectangle extends Structure implements Structure.ByValue {
    public int left;
    public int bottom;
    public int width;
    public int height;

    Rectangle(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }
}
