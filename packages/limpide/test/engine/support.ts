/** Small networks, their training step, and what a test of the engine looks at: bits, counters, memory. */
import { createHash } from 'node:crypto';
import v8 from 'node:v8';
import vm from 'node:vm';
import { randn, type Tensor, tensor } from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import type * as optim from '../../src/optim/index.ts';
import { type EvaluationWatcher, watchEvaluation } from '../../src/tensor/evaluate.ts';

// The optimising compiler at once: its code is what runs in the end.
v8.setFlagsFromString('--wasm-tiering-budget=1');
v8.setFlagsFromString('--wasm-sync-tier-up');

/** What a tensor holds, bit for bit: two are equal if and only if every bit is. */
export function bits(t: Tensor): string {
  const data = t.dataSync();
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return `${t.dtype}[${t.shape}] ${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}`;
}

/** Weights and buffers of a module, bit for bit. */
export const stateBits = (model: nn.Module): Record<string, string> =>
  Object.fromEntries(Object.entries(model.stateDict()).map(([key, t]) => [key, bits(t)]));

export const values = (t: Tensor): number[] => Array.from(t.dataSync());

/** Images of one channel; a network of each kind that takes them. */
export const mlp = (): nn.Module<[Tensor], Tensor> =>
  new nn.Sequential(
    new nn.Flatten(),
    new nn.Linear(256, 128),
    new nn.BatchNorm1d(128),
    new nn.ReLU(),
    new nn.Dropout(0.1),
    new nn.Linear(128, 10),
  );
export const convNet = (): nn.Module<[Tensor], Tensor> =>
  new nn.Sequential(
    new nn.Conv2d(1, 8, 3, { padding: 1 }),
    new nn.BatchNorm2d(8),
    new nn.ReLU(),
    new nn.MaxPool2d(2),
    new nn.Conv2d(8, 12, 3),
    new nn.GELU(),
    new nn.Dropout2d(0.2),
    new nn.Flatten(),
    new nn.Linear(12 * 36, 10),
  );

export interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
}
/** A batch of random images with labels. */
export const imageBatch = (size: number): Batch => ({
  x: randn([size, 1, 16, 16]).realize(),
  y: tensor(Int32Array.from({ length: size }, (_, i) => i % 10)),
});

/** One step in PyTorch's manner. */
export function stepOf(
  model: nn.Module<[Tensor], Tensor>,
  optimizer: optim.Optimizer,
): (x: Tensor, y: Tensor) => Tensor {
  const lossOf = new nn.CrossEntropyLoss();
  return (x, y) => {
    optimizer.zeroGrad();
    const loss = lossOf.call(model.call(x), y);
    loss.backward();
    optimizer.step();
    return loss;
  };
}

/** What ran while `fn` did: one entry per program run. */
export function programsRun<T>(fn: () => T): { result: T; runs: Parameters<EvaluationWatcher>[] } {
  const runs: Parameters<EvaluationWatcher>[] = [];
  const before = watchEvaluation((...run) => runs.push(run));
  try {
    return { result: fn(), runs };
  } finally {
    watchEvaluation(before);
  }
}

let collector: (() => void) | null = null;
/** Collects garbage, and lets finalizers run. */
export async function collect(): Promise<void> {
  if (collector === null) {
    v8.setFlagsFromString('--expose-gc');
    collector = vm.runInNewContext('gc') as () => void;
  }
  for (let i = 0; i < 3; i++) {
    collector();
    await new Promise((resume) => setTimeout(resume, 5));
  }
}
