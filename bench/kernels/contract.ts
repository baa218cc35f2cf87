/**
 * Speed of generated contractions, GFLOP/s, one thread: `node bench/kernels/contract.ts [variant] [filter] [options as JSON]`.
 * With a Python that has PyTorch (`PYTHON=/usr/bin/python3`), prints both from the same run.
 */

import { spawnSync } from 'node:child_process';
import v8 from 'node:v8';

const [variant = 'wide', filter = '', options = '{}'] = process.argv.slice(2);
if (variant === 'wide') v8.setFlagsFromString('--experimental-wasm-revectorize');

const { i32c, ModuleBuilder } = await import(
  '../../packages/limpide/src/devices/wasm/assembler/index.ts'
);
const { emitContract } = await import('../../packages/limpide/src/devices/wasm/contract/index.ts');
type ContractSpec =
  import('../../packages/limpide/src/devices/wasm/contract/index.ts').ContractSpec;
type Variant = import('../../packages/limpide/src/devices/wasm/contract/index.ts').Variant;

interface Bench {
  readonly name: string;
  readonly spec: ContractSpec;
  /** elements of a, b and out */
  readonly lengths: readonly [number, number, number];
  /** the same work in PyTorch, as an expression and the tensors it needs */
  readonly torch: string;
}

function matmul(m: number, n: number, k: number, aT = false, bT = false, batch = 1): Bench {
  return {
    name: `${batch > 1 ? `${batch}× ` : ''}${m}×${k}${aT ? 'ᵀ' : ''} · ${k}×${n}${bT ? 'ᵀ' : ''}`,
    spec: {
      dtype: 'float32',
      batch: [batch],
      m: [m],
      n: [n],
      k: [k],
      a: { slot: 0, offset: 0, strides: { batch: [m * k], free: [aT ? 1 : k], k: [aT ? m : 1] } },
      b: { slot: 1, offset: 0, strides: { batch: [n * k], free: [bT ? k : 1], k: [bT ? 1 : n] } },
      out: { slot: 2, offset: 0, strides: { batch: [m * n], m: [n], n: [1] } },
    },
    lengths: [batch * m * k, batch * k * n, batch * m * n],
    torch: `mm(${batch},${m},${n},${k},${aT ? 1 : 0},${bT ? 1 : 0})`,
  };
}

function convolution(images: number, c: number, oc: number, size: number, kernel: number): Bench {
  const o = size - kernel + 1;
  return {
    name: `conv ${images}×${c}×${size}² → ${oc}×${o}², ${kernel}×${kernel}`,
    spec: {
      dtype: 'float32',
      batch: [images],
      m: [oc],
      n: [o, o],
      k: [c, kernel, kernel],
      a: {
        slot: 0,
        offset: 0,
        strides: { batch: [0], free: [c * kernel * kernel], k: [kernel * kernel, kernel, 1] },
      },
      b: {
        slot: 1,
        offset: 0,
        strides: { batch: [c * size * size], free: [size, 1], k: [size * size, size, 1] },
      },
      out: { slot: 2, offset: 0, strides: { batch: [oc * o * o], m: [o * o], n: [o, 1] } },
    },
    lengths: [oc * c * kernel * kernel, images * c * size * size, images * oc * o * o],
    torch: `conv(${images},${c},${oc},${size},${kernel})`,
  };
}

/** The padded gradient of the output, convolved with the flipped weights, channels exchanged. */
function inputGradient(images: number, c: number, oc: number, size: number, kernel: number): Bench {
  const o = size + kernel - 1;
  const kk = kernel * kernel;
  return {
    name: `conv dx ${images}×${oc}×${size}² → ${c}×${size - kernel + 1}², ${kernel}×${kernel}`,
    spec: {
      dtype: 'float32',
      batch: [images],
      m: [c],
      n: [size, size],
      k: [oc, kernel, kernel],
      a: { slot: 0, offset: kk - 1, strides: { batch: [0], free: [kk], k: [c * kk, -kernel, -1] } },
      b: { slot: 1, offset: 0, strides: { batch: [oc * o * o], free: [o, 1], k: [o * o, o, 1] } },
      out: {
        slot: 2,
        offset: 0,
        strides: { batch: [c * size * size], m: [size * size], n: [size, 1] },
      },
    },
    lengths: [oc * c * kk, images * oc * o * o, images * c * size * size],
    torch: `conv(${images},${oc},${c},${o},${kernel})`,
  };
}

