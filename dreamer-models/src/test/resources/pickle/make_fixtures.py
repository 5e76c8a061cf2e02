"""Made the .pkl files in this folder: python3 make_fixtures.py (Python 3.11, NumPy 2.4)."""
import pickle
import numpy as np

grid = np.arange(6, dtype=np.float32).reshape(2, 3) - 2.5
values = (
    np.int64(4096),                                   # 0, a scalar
    grid,                                             # 1
    np.asfortranarray(grid),                          # 2, Fortran order
    grid.astype('>f4'),                               # 3, big-endian
    np.array([1.5, -2.0, np.nan, np.inf]),            # 4, float64
    np.array([1.5, -2.0, 65504.0], dtype=np.float16), # 5
    np.array([-7, 2**31 - 1], dtype=np.int32),        # 6
    np.array([-7, 2**62], dtype='>i8'),               # 7
    np.array([0, 127, 128, 255], dtype=np.uint8),     # 8
    np.array([True, False, True]),                    # 9
    np.zeros((0, 3), dtype=np.float32),               # 10, empty
    np.float32(0.25),                                 # 11, a scalar
    np.asfortranarray(np.arange(24, dtype=np.int32).reshape(2, 3, 4)),  # 12
    np.array(2.5, dtype=np.float64),                  # 13, rank 0
    grid,                                             # 14, the same object again
)
for protocol in range(6):
    with open(f'values_{protocol}.pkl', 'wb') as file:
        pickle.dump(values, file, protocol)

nested = {'actor': [grid, (np.float32(1), grid[0])], 'step': 7, 'rate': 0.5, 'done': False}
with open('nested.pkl', 'wb') as file:
    pickle.dump(nested, file)

frozen = grid.copy()
frozen.flags.writeable = False
with open('read_only_5.pkl', 'wb') as file:
    pickle.dump((frozen, np.asfortranarray(grid)), file, 5)
