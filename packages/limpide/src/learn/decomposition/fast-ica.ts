/** Independent component analysis: sources from their mixtures. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { svd } from '../../linalg/dense/svd.ts';
import { eigh } from '../../linalg/dense/symmetric.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  either,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  optional,
  RandomStream,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
  Transformer,
} from '../base/index.ts';
import { warnNotConverged } from '../base/warnings.ts';
import { asTensor, centred, columnMeans, matrixTensor, toFloat64, valuesOf } from './arrays.ts';
import { coordinates } from './linear-reduction.ts';

export type Contrast = 'logcosh' | 'exp' | 'cube';

export interface FastICAOptions {
  /** How many sources, ≥ 1; undefined (default): min(samples, features). Without whitening: all. */
  nComponents: number | undefined;
  /** `'parallel'` (default): all sources together; `'deflation'`: one after the other. */
  algorithm: 'parallel' | 'deflation';
  /** Scale of the sources: variance 1 (default), as the algorithm leaves it, or false: X is white already. */
  whiten: 'unit-variance' | 'arbitrary-variance' | false;
  /** Contrast: log cosh (default, all-round), −exp(−u²/2) (heavy tails), u⁴/4 (kurtosis). */
  fun: Contrast;
  /** Slope of `'logcosh'`, 1 … 2. Default 1. */
  alpha: number;
  maxIter: number;
  tol: number;
  randomState: number | undefined;
}

const fastIcaSpec: Spec<FastICAOptions> = {
  name: 'FastICA',
  kind: 'transformer',
  params: {
    nComponents: optional(integer(2, { min: 1 })),
    algorithm: choice('parallel', ['parallel', 'deflation']),
    whiten: either(
      choice('unit-variance', ['unit-variance', 'arbitrary-variance']),
      anything<false>(false, 'false', (value) => value === false),
    ),
    fun: choice('logcosh', ['logcosh', 'exp', 'cube']),
    alpha: real(1, { min: 1, max: 2 }),
    maxIter: integer(200, { min: 1 }),
    tol: real(1e-4, { min: 0 }),
    randomState: seed(),
  },
  learned: ['components_', 'mixing_', 'mean_', 'whitening_', 'nIter_'],
  tags: { random: true },
};

/** The contrast's derivative g(u) in place of u; the mean of g′(u) over the samples. */
type Slope = (u: Float64Array<ArrayBufferLike>, alpha: number) => number;

const slopes: Readonly<Record<Contrast, Slope>> = {
  logcosh(u, alpha) {
    let sum = 0;
    for (let i = 0; i < u.length; i++) {
      const t = Math.tanh(alpha * u[i]!);
      u[i] = t;
      sum += alpha * (1 - t * t);
    }
    return sum / u.length;
  },
  exp(u) {
    let sum = 0;
    for (let i = 0; i < u.length; i++) {
      const square = u[i]! * u[i]!;
      const e = Math.exp(-square / 2);
      u[i]! *= e;
      sum += (1 - square) * e;
    }
    return sum / u.length;
  },
  cube(u) {
    let sum = 0;
    for (let i = 0; i < u.length; i++) {
      const square = u[i]! * u[i]!;
      u[i]! *= square;
      sum += 3 * square;
    }
    return sum / u.length;
  },
};

/**
 * FastICA: samples X = S·Aᵀ + mean are mixtures of independent sources S, which no sum of them is as far from
 * Gaussian as: the directions that maximise E[G(wᵀx)] of the whitened data give them back, up to their order,
 * sign and scale. Gaussian sources cannot be told apart.
 *
 * w ← E[x·g(wᵀx)] − E[g′(wᵀx)]·w is Newton's step; then the directions are made orthonormal.
 *
 * Cost: O(n·d·min(n, d)) for whitening, O(n·k²) per iteration.
 *
 * Source: Hyvärinen & Oja, "Independent component analysis: algorithms and applications" (2000).
 */
export class FastICA extends Transformer<FastICAOptions> {
  /** The unmixing matrix: sources = (X − mean)·componentsᵀ, [components, features]. */
  declare components_: Tensor;
  /** Its pseudo-inverse: [features, components]. */
  declare mixing_: Tensor;
  declare mean_: Tensor;
  /** What makes the data white, [components, features]; the identity when they are. */
  declare whitening_: Tensor;
  declare nIter_: number;

