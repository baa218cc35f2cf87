/**
 * Three ways of trying settings on a made-up problem: a grid, chance, and a Gaussian process that proposes the next trial
 * by expected improvement. Settings are two numbers in [0, 1]; what they stand for is the page's business.
 */

export type Setting = readonly [number, number];
export const most = 25;

/** Validation accuracy, in percent: a narrow ridge along the first axis, nearly flat along the second. */
export function score([u, v]: Setting): number {
  const ridge = Math.exp(-(((u - 0.63 + 0.12 * (v - 0.5)) / 0.13) ** 2));
  const slope = 0.35 * Math.exp(-(((u - 0.3) / 0.12) ** 2));
  return 70 + 27 * Math.min(1, ridge * (1 - 0.25 * (v - 0.35) ** 2) + 0.7 * slope);
}

/** The best score that there is, by looking everywhere: what no search may do. */
export const ceiling = Math.max(
  ...Array.from({ length: 101 * 101 }, (_, i) =>
    score([(i % 101) / 100, Math.floor(i / 101) / 100]),
  ),
);

/** mulberry32: numbers in [0, 1) from a seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** 5 × 5 settings at the middles of equal cells, row after row. */
export const gridTrials: readonly Setting[] = Array.from(
  { length: most },
  (_, i): Setting => [((i % 5) + 0.5) / 5, (Math.floor(i / 5) + 0.5) / 5],
);

export function randomTrials(seed: number): readonly Setting[] {
  const random = generator(seed);
  return Array.from({ length: most }, (): Setting => [random(), random()]);
}

const kernel = (a: Setting, b: Setting): number =>
  Math.exp(-0.5 * (((a[0] - b[0]) / 0.14) ** 2 + ((a[1] - b[1]) / 0.35) ** 2));

/** Lower triangular L with L Lᵀ = K + noise, row after row. */
function cholesky(points: readonly Setting[]): number[][] {
  const lower: number[][] = [];
  points.forEach((a, i) => {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      let sum = kernel(a, points[j] ?? a) + (i === j ? 1e-4 : 0);
      const other = j === i ? row : (lower[j] ?? []);
      for (let k = 0; k < j; k++) sum -= (row[k] ?? 0) * (other[k] ?? 0);
      row.push(i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / (other[j] ?? 1));
    }
    lower.push(row);
  });
  return lower;
}

function solveLower(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x: number[] = [];
  lower.forEach((row, i) => {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (row[k] ?? 0) * (x[k] ?? 0);
    x.push(sum / (row[i] ?? 1));
  });
  return x;
}

/** What is believed of a setting after some trials: mean and standard deviation of its score, and the expected improvement. */
export function belief(trials: readonly Setting[]): (at: Setting) => {
  mean: number;
  deviation: number;
  improvement: number;
} {
  const scores = trials.map(score);
  const middle = scores.reduce((sum, x) => sum + x, 0) / scores.length;
  const spread = 9;
  const lower = cholesky(trials);
  const z = solveLower(
    lower,
    scores.map((x) => (x - middle) / spread),
  );
  const best = Math.max(...scores);
  return (at) => {
    const w = solveLower(
      lower,
      trials.map((trial) => kernel(trial, at)),
    );
    const mean = middle + spread * w.reduce((sum, x, i) => sum + x * (z[i] ?? 0), 0);
    const deviation = spread * Math.sqrt(Math.max(1e-9, 1 - w.reduce((sum, x) => sum + x * x, 0)));
    const t = (mean - best) / deviation;
    // E[max(0, f − best)] = σ (t Φ(t) + φ(t)) for a Gaussian f; Φ by the logistic approximation
    const density = Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI);
    const below = 1 / (1 + Math.exp(-1.5976 * t - 0.07056 * t ** 3));
    return { mean, deviation, improvement: Math.max(0, deviation * (t * below + density)) };
  };
}

/** Three random trials, then each time the setting of a fine grid with the largest expected improvement. */
export function bayesianTrials(seed: number): readonly Setting[] {
  const trials: Setting[] = [...randomTrials(seed).slice(0, 3)];
  while (trials.length < most) {
    const believed = belief(trials);
    let next: Setting = [0.5, 0.5];
    let largest = -1;
    for (let i = 0; i < 31 * 16; i++) {
      const at: Setting = [(i % 31) / 30, Math.floor(i / 31) / 15];
      const { improvement } = believed(at);
      if (improvement > largest) {
        largest = improvement;
        next = at;
      }
    }
    trials.push(next);
  }
  return trials;
}
