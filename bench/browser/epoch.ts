/** One epoch of MNIST 784-128-10: 60,000 images, batches of 32, Adam, a compiled step. In Node and in browsers. */
import {
  compile,
  getDevice,
  manualSeed,
  noGrad,
  randperm,
  setNumThreads,
  type Tensor,
  tensor,
} from 'limpide';
import { decodeIdx } from 'limpide/data';
import * as nn from 'limpide/nn';
import { Adam } from 'limpide/optim';

export interface Sample {
  readonly threads: number;
  readonly variant: string;
  readonly seconds: number;
  /** Mean loss of the epoch: both sides must have done the same work. */
  readonly loss: number;
}

export interface Epochs {
  /** Trains for one epoch from the beginning, or on from where the one before ended. */
  run(threads: number): Promise<Sample>;
}

export async function makeEpochs(images: Uint8Array, labels: Uint8Array): Promise<Epochs> {
  const pixels = decodeIdx(images);
  const count = pixels.shape[0]!;
  const x = tensor(pixels.data as Uint8Array, { shape: [count, 784] })
    .to('float32')
    .div(255)
    .realize();
  const y = tensor(Int32Array.from(decodeIdx(labels).data as Uint8Array)).realize();
  manualSeed(1);
  const model = new nn.Sequential(new nn.Linear(784, 128), new nn.ReLU(), new nn.Linear(128, 10));
  const optimizer = new Adam(model.parameters(), { lr: 1e-3 });
  const criterion = new nn.CrossEntropyLoss();
  const step = compile((images: Tensor, labels: Tensor) => {
    optimizer.zeroGrad();
    const loss = criterion.call(model.call(images), labels);
    loss.backward();
    optimizer.step();
    return loss.detach();
  });
  return {
    async run(threads) {
      const running = await setNumThreads(threads);
      const order = randperm(count);
      const xs = x.indexSelect(0, order).realize();
      const ys = y.indexSelect(0, order).realize();
      const start = performance.now();
      let last = x;
      for (let i = 0; i < count; i += 32)
        last = step(xs.slice(0, i, i + 32), ys.slice(0, i, i + 32));
      await last.item();
      const seconds = (performance.now() - start) / 1e3;
      const right = noGrad(() =>
        criterion.call(model.call(xs.slice(0, 0, 10_000)), ys.slice(0, 0, 10_000)),
      );
      const loss = await right.item();
      xs.dispose();
      ys.dispose();
      return { threads: running, variant: getDevice().statistics().variant, seconds, loss };
    },
  };
}
