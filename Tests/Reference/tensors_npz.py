#!/usr/bin/env python3
"""Archives as NumPy writes them, into tensors/npz/: one stored, one deflated, and what is no archive of numbers."""
import pathlib
import zipfile

import numpy as np

here = pathlib.Path(__file__).parent / "tensors" / "npz"
here.mkdir(parents=True, exist_ok=True)
values = np.array([[0, 1, 2], [3, 100, 5]])
arrays = {name: values.astype(name) for name in ["f4", "f8", "f2", ">f8", "i1", "i8", "u2"]}
arrays |= {
    "bool": values > 2, "fortran": np.asfortranarray(values.astype("f4")), "scalar": np.float32(7), "empty": np.zeros((0, 3)),
    "folder/größe": np.arange(5, dtype="f4"),
}
np.savez(here / "stored.npz", **arrays)
np.savez_compressed(here / "compressed.npz", **arrays)
np.savez(here / "positions.npz", values, values > 2)
np.savez_compressed(here / "zeros.npz", zeros=np.zeros(1_000_000, dtype="f4"))
np.savez(here / "none.npz")
np.savez(here / "large.npz", a=np.array([1, 2**24 + 1]))
with zipfile.ZipFile(here / "text.npz", "w") as archive:
    archive.writestr("notes.txt", "not a number")