function weightGradient(
  images: number,
  c: number,
  oc: number,
  size: number,
  kernel: number,
): Bench {
  const o = size - kernel + 1;
  return {
    name: `conv dw ${images}×${c}×${size}² → ${oc}×${o}², ${kernel}×${kernel}`,
    spec: {
      dtype: 'float32',
      batch: [],
      m: [oc],
      n: [c, kernel, kernel],
      k: [images, o, o],
      a: { slot: 0, offset: 0, strides: { batch: [], free: [o * o], k: [oc * o * o, o, 1] } },
      b: {
        slot: 1,
        offset: 0,
        strides: { batch: [], free: [size * size, size, 1], k: [c * size * size, size, 1] },
      },
      out: {
        slot: 2,
        offset: 0,
        strides: { batch: [], m: [c * kernel * kernel], n: [kernel * kernel, kernel, 1] },
      },
    },
    lengths: [images * oc * o * o, images * c * size * size, oc * c * kernel * kernel],
    torch: `convw(${images},${c},${oc},${size},${kernel})`,
  };
}

const benches: readonly Bench[] = [
  ...[64, 128, 256, 512, 1024, 2048].map((n) => matmul(n, n, n)),
  matmul(512, 512, 512, false, true),
  matmul(512, 512, 512, true, false),
  matmul(1024, 1024, 1024, true, false),
  matmul(1024, 1024, 1024, false, true),
  matmul(32, 128, 784, false, true),
  matmul(32, 128, 784),
  matmul(128, 784, 32, true, false),
  matmul(32, 784, 128),
  matmul(32, 10, 128, false, true),
  matmul(10, 128, 32, true, false),
  matmul(32, 128, 10),
  matmul(1, 1024, 1024),
  matmul(1, 1024, 1024, false, true),
  matmul(2048, 128, 128, false, true),
  matmul(2048, 128, 512, false, true),
  matmul(2048, 512, 128, false, true),
  matmul(2048, 128, 512),
  matmul(128, 512, 2048, true, false),
  matmul(512, 128, 2048, true, false),
  matmul(384, 128, 2048, true, false),
  matmul(128, 128, 32, false, true, 64),
  matmul(128, 32, 128, false, false, 64),
  convolution(64, 1, 6, 32, 5),
  convolution(64, 1, 6, 28, 5),
  convolution(64, 6, 16, 14, 5),
  convolution(64, 6, 16, 12, 5),
  convolution(8, 32, 64, 34, 3),
  inputGradient(64, 6, 16, 14, 5),
  weightGradient(64, 1, 6, 32, 5),
  weightGradient(64, 1, 6, 28, 5),
  weightGradient(64, 6, 16, 14, 5),
  weightGradient(8, 32, 64, 34, 3),
];

function measure(run: () => void, milliseconds: number): number {
  for (const end = performance.now() + 300; performance.now() < end; ) run();
  const start = performance.now();
  run();
  const repeats = Math.max(
    1,
    Math.ceil(milliseconds / 7 / Math.max(1e-4, performance.now() - start)),
  );
  const times = Array.from({ length: 7 }, () => {
    const from = performance.now();
    for (let i = 0; i < repeats; i++) run();
    return (performance.now() - from) / repeats;
  }).sort((x, y) => x - y);
  return times[3] ?? Number.NaN;
}

