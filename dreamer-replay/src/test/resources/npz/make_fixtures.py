"""Writes the npz files of this folder with NumPy: python3 make_fixtures.py"""
import io
import zipfile

import numpy as np

HALVES = [0.0, -0.0, 1.0, -2.0, 65504.0, 2.0**-24, 2.0**-14, 1 / 3, np.inf, -np.inf, np.nan]
TYPES = {
    'u1': np.arange(250, 256, dtype=np.uint8).reshape(2, 3),
    'b1': np.array([True, False, True]),
    'f2': np.array(HALVES, dtype=np.float16),
    'f4': np.array([[1.5], [-0.1]], dtype=np.float32),
    'f8': np.array([0.1, -1e300, np.nan]),
    'i4': np.array([-(2**31), 7], dtype=np.int32),
    'i8': np.array([[[-(2**63)]], [[2**40]]], dtype=np.int64),
    'scalar': np.float64(2.5),
    'empty': np.zeros((0, 5), dtype=np.float32),
}


def npy(array, version=None):
  out = io.BytesIO()
  np.lib.format.write_array(out, array, version=version)
  return out.getvalue()


def save(name, entries, force_zip64=False):
  with zipfile.ZipFile(name, 'w', zipfile.ZIP_DEFLATED) as archive:
    for key, data in entries.items():
      info = zipfile.ZipInfo(key, (2020, 1, 1, 0, 0, 0))
      info.compress_type = zipfile.ZIP_DEFLATED
      with archive.open(info, 'w', force_zip64=force_zip64) as file:
        file.write(data)


cube = np.arange(24, dtype=np.int32).reshape(2, 3, 4)
np.savez('stored.npz', **TYPES)
np.savez_compressed('deflated.npz', **TYPES)
np.savez_compressed(
    'fortran.npz',
    cube=np.asfortranarray(cube),
    matrix=np.asfortranarray(cube[0].astype(np.float64)),
    vector=np.asfortranarray(cube[0, 0]))
save('versions.npz', {
    'v1.npy': npy(cube, (1, 0)),
    'v2.npy': npy(cube, (2, 0)),
    'v3.npy': npy(cube, (3, 0)),
}, force_zip64=True)
save('big_endian.npz', {'x.npy': npy(np.arange(3, dtype='>f4'))})
save('structured.npz', {'x.npy': npy(np.zeros(2, dtype=[('a', '<f4'), ('b', '<i4')]))})
save('object.npz', {'x.npy': npy(np.array([None, 'a'], dtype=object))})
save('unsigned.npz', {'x.npy': npy(np.arange(3, dtype=np.uint16))})
save('not_an_array.npz', {'x.npy': b'hello, this is no array at all'})
save('path.npz', {'../x.npy': npy(cube)})
save('text.npz', {'readme.txt': b'hello'})
with zipfile.ZipFile('twice.npz', 'w') as archive:
  archive.writestr(zipfile.ZipInfo('x.npy'), npy(cube))
  archive.writestr(zipfile.ZipInfo('x.npy'), npy(cube))
