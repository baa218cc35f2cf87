/** TensorFlow.js on its WebAssembly backend. In Node it has one thread, whatever is asked for. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { digits, normal } from '../mnist.ts';
import { type Ready, type Row, type Rows, serve } from '../serve.ts';

const require = createRequire(import.meta.url);
const wasm = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
setWasmPaths(`${wasm}${path.sep}`);
await tf.setBackend('wasm');
await tf.ready();

/** Runs `f` on tensors made once; its result is freed at once. */
function eager(inputs: tf.Tensor[], f: (...inputs: tf.Tensor[]) => tf.Tensor): Ready {
  return {
    run: () => {
      tf.tidy(() => {
        f(...inputs);
      });
    },
    dispose: () => {
      tf.dispose(inputs);
    },
  };
}

const vector = (n: number, seed: number): tf.Tensor => tf.tensor1d(normal(n, seed));
const square = (n: number, seed: number): tf.Tensor => tf.tensor2d(normal(n * n, seed), [n, n]);

const matmul =
  (n: number): Row =>
  () =>
    eager([square(n, 1), square(n, 2)], (a, b) => tf.matMul(a, b));

const relu =
  (n: number): Row =>
  () =>
    eager([vector(n, 1), vector(n, 2), vector(n, 3)], (a, b, c) =>
      tf.relu(tf.add(tf.mul(a, b), c)),
    );

const mnist: Row = async ({ fraction }) => {
  const { count, images, labels } = digits('train', 60000 * fraction);
  const x = tf.tensor2d(images, [count, 784]);
  const y = tf.oneHot(tf.tensor1d(labels, 'int32'), 10);
  const model = layers.sequential({
    layers: [
      layers.layers.dense({ inputShape: [784], units: 128, activation: 'relu' }),
      layers.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  let accuracy = Number.NaN;
  return {
    long: true,
    scale: fraction,
    run: async () => {
      const history = await model.fit(x, y, {
        epochs: 1,
        batchSize: 32,
        shuffle: true,
        verbose: 0,
        yieldEvery: 'never',
      });
      accuracy = Number(history.history['acc']?.[0]);
    },
    note: () => `training accuracy ${accuracy.toFixed(4)}`,
    dispose: () => {
      tf.dispose([x, y]);
      model.dispose();
    },
  };
};

/** Only forwards: the wasm backend has no gradient of a convolution. */
const lenet: Row = () => {
  const { images } = digits('train', 64);
  const x = tf.tensor4d(images, [64, 28, 28, 1]);
  const l = layers.layers;
  const model = layers.sequential({
    layers: [
      l.conv2d({
        inputShape: [28, 28, 1],
        filters: 6,
        kernelSize: 5,
        padding: 'same',
        activation: 'relu',
      }),
      l.maxPooling2d({ poolSize: 2 }),
      l.conv2d({ filters: 16, kernelSize: 5, activation: 'relu' }),
      l.maxPooling2d({ poolSize: 2 }),
      l.flatten(),
      l.dense({ units: 120, activation: 'relu' }),
      l.dense({ units: 84, activation: 'relu' }),
      l.dense({ units: 10 }),
    ],
  });
  return eager([x], (input) => model.predict(input) as tf.Tensor);
};

const layernorm: Row = () =>
  eager(
    [tf.tensor2d(normal(4096 * 512), [4096, 512]), tf.ones([512]), tf.zeros([512])],
    (x, w, b) => {
      const { mean, variance } = tf.moments(x, 1, true);
      return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), w), b);
    },
  );

const rows: Rows = {
  ...Object.fromEntries([64, 128, 256, 512, 1024, 2048].map((n) => [`matmul-${n}`, matmul(n)])),
  'mnist-sliced': mnist,
  'lenet-infer': lenet,
  'relu-1e6': relu(1e6),
  'relu-1e7': relu(1e7),
  'exp-1e6': () => eager([vector(1e6, 1)], (a) => tf.exp(a)),
  'exp-1e7': () => eager([vector(1e7, 1)], (a) => tf.exp(a)),
  'sum-1e6': () => eager([vector(1e6, 1)], (a) => tf.sum(a)),
  'sum-1e7': () => eager([vector(1e7, 1)], (a) => tf.sum(a)),
  softmax: () => eager([square(1000, 1)], (a) => tf.softmax(a)),
  layernorm,
};

await serve(`tfjs-wasm ${tf.version_core}`, rows);
