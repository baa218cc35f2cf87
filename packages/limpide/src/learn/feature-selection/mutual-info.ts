/**
 * Mutual information of a column and a target, from distances to nearest neighbours: finds relations of any shape
 * (Kraskov, Stögbauer & Grassberger, 2004; Ross, 2014).
 */
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { special } from '../../stats/index.ts';
import {
  classTargets,
  denseInput,
  type Features,
  numericTargets,
  type Outputs,
  RandomStream,
  seedOf,
  type Targets,
} from '../base/index.ts';

export interface MutualInfoOptions {
  /** Neighbours, ≥ 1; 3 when left out. More: less variance, more bias. */
  readonly nNeighbors?: number;
  /** Columns that hold categories (by number), or whether all do. */
  readonly discreteFeatures?: boolean | readonly number[];
  readonly randomState?: number | undefined;
}

/** Nats by column, ≥ 0; the target is a class. */
export function mutualInfoClassif(
  X: Features,
  y: Outputs,
  options: MutualInfoOptions = {},
): Float64Array {
  const who = 'mutualInfoClassif';
  const matrix = denseInput(X, { who });
  const { codes } = classTargets(y as Targets, matrix.rows, who);
  const k = neighbours(who, options);
  return byColumn(matrix.cols, (j) => {
    const column = Float64Array.from(matrix.column(j));
    if (isDiscrete(options, j)) return shared(column, codes);
    return numberAndClass(jittered(column, options, j), codes, k);
  });
}

/** Nats by column, ≥ 0; the target is a number. O(n²) per column. */
export function mutualInfoRegression(
  X: Features,
  y: Outputs,
  options: MutualInfoOptions = {},
): Float64Array {
  const who = 'mutualInfoRegression';
  const matrix = denseInput(X, { who });
  const k = neighbours(who, options);
  const target = jittered(numericTargets(y as Targets, matrix.rows, who), options, matrix.cols);
  return byColumn(matrix.cols, (j) => {
    const column = Float64Array.from(matrix.column(j));
    if (isDiscrete(options, j)) return numberAndClass(target, Int32Array.from(codesOf(column)), k);
    return numbers(jittered(column, options, j), target, k);
  });
}

const byColumn = (d: number, f: (j: number) => number): Float64Array =>
  Float64Array.from({ length: d }, (_, j) => Math.max(0, f(j)));

const isDiscrete = ({ discreteFeatures }: MutualInfoOptions, j: number): boolean =>
  typeof discreteFeatures === 'object' ? discreteFeatures.includes(j) : discreteFeatures === true;

function neighbours(who: string, { nNeighbors = 3 }: MutualInfoOptions): number {
  if (Number.isInteger(nNeighbors) && nNeighbors >= 1) return nNeighbors;
  return raise(ArgumentError, judgingErrors, 'select.count', {
    who,
    name: 'nNeighbors',
    expected: 'integer ≥ 1',
    got: nNeighbors,
  });
}

/** Deviation 1, and a little noise so that no two values are equal: the estimate is for continuous laws. */
function jittered(column: Float64Array, options: MutualInfoOptions, key: number): Float64Array {
  const n = column.length;
  const mean = column.reduce((a, b) => a + b, 0) / n;
  const spread = Math.sqrt(column.reduce((s, v) => s + (v - mean) ** 2, 0) / n) || 1;
  const scaled = column.map((v) => v / spread);
  const size = Math.max(1, scaled.reduce((s, v) => s + Math.abs(v), 0) / n);
  const stream = new RandomStream(seedOf(options.randomState), key);
  return scaled.map((v) => v + 1e-10 * size * stream.normal());
}

const codesOf = (column: Float64Array): number[] => {
  const code = new Map([...new Set(column)].sort((a, b) => a - b).map((v, k) => [v, k]));
  return Array.from(column, (v) => code.get(v)!);
};

