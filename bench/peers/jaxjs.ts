/**
 * jax-js on WebAssembly, everything under jit. In Node it has one thread: it looks for browser workers.
 * Its arrays are counted by hand: `.ref` where a value is used again.
 */
import { blockUntilReady, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { digits, normal } from '../mnist.ts';
import { type Ready, type Row, type Rows, serve } from '../serve.ts';

await init('wasm');

const array = (shape: number[], seed: number): np.Array =>
  np
    .array(
      normal(
        shape.reduce((a, b) => a * b, 1),
        seed,
      ),
    )
    .reshape(shape);

/** Runs the compiled `f` on arrays made once and waits for its result. */
function compiled(inputs: np.Array[], f: (...inputs: np.Array[]) => np.Array): Ready {
  const fast = jit(f);
  return {
    run: async () => {
      const y = fast(...inputs.map((x) => x.ref));
      await y.blockUntilReady();
      y.dispose();
    },
    dispose: () => {
      for (const x of inputs) x.dispose();
      fast.dispose();
    },
  };
}

const matmul =
  (n: number): Row =>
  () =>
    compiled([array([n, n], 1), array([n, n], 2)], (a, b) => np.matmul(a, b));
const relu =
  (n: number): Row =>
  () =>
    compiled([array([n], 1), array([n], 2), array([n], 3)], (a, b, c) => nn.relu(a.mul(b).add(c)));

type Net = np.Array[];

function crossEntropy(logits: np.Array, y: np.Array): np.Array {
  return np.mean(np.sum(nn.logSoftmax(logits, -1).mul(y), -1)).mul(-1);
}

const linear = (inputs: number, outputs: number, seed: number): Net => {
  const scale = 1 / Math.sqrt(inputs);
  return [array([inputs, outputs], seed).mul(scale), np.zeros([outputs])];
};

function dense(x: np.Array, w: np.Array | undefined, b: np.Array | undefined): np.Array {
  return np.matmul(x, w!.ref).add(b!.ref);
}

/** Adam with its bias corrections given as numbers, one compiled step. */
function trainer(net: Net, loss: (net: Net, x: np.Array, y: np.Array) => np.Array) {
  const beta1 = 0.9;
  const beta2 = 0.999;
  let state = {
    net,
    m: net.map((p) => np.zerosLike(p.ref)),
    v: net.map((p) => np.zerosLike(p.ref)),
  };
  let t = 0;
  // two programs: in one, the gradients' products would be computed again for each moment
  const gradients = jit((net: Net, x: np.Array, y: np.Array) => valueAndGrad(loss)(net, x, y));
  const update = jit((s: typeof state, grads: Net, corrections: np.Array) => {
    const [rate, root] = np.split(corrections, 2) as [np.Array, np.Array];
    const m = s.m.map((m, i) => m.mul(beta1).add(grads[i]!.ref.mul(1 - beta1)));
    const v = s.v.map((v, i) => v.mul(beta2).add(np.square(grads[i]!).mul(1 - beta2)));
    const next = s.net.map((p, i) =>
      p.sub(m[i]!.ref.mul(rate.ref).div(np.sqrt(v[i]!.ref).div(root.ref).add(1e-8))),
    );
    rate.dispose();
    root.dispose();
    return { net: next, m, v };
  });
  return {
    step: async (x: np.Array, y: np.Array): Promise<np.Array> => {
      t += 1;
      // two in one array: an array of one number is compiled in as a constant, at each step anew
      const corrections = np.array(
        new Float32Array([1e-3 / (1 - beta1 ** t), Math.sqrt(1 - beta2 ** t)]),
      );
      const [value, grads] = gradients(tree.ref(state.net), x, y);
      state = update(state, grads, corrections);
      // calls only queue; programs queued twice before the first has run are compiled twice
      await blockUntilReady(state);
      return value;
    },
    dispose: () => {
      tree.dispose(state);
      gradients.dispose();
      update.dispose();
    },
  };
}

const mnist: Row = ({ fraction }) => {
  const { count, images, labels } = digits('train', 60000 * fraction);
  const whole = Math.floor(count / 32) * 32;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const forward = (p: Net, x: np.Array): np.Array =>
    dense(nn.relu(dense(x, p[0], p[1])), p[2], p[3]);
  const adam = trainer([...linear(784, 128, 1), ...linear(128, 10, 2)], (p, x, y) => {
    const value = crossEntropy(forward(p, x), y);
    tree.dispose(p);
    return value;
  });
  let last = Number.NaN;
  const x = new Float32Array(32 * 784);
  const y = new Float32Array(32 * 10);
  return {
    long: true,
    scale: whole / 60000,
    run: async () => {
      for (let i = count - 1; i > 0; i--) {
        const j = Math.floor(Math.random() * (i + 1));
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
      for (let from = 0; from < whole; from += 32) {
        y.fill(0);
        for (let r = 0; r < 32; r++) {
          const k = order[from + r]!;
          x.set(images.subarray(k * 784, k * 784 + 784), r * 784);
          y[r * 10 + labels[k]!] = 1;
        }
        const value = await adam.step(
          np.array(x.slice()).reshape([32, 784]),
          np.array(y.slice()).reshape([32, 10]),
        );
        if (from + 32 >= whole) last = Number(await value.jsAsync());
        else value.dispose();
      }
    },
    note: () => `last loss ${last.toFixed(4)}`,
    dispose: adam.dispose,
  };
};

const pool = (x: np.Array): np.Array => {
  const [b, c, h, w] = x.shape as [number, number, number, number];
  return np.max(np.max(x.reshape([b, c, h / 2, 2, w / 2, 2]), 5), 3);
};
const lenetForward = (p: Net, x: np.Array): np.Array => {
  const bias = (b: np.Array | undefined): np.Array => b!.ref.reshape([1, b!.shape[0]!, 1, 1]);
  let h = pool(
    nn.relu(
      lax
        .conv(
          x,
          p[0]!.ref,
          [1, 1],
          [
            [2, 2],
            [2, 2],
          ],
        )
        .add(bias(p[1])),
    ),
  ); // (B, 6, 14, 14)
  h = pool(nn.relu(lax.conv(h, p[2]!.ref, [1, 1], 'VALID').add(bias(p[3])))); // (B, 16, 5, 5)
  h = nn.relu(dense(h.reshape([h.shape[0]!, 400]), p[4], p[5]));
  return dense(nn.relu(dense(h, p[6], p[7])), p[8], p[9]);
};
const lenetNet = (): Net => [
  array([6, 1, 5, 5], 1).mul(0.2),
  np.zeros([6]),
  array([16, 6, 5, 5], 2).mul(0.08),
  np.zeros([16]),
  ...linear(400, 120, 3),
  ...linear(120, 84, 4),
  ...linear(84, 10, 5),
];

function oneHot(labels: Int32Array): Float32Array<ArrayBuffer> {
  const y = new Float32Array(labels.length * 10);
  labels.forEach((label, i) => {
    y[i * 10 + label] = 1;
  });
  return y;
}

const lenetTrain: Row = () => {
  const { images, labels } = digits('train', 64);
  const x = np.array(images).reshape([64, 1, 28, 28]);
  const y = np.array(oneHot(labels)).reshape([64, 10]);
  const adam = trainer(lenetNet(), (p, a, b) => {
    const value = crossEntropy(lenetForward(p, a), b);
    tree.dispose(p);
    return value;
  });
  return {
    run: async () => {
      const value = await adam.step(x.ref, y.ref);
      value.dispose();
    },
    dispose: () => {
      adam.dispose();
      x.dispose();
      y.dispose();
    },
  };
};

const lenetInfer: Row = () => {
  const { images } = digits('train', 64);
  return compiled([np.array(images).reshape([64, 1, 28, 28]), ...lenetNet()], (x, ...p) => {
    const y = lenetForward(p, x);
    tree.dispose(p);
    return y;
  });
};

const layernorm: Row = () =>
  compiled([array([4096, 512], 1), np.ones([512]), np.zeros([512])], (x, w, b) => {
    const centred = x.ref.sub(np.mean(x, 1, { keepdims: true }));
    const variance = np.mean(np.square(centred.ref), 1, { keepdims: true });
    return centred
      .div(np.sqrt(variance.add(1e-5)))
      .mul(w)
      .add(b);
  });

const rows: Rows = {
  ...Object.fromEntries([64, 128, 256, 512, 1024, 2048].map((n) => [`matmul-${n}`, matmul(n)])),
  'mnist-sliced': mnist,
  'lenet-train': lenetTrain,
  'lenet-infer': lenetInfer,
  'relu-1e6': relu(1e6),
  'relu-1e7': relu(1e7),
  'exp-1e6': () => compiled([array([1e6], 1)], (a) => np.exp(a)),
  'exp-1e7': () => compiled([array([1e7], 1)], (a) => np.exp(a)),
  'sum-1e6': () => compiled([array([1e6], 1)], (a) => np.sum(a)),
  'sum-1e7': () => compiled([array([1e7], 1)], (a) => np.sum(a)),
  softmax: () => compiled([array([1000, 1000], 1)], (a) => nn.softmax(a, -1)),
  layernorm,
};

await serve('jax-js 0.1.25', rows);
