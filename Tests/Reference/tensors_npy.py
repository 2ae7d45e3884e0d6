#!/usr/bin/env python3
"""Small .npy files as NumPy writes them, into tensors/npy/: the same 2 × 3 numbers in every type and order that is read."""
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent / "tensors" / "npy"
here.mkdir(parents=True, exist_ok=True)
values = np.array([[0, 1, 2], [3, 100, 5]])
for name in ["<f4", "<f8", "<f2", ">f4", ">f8", "|i1", "<i2", "<i4", "<i8", ">i2", "|u1", "<u2", "<u4", "<u8"]:
    np.save(here / (name.strip("<|").replace(">", "big-") + ".npy"), values.astype(name))
np.save(here / "bool.npy", values > 2)
np.save(here / "fortran.npy", np.asfortranarray(values.astype("<f4")))
np.save(here / "scalar.npy", np.float32(7))
np.save(here / "vector.npy", np.arange(5, dtype="<f4"))
np.save(here / "empty.npy", np.zeros((0, 3), dtype="<f4"))
np.save(here / "complex.npy", values.astype("<c8"))
with open(here / "version2.npy", "wb") as file:
    np.lib.format.write_array(file, values.astype("<f4"), version=(2, 0))
with open(here / "version3.npy", "wb") as file:
    np.lib.format.write_array(file, values.astype("<f4"), version=(3, 0))