  constructor(options: Partial<FastICAOptions> = {}) {
    super(fastIcaSpec, options);
  }

  override fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { whiten, algorithm, maxIter, tol, randomState, nComponents } = this.params;
    const who = this.spec.name;
    const x = toFloat64(this.fitDense(X, { minRows: 2 }));
    const { rows: n, cols: d } = x;
    const most = whiten === false ? d : Math.min(n, d);
    const k = whiten === false ? d : (nComponents ?? most);
    if (k > most) {
      raise(ArgumentError, manifoldErrors, 'manifold.components', {
        who,
        got: k,
        rows: n,
        cols: d,
        most,
      });
    }
    const mean = whiten === false ? new Float64Array(d) : columnMeans(x);
    const xc = centred(x, mean);
    const white = whiten === false ? Matrix.identity(d) : this.#whitening(xc, k);
    const z = multiply(white, xc, { transposeB: true }); // [k, n]
    if (whiten !== false) for (let t = 0; t < z.data.length; t++) z.data[t]! *= Math.sqrt(n);

    const random = new RandomStream(seedOf(randomState), 0x1ca);
    const start = Matrix.zeros(k, k);
    for (let t = 0; t < start.data.length; t++) start.data[t] = random.normal();
    const report = reporter(who, 'iterations', maxIter, options);
    const run = algorithm === 'parallel' ? this.#parallel : this.#deflation;
    const { w, iterations, change } = run.call(this, z, start, report);
    if (change > tol) warnNotConverged(who, maxIter, change, tol);

    if (whiten === 'unit-variance') {
      const sources = multiply(multiply(w, white), xc, { transposeB: true });
      for (let i = 0; i < k; i++) {
        let sum = 0;
        for (let t = i * n; t < (i + 1) * n; t++) sum += sources.data[t]! ** 2;
        const deviation = Math.sqrt(sum / n) || 1;
        for (let j = 0; j < k; j++) w.data[i * k + j]! /= deviation;
      }
    }
    const components = multiply(w, white);
    this.components_ = matrixTensor(components);
    this.mixing_ = matrixTensor(pseudoInverse(components));
    this.mean_ = asTensor(mean);
    this.whitening_ = matrixTensor(white);
    this.nIter_ = iterations;
    return this;
  }

  /** Rows are principal directions divided by singular values: [k, d]. */
  #whitening(xc: Matrix, k: number): Matrix {
    const { s, vt } = svd(xc);
    if (!(s[k - 1]! > Math.max(xc.rows, xc.cols) * Number.EPSILON * s[0]!)) {
      raise(DataError, manifoldErrors, 'manifold.rank', {
        who: this.spec.name,
        got: k,
        rank: s.filter((v) => v > Math.max(xc.rows, xc.cols) * Number.EPSILON * s[0]!).length,
      });
    }
    const out = vt.slice(0, k);
    for (let i = 0; i < k; i++) {
      const sign = out.data[i * xc.cols]! < 0 ? -1 : 1;
      for (let j = 0; j < xc.cols; j++) out.data[i * xc.cols + j]! *= sign / s[i]!;
    }
    return out;
  }

  #parallel(
    z: Matrix,
    start: Matrix,
    report: (done: number, value?: number) => void,
  ): { w: Matrix; iterations: number; change: number } {
    const { maxIter, tol, fun, alpha } = this.params;
    const { rows: k, cols: n } = z;
    const slope = slopes[fun];
    let w = decorrelated(start);
    let change = Infinity;
    for (let it = 1; it <= maxIter; it++) {
      const u = multiply(w, z);
      const means = Float64Array.from({ length: k }, (_, i) =>
        slope(u.row(i) as Float64Array, alpha),
      );
      const next = multiply(u, z, { transposeB: true });
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++)
          next.data[i * k + j] = next.data[i * k + j]! / n - means[i]! * w.data[i * k + j]!;
      const better = decorrelated(next);
      change = 0;
      for (let i = 0; i < k; i++) {
        let dot = 0;
        for (let j = 0; j < k; j++) dot += better.data[i * k + j]! * w.data[i * k + j]!;
        change = Math.max(change, Math.abs(Math.abs(dot) - 1));
      }
      w = better;
      report(it, change);
      if (change < tol) return { w, iterations: it, change };
    }
    return { w, iterations: maxIter, change };
  }

  #deflation(
    z: Matrix,
    start: Matrix,
    report: (done: number, value?: number) => void,
  ): { w: Matrix; iterations: number; change: number } {
    const { maxIter, tol, fun, alpha } = this.params;
    const { rows: k, cols: n } = z;
    const slope = slopes[fun];
    const w = Matrix.zeros(k, k);
    let most = 0;
    let worst = 0;
    for (let c = 0; c < k; c++) {
      let direction = apart(start.row(c) as Float64Array, w, c);
      let change = Infinity;
      let it = 0;
      while (it < maxIter && change >= tol) {
        it++;
        const u = Float64Array.from(multiply(new Matrix(direction, 1, k), z).data);
        const mean = slope(u, alpha);
        const next = Float64Array.from(multiply(z, new Matrix(u, n, 1)).data);
        for (let j = 0; j < k; j++) next[j] = next[j]! / n - mean * direction[j]!;
        const better = apart(next, w, c);
        let dot = 0;
        for (let j = 0; j < k; j++) dot += better[j]! * direction[j]!;
        change = Math.abs(Math.abs(dot) - 1);
        direction = better;
        report(Math.max(most, it), change);
      }
      most = Math.max(most, it);
      worst = Math.max(worst, change);
      w.data.set(direction, c * k);
    }
    return { w, iterations: most, change: worst };
  }

  /** The sources of these samples: [samples, components]. */
  override transform(X: Features): Tensor {
    const x = toFloat64(this.openDense(X));
    const components = Matrix.fromTensor(this.components_);
    return matrixTensor(
      multiply(centred(x, valuesOf(this.mean_)), components, { transposeB: true }),
    );
  }
  /** Mixtures of these sources: [samples, features]. */
  inverseTransform(S: Tensor | Matrix | readonly ArrayLike<number>[]): Tensor {
    this.requireFitted();
    const s = coordinates(S, this.components_.shape[0]!, this.spec.name);
    const x = multiply(s, Matrix.fromTensor(this.mixing_), { transposeB: true }).clone('float64');
    const mean = valuesOf(this.mean_);
    for (let i = 0; i < x.rows; i++)
      for (let j = 0; j < x.cols; j++) x.data[i * x.cols + j]! += mean[j]!;
    return matrixTensor(x);
  }
  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    return Array.from({ length: this.components_.shape[0]! }, (_, i) => `fastica${i}`);
  }
}

