"""Golden values of linear algebra, from NumPy, SciPy and PyTorch in float64.

/usr/bin/python3 packages/limpide/test/golden/linalg/make_golden.py

A case is a matrix under a name and what the libraries say of it. Vectors whose sign is free are not
stored: tests check them by what they satisfy.
"""
import json
import pathlib
import warnings

import numpy as np
import scipy.linalg as sl
import torch

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20240501)


def hilbert(n):
    return np.array([[1.0 / (i + j + 1) for j in range(n)] for i in range(n)])


def wilkinson(n):
    half = (n - 1) // 2
    return np.diag(np.abs(np.arange(n) - half).astype(float)) + np.diag(np.ones(n - 1), 1) + np.diag(np.ones(n - 1), -1)


def rounded(a):
    return np.asarray(a, dtype=np.float64).round(6)


low = rounded(rng.normal(size=(7, 2))) @ rounded(rng.normal(size=(2, 5)))
square = rounded(rng.normal(size=(6, 6)))
near = np.diag([1.0, 1.0 + 1e-10, 1.0 + 2e-10, 3.0])
turn, _ = np.linalg.qr(rng.normal(size=(4, 4)))
near = turn @ near @ turn.T
near = (near + near.T) / 2
graded = np.array([[10.0 ** -(i + j) * (1 + 0.1 * ((3 * i + 5 * j + i * j) % 7)) for j in range(6)] for i in range(6)])
graded = np.tril(graded) + np.tril(graded, -1).T

matrices = {
    "one": [[-2.5]],
    "random 6x6": square,
    "random 8x3": rounded(rng.normal(size=(8, 3))),
    "random 3x7": rounded(rng.normal(size=(3, 7))),
    "hilbert 10": hilbert(10),
    "graded": graded,
    "wilkinson 21": wilkinson(21),
    "nearly repeated": near,
    "rank 2 of 7x5": low,
    "zero": np.zeros((4, 4)),
    "jordan": [[2.0, 1, 0, 0], [0, 2, 1, 0], [0, 0, 2, 0], [0, 0, 0, -1]],
    "rotation": [[0.0, -1], [1, 0]],
    "cyclic": [[0.0, 0, 0, 0, 1], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0]],
    "badly scaled": [[1.0, 1e6, 0], [1e-6, 2, 1e5], [0, 1e-5, 3]],
    "singular 3x3": [[1.0, 2, 3], [4, 5, 6], [7, 8, 9]],
    "positive": rounded(square @ square.T + np.eye(6)),
    "nilpotent": [[0.0, 1, 2], [0, 0, 3], [0, 0, 0]],
    "large norm": rounded(rng.normal(size=(5, 5))) * 8,
    "tiny": rounded(rng.normal(size=(3, 3))) * 1e-180,
    "huge": rounded(rng.normal(size=(3, 3))) * 1e180,
}


def numbers(x):
    def one(v):
        v = float(v)
        return v if np.isfinite(v) else ("NaN" if np.isnan(v) else "Infinity" if v > 0 else "-Infinity")

    return [one(v) for v in np.asarray(x, dtype=np.float64).ravel()]


def sorted_complex(w):
    w = sorted(w, key=lambda z: (round(z.real, 6), round(z.imag, 6)))
    return {"real": numbers([z.real for z in w]), "imag": numbers([z.imag for z in w])}


cases = []
for name, data in matrices.items():
    a = np.array(data, dtype=np.float64)
    m, n = a.shape
    extreme = name in ("tiny", "huge")
    case = {"name": name, "shape": [m, n], "data": numbers(a), "svdvals": numbers(np.linalg.svd(a, compute_uv=False))}
    if not extreme:
        case["rank"] = int(np.linalg.matrix_rank(a))
        case["pinv"] = numbers(np.linalg.pinv(a, rcond=1e-13 if name == "hilbert 10" else max(m, n) * np.finfo(float).eps))
        b = rounded(rng.normal(size=(m, 2)))
        case["b"] = numbers(b)
        x, _, _, _ = sl.lstsq(a, b, cond=max(m, n) * np.finfo(float).eps, lapack_driver="gelsd")
        case["lstsq"] = numbers(x)
        case["norms"] = {str(p): float(np.linalg.norm(a, p)) for p in (1, -1, 2, -2, np.inf, -np.inf, "fro", "nuc")}
    if m == n:
        case["eigvals"] = sorted_complex(np.linalg.eigvals(a))
        if np.array_equal(a, a.T):
            case["eigvalsh"] = numbers(np.linalg.eigvalsh(a))
        if not extreme:
            case["det"] = float(np.linalg.det(a))
            sign, logabs = np.linalg.slogdet(a)
            case["slogdet"] = [float(sign), numbers([logabs])[0]]
            case["expm"] = numbers(sl.expm(a)) if np.abs(a).max() < 1e3 else None
            if name not in ("zero", "singular 3x3", "nilpotent"):
                case["inv"] = numbers(np.linalg.inv(a))
                case["solve"] = numbers(np.linalg.solve(a, b))
                case["cond1"] = float(np.linalg.cond(a, 1))
    if name == "positive":
        case["cholesky"] = numbers(np.linalg.cholesky(a))
    cases.append(case)

# gradients of sums weighted by 1, 2, 3 …, from PyTorch
gradients = []


def gradient(op, fn, a):
    x = torch.tensor(np.asarray(a), dtype=torch.float64, requires_grad=True)
    y = fn(x)
    weight = torch.arange(1, y.numel() + 1, dtype=torch.float64).reshape(y.shape)
    (y * weight).sum().backward()
    gradients.append({"op": op, "shape": list(x.shape), "data": numbers(np.asarray(a)), "output": numbers(y.detach().numpy()), "grad": numbers(x.grad.numpy())})


batch = rounded(rng.normal(size=(2, 3, 3)))
gradient("inv", torch.linalg.inv, batch)
gradient("det", torch.linalg.det, batch)
gradient("logabsdet", lambda x: torch.linalg.slogdet(x)[1], batch)
gradient("svdvals", torch.linalg.svdvals, rounded(rng.normal(size=(4, 3))))
gradient("eigvalsh of x + xT", lambda x: torch.linalg.eigvalsh(x + x.mT), batch)
gradient("cholesky of x xT + I", lambda x: torch.linalg.cholesky(x @ x.mT + torch.eye(3, dtype=torch.float64)), batch)
gradient("matrixExp", torch.linalg.matrix_exp, batch)
gradient("pinv", torch.linalg.pinv, rounded(rng.normal(size=(4, 3))))

here = pathlib.Path(__file__).parent
for name, rows in (("matrices", cases), ("gradients", gradients)):
    text = "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"
    (here / f"{name}.json").write_text(text)
    print(name, len(text))
