"""A file by the reference implementation of safetensors' format, with each scalar type, for LayersTests.

Writes layers/types.safetensors beside this file, by hand after https://github.com/huggingface/safetensors#format where the package
`safetensors` is not installed. Run: python Tests/Reference/layers_safetensors.py
"""
import json
import pathlib
import struct

import torch

TYPES = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
    torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL",
}
values = torch.tensor([[1.0, -2.0, 0.5], [100.0, -0.25, 3.0]])
whole = torch.tensor([1, -2, 100])
tensors = {
    "f64": values.double(), "f32": values, "f16": values.half(), "bf16": values.bfloat16(), "i64": whole.long(),
    "i32": whole.int(), "i16": whole.short(), "i8": whole.char(), "u8": torch.tensor([0, 1, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False, True]), "scalar": torch.tensor(5.0),
}
path = pathlib.Path(__file__).parent / "layers" / "types.safetensors"
path.parent.mkdir(exist_ok=True)
try:
    from safetensors.torch import save_file

    save_file(tensors, path, metadata={"format": "pt"})
except ImportError:
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        raw = bytes(tensor.contiguous().view(torch.uint8).flatten().tolist()) if tensor.dim() else struct.pack("<f", tensor)
        header[name] = {
            "dtype": TYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]
        }
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
