/** Affinity propagation: samples vote, by messages, for those that shall speak for the others. */
import { clusterErrors } from '../../errors/catalog/learn-cluster.ts';
import { DataError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  Clusterer,
  choice,
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
  warnNotConverged,
} from '../base/index.ts';
import { allDistances } from '../neighbors/brute.ts';
import { measureOf } from '../neighbors/metrics.ts';

export interface AffinityPropagationOptions {
  /** How much of the old messages is kept, 0.5 … 1 (0.5): more, when it oscillates. */
  damping: number;
  /** Iterations at most, ≥ 1 (200). */
  maxIter: number;
  /** Iterations without a change of exemplars that end it, ≥ 1 (15). */
  convergenceIter: number;
  /** How willing samples are to be exemplars: the larger, the more clusters; undefined: the median similarity. */
  preference: number | undefined;
  /** Similarities: −‖x − y‖² (`'euclidean'`, default), or X itself, n × n. */
  affinity: 'euclidean' | 'precomputed';
  randomState: number | undefined;
}

const spec: Spec<AffinityPropagationOptions> = {
  name: 'AffinityPropagation',
  kind: 'clusterer',
  params: {
    damping: real(0.5, { min: 0.5, max: 1, open: 'max' }),
    maxIter: integer(200, { min: 1 }),
    convergenceIter: integer(15, { min: 1 }),
    preference: optional(real(0)),
    affinity: choice('euclidean', ['euclidean', 'precomputed']),
    randomState: seed(),
  },
  learned: ['labels_', 'clusterCentersIndices_', 'clusterCenters_', 'nIter_'],
  tags: { random: true },
};

/**
 * Affinity propagation (Frey & Dueck, 2007). Sample i tells k how well k would speak for it compared with others
 * (responsibility), k tells i how many others it already speaks for (availability); when these settle, some
 * samples speak for themselves: they are the centres. The number of clusters is found.
 *
 * O(n²) time an iteration and three n × n matrices: for some thousands of samples at most.
 */
export class AffinityPropagation extends Clusterer<AffinityPropagationOptions> {
  /** The samples that are centres, increasing. */
  declare clusterCentersIndices_: Tensor;
  /** Their rows (of X, also when that holds similarities). */
  declare clusterCenters_: Tensor;
  declare nIter_: number;

  constructor(options: Partial<AffinityPropagationOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { maxIter, convergenceIter, damping, randomState, affinity } = this.params;
    const who = this.spec.name;
    const x = this.fitDense(X);
    const n = x.rows;
    if (affinity === 'precomputed' && x.cols !== n)
      raise(DataError, clusterErrors, 'cluster.square', {
        who,
        name: 'X',
        expected: `${n} × ${n}`,
        got: `${n} × ${x.cols}`,
      });
    const s = this.#similarities(x);
    const preference = this.params.preference ?? median(s, n);
    let chosen = alike(s, n, preference);
    let iterations = 0;
    if (!chosen) {
      for (let i = 0; i < n; i++) s[i * (n + 1)] = preference;
      // equal similarities would make messages swing for ever
      const stream = new RandomStream(seedOf(randomState));
      for (let t = 0; t < s.length; t++)
        s[t]! += (Number.EPSILON * Math.abs(s[t]!) + 1e-300) * stream.normal();
      const report = reporter(who, 'iterations', maxIter, options);
      const result = propagate(s, n, { damping, maxIter, convergenceIter, report });
      iterations = result.iterations;
      if (!result.settled) warnNotConverged(who, iterations, result.changes, 0);
      chosen = refine(s, n, result.exemplars);
    }
    const labels = assign(s, n, chosen);
    const rows = Matrix.zeros(chosen.length, x.cols);
    chosen.forEach((i, t) => {
      rows.data.set(x.row(i), t * x.cols);
    });
    this.labels_ = tensor(labels);
    this.clusterCentersIndices_ = tensor(Int32Array.from(chosen), { dtype: 'int32' });
    this.clusterCenters_ = rows.toTensor();
    this.nIter_ = iterations;
    return this;
  }

  #similarities(x: Matrix): Float64Array<ArrayBuffer> {
    if (this.params.affinity === 'precomputed') return Float64Array.from(x.data);
    const { reduced } = measureOf('euclidean', 2, x.cols, this.spec.name);
    return allDistances(x, x, reduced).map((gap) => -gap);
  }

  /** The nearest centre of each row of X, int32 [n]. For similarities: the most similar centre. */
  predict(X: Features): Tensor {
    const q = this.openDense(X);
    const exemplars = Array.from(this.clusterCentersIndices_.dataSync(), Number);
    const k = exemplars.length;
    const centres = Matrix.fromTensor(this.clusterCenters_);
    const { reduced } = measureOf('euclidean', 2, q.cols, this.spec.name);
    const given = this.params.affinity === 'precomputed';
    const gaps = given ? undefined : allDistances(q, centres, reduced);
    const labels = new Int32Array(q.rows);
    for (let i = 0; i < q.rows; i++) {
      let most = -Infinity;
      for (let c = 0; c < k; c++) {
        const value = gaps ? -gaps[i * k + c]! : q.at(i, exemplars[c]!);
        if (value > most) {
          most = value;
          labels[i] = c;
        }
      }
    }
    return tensor(labels);
  }
}

