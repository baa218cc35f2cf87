/** Covariances of classes, and their shrinkage. */
import { gram, Matrix } from '../../linalg/index.ts';

/** A share of a multiple of the identity, or the one of Ledoit and Wolf. */
export type Shrinkage = number | 'auto' | undefined;

/** Means of the classes, `[classes, d]`. */
export function classMeans(X: Matrix, codes: Int32Array, counts: Float64Array): Matrix {
  const out = Matrix.zeros(counts.length, X.cols);
  for (let i = 0; i < X.rows; i++) {
    const c = codes[i]!;
    for (let j = 0; j < X.cols; j++) out.data[c * X.cols + j]! += X.at(i, j) / counts[c]!;
  }
  return out;
}

/** Σ_c P(c)·covariance of class c. */
export function covarianceWithin(
  X: Matrix,
  codes: Int32Array,
  priors: Float64Array,
  shrinkage: Shrinkage,
): Matrix {
  const out = Matrix.zeros(X.cols, X.cols);
  for (let c = 0; c < priors.length; c++) {
    const own = pooledCovariance(rowsOfClass(X, codes, c), shrinkage);
    for (let at = 0; at < out.data.length; at++) out.data[at]! += priors[c]! * own.data[at]!;
  }
  return out;
}

export function rowsOfClass(X: Matrix, codes: Int32Array, c: number): Matrix {
  const rows: number[] = [];
  for (let i = 0; i < codes.length; i++) if (codes[i] === c) rows.push(i);
  const out = Matrix.zeros(rows.length, X.cols);
  rows.forEach((i, a) => {
    out.data.set(X.row(i), a * X.cols);
  });
  return out;
}

/** XcᵀXc/n for centred X, shrunk. */
export function pooledCovariance(X: Matrix, shrinkage: Shrinkage): Matrix {
  const centred = centredRows(X);
  if (shrinkage === 'auto') return ledoitWolf(centred);
  const S = gram(centred);
  for (let at = 0; at < S.data.length; at++) S.data[at]! /= X.rows;
  return shrinkage ? shrunk(S, shrinkage) : S;
}

/** X minus the means of its columns. */
export function centredRows(X: Matrix): Matrix {
  const { rows: n, cols: d } = X;
  const mean = new Float64Array(d);
  for (let at = 0; at < n * d; at++) mean[at % d]! += X.data[at]! / n;
  return new Matrix(
    Float64Array.from(X.data, (value, at) => value - mean[at % d]!),
    n,
    d,
  );
}

/** (1 − s)·S + s·(tr S/d)·I */
function shrunk(S: Matrix, s: number): Matrix {
  const d = S.rows;
  let mean = 0;
  for (let j = 0; j < d; j++) mean += S.at(j, j) / d;
  const out = S.clone();
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++)
      out.data[i * d + j] = (1 - s) * S.at(i, j) + (i === j ? s * mean : 0);
  return out;
}

/**
 * The shrinkage with the least expected squared error (Ledoit & Wolf, 2004): the noise of S, estimated from how much
 * the single xᵢxᵢᵀ differ from it, over the distance of S to the multiple of the identity. Computed on standardised
 * features and brought back, so that the units of features do not matter.
 */
function ledoitWolf(centred: Matrix): Matrix {
  const { rows: n, cols: d } = centred;
  const scale = new Float64Array(d);
  for (let at = 0; at < n * d; at++) scale[at % d]! += centred.data[at]! ** 2 / n;
  for (let j = 0; j < d; j++) scale[j] = scale[j]! > 0 ? Math.sqrt(scale[j]!) : 1;
  const Z = new Matrix(
    Float64Array.from(centred.data, (value, at) => value / scale[at % d]!),
    n,
    d,
  );
  const S = gram(Z);
  for (let at = 0; at < d * d; at++) S.data[at]! /= n;
  let mean = 0;
  for (let j = 0; j < d; j++) mean += S.at(j, j) / d;
  let sizeS = 0; // ‖S‖²
  for (let at = 0; at < d * d; at++) sizeS += S.data[at]! ** 2;
  let fourth = 0; // Σ‖zᵢ‖⁴
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (let j = 0; j < d; j++) square += Z.at(i, j) ** 2;
    fourth += square * square;
  }
  const noise = (fourth / n - sizeS) / n;
  const distance = sizeS - d * mean * mean;
  const s = distance > 0 ? Math.min(Math.max(noise, 0) / distance, 1) : 0;
  const out = shrunk(S, s);
  for (let i = 0; i < d; i++)
    for (let j = 0; j < d; j++) out.data[i * d + j]! *= scale[i]! * scale[j]!;
  return out;
}
