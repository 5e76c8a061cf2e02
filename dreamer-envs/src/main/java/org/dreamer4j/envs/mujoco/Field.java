package org.dreamer4j.envs.mujoco;

/** The members of {@code mjModel} and {@code mjData} that are used here. */
enum Field {
  NQ(Owner.MODEL, Type.SIZE),
  NV(Owner.MODEL, Type.SIZE),
  NU(Owner.MODEL, Type.SIZE),
  NA(Owner.MODEL, Type.SIZE),
  NBODY(Owner.MODEL, Type.SIZE),
  NJNT(Owner.MODEL, Type.SIZE),
  NGEOM(Owner.MODEL, Type.SIZE),
  NSITE(Owner.MODEL, Type.SIZE),
  NCAM(Owner.MODEL, Type.SIZE),
  NLIGHT(Owner.MODEL, Type.SIZE),
  NMAT(Owner.MODEL, Type.SIZE),
  NSENSOR(Owner.MODEL, Type.SIZE),
  NHFIELDDATA(Owner.MODEL, Type.SIZE),
  TIMESTEP(Owner.MODEL, Type.DOUBLE),
  DISABLEFLAGS(Owner.MODEL, Type.INT),
  BODY_PARENTID(Owner.MODEL, Type.INTS),
  BODY_POS(Owner.MODEL, Type.DOUBLES),
  JNT_TYPE(Owner.MODEL, Type.INTS),
  JNT_BODYID(Owner.MODEL, Type.INTS),
  JNT_LIMITED(Owner.MODEL, Type.BYTES),
  JNT_RANGE(Owner.MODEL, Type.DOUBLES),
  DOF_DAMPING(Owner.MODEL, Type.DOUBLES),
  GEOM_TYPE(Owner.MODEL, Type.INTS),
  GEOM_BODYID(Owner.MODEL, Type.INTS),
  GEOM_MATID(Owner.MODEL, Type.INTS),
  GEOM_GROUP(Owner.MODEL, Type.INTS),
  GEOM_SIZE(Owner.MODEL, Type.DOUBLES),
  GEOM_POS(Owner.MODEL, Type.DOUBLES),
  GEOM_RGBA(Owner.MODEL, Type.FLOATS),
  SITE_TYPE(Owner.MODEL, Type.INTS),
  SITE_BODYID(Owner.MODEL, Type.INTS),
  SITE_MATID(Owner.MODEL, Type.INTS),
  SITE_GROUP(Owner.MODEL, Type.INTS),
  SITE_SIZE(Owner.MODEL, Type.DOUBLES),
  SITE_POS(Owner.MODEL, Type.DOUBLES),
  SITE_RGBA(Owner.MODEL, Type.FLOATS),
  CAM_FOVY(Owner.MODEL, Type.DOUBLES),
  HFIELD_DATA(Owner.MODEL, Type.FLOATS),
  MAT_RGBA(Owner.MODEL, Type.FLOATS),
  SENSOR_DIM(Owner.MODEL, Type.INTS),
  ACTUATOR_CTRLLIMITED(Owner.MODEL, Type.BYTES),
  ACTUATOR_CTRLRANGE(Owner.MODEL, Type.DOUBLES),
  TIME(Owner.DATA, Type.DOUBLE),
  NCON(Owner.DATA, Type.INT),
  QPOS(Owner.DATA, Type.DOUBLES),
  QVEL(Owner.DATA, Type.DOUBLES),
  ACT(Owner.DATA, Type.DOUBLES),
  CTRL(Owner.DATA, Type.DOUBLES),
  SENSORDATA(Owner.DATA, Type.DOUBLES),
  XPOS(Owner.DATA, Type.DOUBLES),
  XMAT(Owner.DATA, Type.DOUBLES),
  GEOM_XPOS(Owner.DATA, Type.DOUBLES),
  GEOM_XMAT(Owner.DATA, Type.DOUBLES),
  SITE_XPOS(Owner.DATA, Type.DOUBLES),
  SITE_XMAT(Owner.DATA, Type.DOUBLES),
  CAM_XPOS(Owner.DATA, Type.DOUBLES),
  CAM_XMAT(Owner.DATA, Type.DOUBLES),
  LIGHT_XPOS(Owner.DATA, Type.DOUBLES);

  /** The structure it is a member of. */
  enum Owner {
    MODEL,
    DATA
  }

  /** What lies at its offset. */
  enum Type {
    /** A count: 32 bits before MuJoCo 3.6, 64 bits since; the lower half is read. */
    SIZE,
    /** The number itself, 32 bits. */
    INT,
    /** The number itself, 64 bits. */
    DOUBLE,
    /** A pointer to numbers of 64 bits. */
    DOUBLES,
    /** A pointer to numbers of 32 bits. */
    FLOATS,
    /** A pointer to numbers of 32 bits. */
    INTS,
    /** A pointer to truth values. */
    BYTES
  }

  final Owner owner;
  final Type type;

  Field(Owner owner, Type type) {
    this.owner = owner;
    this.type = type;
  }
}