/** Of two categories: Σ p·ln(p / (p₁p₂)). */
function shared(column: Float64Array, codes: Int32Array): number {
  const n = column.length;
  const both = new Map<string, number>();
  const a = new Map<number, number>();
  const b = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const key = `${column[i]} ${codes[i]}`;
    both.set(key, (both.get(key) ?? 0) + 1);
    a.set(column[i]!, (a.get(column[i]!) ?? 0) + 1);
    b.set(codes[i]!, (b.get(codes[i]!) ?? 0) + 1);
  }
  let sum = 0;
  for (const [key, count] of both) {
    const [x, c] = key.split(' ').map(Number);
    sum += (count / n) * Math.log((count * n) / (a.get(x!)! * b.get(c!)!));
  }
  return sum;
}

/**
 * Of a number and a class: ψ(n) + ⟨ψ(k)⟩ − ⟨ψ(n_class)⟩ − ⟨ψ(m)⟩, with m the samples of any class within the
 * distance of the k-th neighbour of the same class. Classes of one sample are left out.
 */
function numberAndClass(x: Float64Array, codes: Int32Array, k: number): number {
  const groups = new Map<number, number[]>();
  codes.forEach((code, i) => {
    const group = groups.get(code);
    if (group) group.push(i);
    else groups.set(code, [i]);
  });
  const kept = [...groups.values()].filter((group) => group.length > 1);
  const all = Float64Array.from(kept.flat(), (i) => x[i]!).sort();
  const n = all.length;
  if (n === 0) return 0;
  let ownK = 0;
  let ownSize = 0;
  let within = 0;
  for (const group of kept) {
    const sorted = Float64Array.from(group, (i) => x[i]!).sort();
    const use = Math.min(k, sorted.length - 1);
    for (let at = 0; at < sorted.length; at++) {
      const radius = kthDistance(sorted, at, use);
      ownK += special.digamma(use);
      ownSize += special.digamma(sorted.length);
      within += special.digamma(inside(all, sorted[at]!, radius));
    }
  }
  return special.digamma(n) + (ownK - ownSize - within) / n;
}

/** Distance to the k-th nearest of the others, in a sorted list. */
function kthDistance(sorted: Float64Array, at: number, k: number): number {
  let low = at;
  let high = at;
  let far = 0;
  for (let found = 0; found < k; found++) {
    const left = low > 0 ? sorted[at]! - sorted[low - 1]! : Infinity;
    const right = high < sorted.length - 1 ? sorted[high + 1]! - sorted[at]! : Infinity;
    if (left <= right) {
      low--;
      far = left;
    } else {
      high++;
      far = right;
    }
  }
  return far;
}

/** How many values lie nearer to x than the radius, x itself included. */
function inside(sorted: Float64Array, x: number, radius: number): number {
  const first = (after: (v: number) => boolean): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (after(sorted[middle]!)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return Math.max(1, first((v) => v - x >= radius) - first((v) => x - v < radius));
}

/** Of two numbers: ψ(n) + ψ(k) − ⟨ψ(nₓ + 1) + ψ(n_y + 1)⟩, distances being the larger of both. */
function numbers(x: Float64Array, y: Float64Array, k: number): number {
  const n = x.length;
  const use = Math.min(k, n - 1);
  if (use < 1) return 0;
  const sortedX = x.slice().sort();
  const sortedY = y.slice().sort();
  const near = new Float64Array(use);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    near.fill(Infinity);
    for (let j = 0; j < n; j++) {
      const far = Math.max(Math.abs(x[i]! - x[j]!), Math.abs(y[i]! - y[j]!));
      if (j === i || far >= near[use - 1]!) continue;
      let at = use - 1;
      for (; at > 0 && near[at - 1]! > far; at--) near[at] = near[at - 1]!;
      near[at] = far;
    }
    const radius = near[use - 1]!;
    sum += special.digamma(inside(sortedX, x[i]!, radius));
    sum += special.digamma(inside(sortedY, y[i]!, radius));
  }
  return special.digamma(n) + special.digamma(use) - sum / n;
}
