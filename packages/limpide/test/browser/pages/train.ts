/** What a page, its worker and Node all run, word for word: MNIST 784-128-10, and what came out. */
import {
  compile,
  getDevice,
  manualSeed,
  noGrad,
  setNumThreads,
  type Tensor,
  tensor,
} from 'limpide';
import { decodeIdx, mnistArrays, toVectors } from 'limpide/data';
import * as nn from 'limpide/nn';
import { Adam } from 'limpide/optim';

export interface Order {
  /** As many as there are when left out, which nobody waits for. */
  readonly threads?: number;
  readonly epochs: number;
  /** The address of a folder that has the IDX files. */
  readonly url: string;
}

export interface Report {
  /** Threads that may be used, and those that are up. */
  readonly threads: number;
  readonly running: number;
  readonly variant: string;
  readonly isolated: boolean;
  readonly shared: boolean;
  /** Mean loss of each epoch. */
  readonly epochs: readonly number[];
  /** The bits of each hundredth step's loss, and of all parameters at the end, as sums of words. */
  readonly bits: readonly number[];
  readonly accuracy: number;
  /** The same number read with `await item()` and with `itemSync()`. */
  readonly readings: readonly [number, number];
  readonly error: { readonly name: string; readonly code: string; readonly message: string };
}

const bitsOf = (values: ArrayLike<number>): number => {
  const words = new Uint32Array(Float32Array.from(values).buffer);
  return words.reduce((sum, word) => (Math.imul(sum, 31) + word) >>> 0, 7);
};

/** Images of an IDX file that holds fewer of them than the whole set, served under a name of its own. */
async function served(url: string, name: string): Promise<Tensor> {
  const response = await fetch(`${url}${name}`);
  const array = decodeIdx(new Uint8Array(await response.arrayBuffer()), name);
  return tensor(array.data as Uint8Array, { shape: [...array.shape] });
}

export async function train({ threads, epochs, url }: Order): Promise<Report> {
  if (threads !== undefined) await setNumThreads(threads);
  manualSeed(1);
  const images = toVectors(await served(url, 'first-images')).realize(); // (n, 784)
  const labels = (await served(url, 'first-labels')).to('int32').realize(); // (n)
  const model = new nn.Sequential(new nn.Linear(784, 128), new nn.ReLU(), new nn.Linear(128, 10));
  const optimizer = new Adam(model.parameters(), { lr: 1e-3 });
  const criterion = new nn.CrossEntropyLoss();
  const step = compile((x: Tensor, y: Tensor) => {
    optimizer.zeroGrad();
    const loss = criterion.call(model.call(x), y);
    loss.backward();
    optimizer.step();
    return loss.detach();
  });

  const means: number[] = [];
  const bits: number[] = [];
  const count = labels.shape[0]!;
  for (let epoch = 0; epoch < epochs; epoch++) {
    let sum = 0;
    let steps = 0;
    for (let i = 0; i + 32 <= count; i += 32) {
      const loss = step(images.slice(0, i, i + 32), labels.slice(0, i, i + 32));
      const value = await loss.item();
      sum += value;
      if (steps++ % 100 === 0) bits.push(bitsOf([value]));
    }
    means.push(sum / steps);
  }
  for (const parameter of model.parameters()) bits.push(bitsOf(await parameter.detach().data()));

  const test = await mnistArrays({ split: 'test', url });
  const x = toVectors(tensor(test.images.data, { shape: [10_000, 28, 28] })); // (10000, 784)
  const right = noGrad(() =>
    model
      .call(x)
      .argmax(1)
      .eq(tensor(Int32Array.from(test.labels.data)))
      .float()
      .mean(),
  );
  const statistics = getDevice().statistics();
  return {
    threads: statistics.threads,
    running: statistics.running,
    variant: statistics.variant,
    isolated: (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated ?? true,
    shared: typeof SharedArrayBuffer !== 'undefined',
    epochs: means,
    bits,
    accuracy: await right.item(),
    readings: [await right.add(1).item(), right.add(1).itemSync()],
    error: mistake(),
  };
}

/** Errors have their sentence here too. */
function mistake(): Report['error'] {
  try {
    tensor([1, 2]).add(tensor([1, 2, 3]));
  } catch (error) {
    const { name, code, message } = error as Error & { code: string };
    return { name, code, message };
  }
  throw new Error('shapes [2] and [3] were added');
}
