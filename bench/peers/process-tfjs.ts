/** The whole program of the row `process`. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

const wasm = path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
setWasmPaths(`${wasm}${path.sep}`);
await tf.setBackend('wasm');
const a = tf.ones([64, 64]);
console.log(tf.sum(tf.matMul(a, a)).dataSync()[0]);
