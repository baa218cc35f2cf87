"""Writes the golden safetensors files with the reference implementation.

    pip install safetensors==0.8.0 numpy ml_dtypes
    python make_safetensors.py

A small network as PyTorch names it (0.weight, 0.bias, 2.weight...), and one tensor of each dtype,
with empty, scalar and odd-sized shapes. The values are said again in JSON, to compare with.
"""

import json
from pathlib import Path

import ml_dtypes
import numpy as np
from safetensors.numpy import save_file

here = Path(__file__).parent
rng = np.random.default_rng(0)

network = {
    "0.weight": rng.standard_normal((5, 3), dtype=np.float32),
    "0.bias": rng.standard_normal(5, dtype=np.float32),
    "2.weight": rng.standard_normal((2, 5), dtype=np.float32),
    "2.bias": rng.standard_normal(2, dtype=np.float32),
    "2.num_batches_tracked": np.array(7, dtype=np.int64),
}
dtypes = {
    "f64": np.array([0.1, -0.0, np.inf, 5e-324], dtype=np.float64),
    "f32": np.array([[1.5, np.nan], [-np.inf, 3.4028235e38]], dtype=np.float32),
    "f16": np.array([1.0, -2.5, 65504.0], dtype=np.float16),
    "bf16": np.array([1.0, -2.5, 3.0e38], dtype=ml_dtypes.bfloat16),
    "i64": np.array([-(2**31), 2**31 - 1, 0], dtype=np.int64),
    "i32": np.array([-(2**31), 2**31 - 1], dtype=np.int32),
    "i16": np.array([-32768, 32767, 3], dtype=np.int16),
    "i8": np.array([-128, 127, 3], dtype=np.int8),
    "u8": np.array([0, 255, 3], dtype=np.uint8),
    "bool": np.array([True, False, True]),
    "empty": np.zeros((0, 4), dtype=np.float32),
    "scalar": np.array(2.5, dtype=np.float32),
    "étage.0/“poids”\n\U0001f642": np.array([1], dtype=np.uint8),
    "\ufb01": np.array([2], dtype=np.uint8),
}


def describe(array):
    values = array
    if array.dtype in (np.float16, ml_dtypes.bfloat16):
        values = array.view(np.uint16)
    flat = [str(v) if isinstance(v, float) else int(v) for v in values.ravel().tolist()]
    return {"dtype": str(array.dtype), "shape": list(array.shape), "values": flat}


for name, tensors, metadata in [
    ("network", network, {"format": "pt"}),
    ("dtypes", dtypes, None),
]:
    save_file(tensors, here / f"{name}.safetensors", metadata)
    said = {key: describe(array) for key, array in tensors.items()}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (here / f"{name}.json").write_text(text + "\n", encoding="utf-8")