const torchScript = `
import os, sys, time
import torch, torch.nn.functional as F
torch.set_num_threads(int(os.environ.get('OMP_NUM_THREADS', '1')))
torch.set_grad_enabled(False)
def timed(f):
    end = time.perf_counter() + 0.2
    while time.perf_counter() < end: f()
    t = time.perf_counter(); f(); t = time.perf_counter() - t
    n = max(1, int(0.05 / max(t, 1e-7)))
    ts = []
    for _ in range(7):
        t = time.perf_counter()
        for _ in range(n): f()
        ts.append((time.perf_counter() - t) / n)
    return sorted(ts)[3] * 1e3
def mm(s, m, n, k, at, bt):
    lead = (s,) if s > 1 else ()
    a = torch.rand(*lead, *((k, m) if at else (m, k)))
    b = torch.rand(*lead, *((n, k) if bt else (k, n)))
    a = a.transpose(-1, -2) if at else a
    b = b.transpose(-1, -2) if bt else b
    out = torch.empty(*lead, m, n)
    return timed(lambda: torch.matmul(a, b, out=out))
def conv(i, c, o, s, k):
    x, w = torch.rand(i, c, s, s), torch.rand(o, c, k, k)
    return timed(lambda: F.conv2d(x, w))
def convw(i, c, o, s, k):
    x, d = torch.rand(i, c, s, s), torch.rand(i, o, s - k + 1, s - k + 1)
    return timed(lambda: torch.nn.grad.conv2d_weight(x, (o, c, k, k), d) if False else torch.ops.aten.convolution_backward(d, x, torch.rand(o, c, k, k), None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1, [False, True, False]))
for line in sys.stdin:
    try: print(eval(line), flush=True)
    except Exception as e: print('nan', e, flush=True)
`;

function torchTimes(list: readonly Bench[]): readonly number[] {
  const python = process.env['PYTHON'];
  if (python === undefined) return [];
  const done = spawnSync(python, ['-c', torchScript], {
    input: list.map((x) => `${x.torch}\n`).join(''),
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  return done.stdout.toString().split('\n').map(Number.parseFloat);
}

const chosen = benches.filter((x) => x.name.includes(filter));
const torch = torchTimes(chosen);
chosen.forEach((bench, i) => {
  const { spec, lengths } = bench;
  const m = new ModuleBuilder({ memory: { shared: true, initialPages: 1, maximumPages: 65536 } });
  const emitted = emitContract(m, 'c', spec, variant as Variant, {
    scratchThreadSlot: 3,
    scratchSharedSlot: 5,
    ...JSON.parse(options),
  });
  m.func(
    'run',
    [],
    [],
    (f) => {
      for (const phase of emitted.phases) f.emit(f.call(phase, i32c(0), i32c(0), i32c(1)));
    },
    { export: true },
  );
  const round = (x: number): number => Math.ceil(x / 64) * 64 + 64;
  const starts = [64];
  for (const length of [
    ...lengths.map((x) => 4 * x),
    emitted.scratchPerThread,
    emitted.scratchShared,
  ]) {
    starts.push((starts.at(-1) ?? 0) + round(length));
  }
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((starts.at(-1) ?? 0) / 65536),
    maximum: 65536,
    shared: true,
  });
  const [a = 0, b = 0, out = 0, scratch = 0, shared = 0] = starts;
  const table = new Int32Array(memory.buffer, 0, 8);
  table.set([a, b, out, scratch, 0, shared]);
  const data = new Float32Array(memory.buffer, 64);
  for (let j = 0; j < data.length; j++) data[j] = Math.random() - 0.5;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(m.toBytes()), {
    env: { memory },
  });
  const main = exports['run'] as () => void;
  const flops = 2 * [...spec.batch, ...spec.m, ...spec.n, ...spec.k].reduce((x, y) => x * y, 1);
  const time = measure(() => main(), 300);
  const peer = torch[i];
  const against =
    peer === undefined
      ? ''
      : `  torch ${(flops / peer / 1e6).toFixed(1).padStart(6)}  ratio ${(peer / time).toFixed(2)}`;
  console.log(
    `${bench.name.padEnd(34)} ${(flops / time / 1e6).toFixed(1).padStart(6)} GFLOP/s ${(1000 * time).toFixed(1).padStart(9)} µs${against}  ${emitted.description}`,
  );
});