/** (W·Wᵀ)^(−1/2)·W: the nearest matrix with orthonormal rows. */
function decorrelated(w: Matrix): Matrix {
  const { values, vectors } = eigh(multiply(w, w, { transposeB: true }));
  const k = w.rows;
  const scaled = vectors.clone();
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      scaled.data[i * k + j]! /= Math.sqrt(Math.max(values[j]!, Number.MIN_VALUE));
  return multiply(multiply(scaled, vectors, { transposeB: true }), w);
}

/** A unit vector along v minus its part in the first `count` rows of W. */
function apart(v: Float64Array, w: Matrix, count: number): Float64Array<ArrayBuffer> {
  const k = w.cols;
  const out = Float64Array.from(v);
  for (let c = 0; c < count; c++) {
    let dot = 0;
    for (let j = 0; j < k; j++) dot += out[j]! * w.data[c * k + j]!;
    for (let j = 0; j < k; j++) out[j]! -= dot * w.data[c * k + j]!;
  }
  const length = Math.sqrt(out.reduce((sum, x) => sum + x * x, 0)) || 1;
  return out.map((x) => x / length);
}

/** V·Σ⁻¹·Uᵀ, singular values that are nothing but rounding left out. */
function pseudoInverse(a: Matrix): Matrix {
  const { u, s, vt } = svd(a);
  const least = Math.max(a.rows, a.cols) * Number.EPSILON * (s[0] ?? 0);
  const scaled = vt.transpose();
  for (let i = 0; i < scaled.rows; i++)
    for (let j = 0; j < scaled.cols; j++)
      scaled.data[i * scaled.cols + j]! *= s[j]! > least ? 1 / s[j]! : 0;
  return multiply(scaled, u, { transposeB: true });
}
