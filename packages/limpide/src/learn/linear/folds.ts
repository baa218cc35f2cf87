/** Folds for models that choose a parameter of their own: in order, or with equal shares of each class. */
import { CSRMatrix, Matrix } from '../../linalg/index.ts';

export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** k consecutive parts of 0 … n − 1, as equal as possible; each is the test part once. */
export function kFolds(n: number, k: number): Fold[] {
  const part = new Int32Array(n);
  let at = 0;
  for (let f = 0; f < k; f++) {
    const size = Math.floor(n / k) + (f < n % k ? 1 : 0);
    part.fill(f, at, at + size);
    at += size;
  }
  return foldsOf(part, k);
}

/** k parts with the same share of each class, samples of a class dealt out in order. */
export function stratifiedFolds(codes: Int32Array, classes: number, k: number): Fold[] {
  const n = codes.length;
  // How many of each class a part gets: what dealing the sorted classes out in turn would give.
  const sorted = Int32Array.from(codes).sort();
  const quota = Array.from({ length: k }, () => new Int32Array(classes));
  for (let i = 0; i < n; i++) quota[i % k]![sorted[i]!]!++;
  const part = new Int32Array(n);
  const current = new Int32Array(classes);
  for (let i = 0; i < n; i++) {
    const c = codes[i]!;
    while (quota[current[c]!]![c] === 0) current[c]!++;
    quota[current[c]!]![c]!--;
    part[i] = current[c]!;
  }
  return foldsOf(part, k);
}

function foldsOf(part: Int32Array, k: number): Fold[] {
  const all = Int32Array.from(part, (_, i) => i);
  return Array.from({ length: k }, (_, f) => ({
    train: all.filter((i) => part[i] !== f),
    test: all.filter((i) => part[i] === f),
  }));
}

/** Some rows, in this order. */
export function takeRows<M extends Matrix | CSRMatrix>(X: M, rows: Int32Array): M;
export function takeRows(X: Matrix | CSRMatrix, rows: Int32Array): Matrix | CSRMatrix {
  if (X instanceof CSRMatrix) return X.takeRows(rows);
  const out = Matrix.zeros(rows.length, X.cols, X.kind);
  rows.forEach((i, to) => {
    out.data.set(X.row(i), to * X.cols);
  });
  return out;
}