function median(s: Float64Array, n: number): number {
  if (n === 1) return 0;
  const sorted = s.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Where all similarities are equal, messages decide nothing: all samples are centres, or one is. */
function alike(s: Float64Array, n: number, preference: number): number[] | undefined {
  if (n === 1) return [0];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) if (i !== j && s[i * n + j] !== s[1]) return undefined;
  return preference >= s[1]! ? Array.from({ length: n }, (_, i) => i) : [0];
}

interface Rules {
  readonly damping: number;
  readonly maxIter: number;
  readonly convergenceIter: number;
  readonly report: (done: number) => void;
}

function propagate(
  s: Float64Array,
  n: number,
  { damping, maxIter, convergenceIter, report }: Rules,
): { exemplars: number[]; iterations: number; settled: boolean; changes: number } {
  const r = new Float64Array(n * n);
  const a = new Float64Array(n * n);
  let is = new Uint8Array(n);
  let quiet = 0;
  let changes = n;
  let iterations = 0;
  while (iterations < maxIter && quiet < convergenceIter) {
    // r(i, k) = s(i, k) − max over others of a + s
    for (let i = 0; i < n; i++) {
      let first = -Infinity;
      let second = -Infinity;
      let at = -1;
      for (let k = 0, t = i * n; k < n; k++, t++) {
        const v = a[t]! + s[t]!;
        if (v > first) {
          second = first;
          first = v;
          at = k;
        } else if (v > second) second = v;
      }
      for (let k = 0, t = i * n; k < n; k++, t++)
        r[t] = damping * r[t]! + (1 - damping) * (s[t]! - (k === at ? second : first));
    }
    // a(i, k) = min(0, r(k, k) + what others plead), a(k, k) = what others plead
    const pleas = new Float64Array(n);
    for (let i = 0; i < n; i++)
      for (let k = 0, t = i * n; k < n; k++, t++) pleas[k]! += i === k ? r[t]! : Math.max(0, r[t]!);
    for (let i = 0; i < n; i++) {
      for (let k = 0, t = i * n; k < n; k++, t++) {
        const value = i === k ? pleas[k]! - r[t]! : Math.min(0, pleas[k]! - Math.max(0, r[t]!));
        a[t] = damping * a[t]! + (1 - damping) * value;
      }
    }
    const now = new Uint8Array(n);
    changes = 0;
    let count = 0;
    for (let i = 0; i < n; i++) {
      now[i] = a[i * (n + 1)]! + r[i * (n + 1)]! > 0 ? 1 : 0;
      count += now[i]!;
      if (now[i] !== is[i]) changes++;
    }
    quiet = changes === 0 && count > 0 ? quiet + 1 : 0;
    is = now;
    report(++iterations);
  }
  const settled = quiet >= convergenceIter;
  let exemplars = [...is.keys()].filter((i) => is[i] === 1);
  if (exemplars.length === 0) {
    // nobody came forward in time: the one that came nearest to it
    let best = 0;
    for (let i = 1; i < n; i++)
      if (a[i * (n + 1)]! + r[i * (n + 1)]! > a[best * (n + 1)]! + r[best * (n + 1)]!) best = i;
    exemplars = [best];
  }
  return { exemplars, iterations, settled, changes };
}

/** The centre, among the chosen, that each sample is most similar to; centres are their own. */
function assign(s: Float64Array, n: number, chosen: readonly number[]): Int32Array<ArrayBuffer> {
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++)
    for (let c = 1; c < chosen.length; c++)
      if (s[i * n + chosen[c]!]! > s[i * n + chosen[labels[i]!]!]!) labels[i] = c;
  chosen.forEach((i, c) => {
    labels[i] = c;
  });
  return labels;
}

/** In each cluster, the sample most similar to all of it becomes the centre. */
function refine(s: Float64Array, n: number, chosen: readonly number[]): number[] {
  const labels = assign(s, n, chosen);
  return chosen
    .map((old, c) => {
      const members = [...labels.keys()].filter((i) => labels[i] === c);
      let best = old;
      let most = -Infinity;
      for (const k of members) {
        let sum = 0;
        for (const i of members) sum += s[i * n + k]!;
        if (sum > most) {
          most = sum;
          best = k;
        }
      }
      return best;
    })
    .sort((p, q) => p - q);
}
