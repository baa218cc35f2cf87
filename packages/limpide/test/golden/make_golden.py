#!/usr/bin/env python3
"""Writes the golden values, *.json beside this file, with PyTorch (Debian 12: python3-torch 1.13.1).

    /usr/bin/python3 packages/limpide/test/golden/make_golden.py [file names…]

Run by hand when a case is added; the values are committed. Deterministic: same PyTorch, same bytes.
"""
import importlib
import pathlib
import sys
import warnings

import torch

HERE = pathlib.Path(__file__).resolve().parent
FILES = ["maps", "reductions", "movement", "indexing", "contractions", "nn", "losses", "optim", "rnn", "second_order"]

sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))


def main():
    from golden_case import File
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    total = 0
    for name in sys.argv[1:] or FILES:
        file = File(name)
        importlib.import_module(f"cases.{name}").cases(file)
        count, size = file.write(HERE)
        total += size
        print(f"{name:14} {count:5} cases {size / 1024:8.1f} kB")
    print(f"{'total':14} {'':11} {total / 1024:8.1f} kB")


if __name__ == "__main__":
    main()
