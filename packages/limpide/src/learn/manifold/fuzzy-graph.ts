/**
 * The graph of UMAP: each sample is joined to its neighbours by edges whose weight is the degree of belief that
 * they are joined, 1 for the nearest, fading with distance on a scale of the sample's own (McInnes, Healy &
 * Melville, "UMAP", 2018, section 3.1 and algorithms 1–3).
 */
import { CSRMatrix } from '../../linalg/index.ts';
import type { Neighbours } from './distances.ts';

const tolerance = 1e-5;
const steps = 64;
const leastScale = 1e-3;

/** Local scales of samples: the distance to the nearest other, and the length over which belief fades. */
export interface LocalScales {
  readonly rho: Float64Array<ArrayBuffer>;
  readonly sigma: Float64Array<ArrayBuffer>;
}

/**
 * ρᵢ: the least positive distance; σᵢ such that Σⱼ exp(−max(0, dᵢⱼ − ρᵢ)/σᵢ) = log₂(k), by bisection.
 *
 * @param total neighbours counted, the sample itself included where it is one
 */
export function localScales({ k, distances }: Neighbours, total: number): LocalScales {
  const n = distances.length / k;
  const rho = new Float64Array(n);
  const sigma = new Float64Array(n);
  const wanted = Math.log2(total);
  let meanAll = 0;
  for (const d of distances) meanAll += d / distances.length;
  for (let i = 0; i < n; i++) {
    let nearest = 0;
    let mean = 0;
    for (let t = i * k; t < (i + 1) * k; t++) {
      const d = distances[t]!;
      mean += d / k;
      if (nearest === 0 && d > 0) nearest = d; // distances increase
    }
    let low = 0;
    let high = Infinity;
    let middle = 1;
    for (let step = 0; step < steps; step++) {
      let sum = 0;
      for (let t = i * k; t < (i + 1) * k; t++) {
        const beyond = distances[t]! - nearest;
        sum += beyond > 0 ? Math.exp(-beyond / middle) : 1;
      }
      if (Math.abs(sum - wanted) < tolerance) break;
      if (sum > wanted) {
        high = middle;
        middle = (low + high) / 2;
      } else {
        low = middle;
        middle = high === Infinity ? middle * 2 : (low + high) / 2;
      }
    }
    // among copies of one sample the scale would vanish
    sigma[i] = Math.max(middle, leastScale * (nearest > 0 ? mean : meanAll));
    rho[i] = nearest;
  }
  return { rho, sigma };
}

/** The belief that i is joined to its neighbour at distance d. */
export const membership = (d: number, rho: number, sigma: number): number =>
  d <= rho || sigma === 0 ? 1 : Math.exp(-(d - rho) / sigma);

/**
 * The symmetric graph: μ·(A + Aᵀ − A∘Aᵀ) + (1 − μ)·A∘Aᵀ, with A the beliefs of each sample. μ = 1: an edge holds
 * if either end believes in it; μ = 0: if both do.
 */
export function fuzzyGraph(neighbours: Neighbours, scales: LocalScales, mix: number): CSRMatrix {
  const { k, indices, distances } = neighbours;
  const n = indices.length / k;
  const rows = new Int32Array(n * k);
  const values = new Float64Array(n * k);
  for (let t = 0; t < n * k; t++) {
    const i = Math.floor(t / k);
    rows[t] = i;
    values[t] = membership(distances[t]!, scales.rho[i]!, scales.sigma[i]!);
  }
  const a = CSRMatrix.fromTriplets(n, n, rows, indices, values);
  const at = a.transpose();
  const outRows: number[] = [];
  const outCols: number[] = [];
  const outValues: number[] = [];
  for (let i = 0; i < n; i++) {
    // two sorted lists, walked together
    let p = a.indptr[i]!;
    let q = at.indptr[i]!;
    while (p < a.indptr[i + 1]! || q < at.indptr[i + 1]!) {
      const cp = p < a.indptr[i + 1]! ? a.indices[p]! : n;
      const cq = q < at.indptr[i + 1]! ? at.indices[q]! : n;
      const column = Math.min(cp, cq);
      const there = cp === column ? a.data[p++]! : 0;
      const back = cq === column ? at.data[q++]! : 0;
      const both = there * back;
      const value = mix * (there + back - both) + (1 - mix) * both;
      if (value <= 0) continue;
      outRows.push(i);
      outCols.push(column);
      outValues.push(value);
    }
  }
  return CSRMatrix.fromTriplets(n, n, outRows, outCols, outValues);
}

/**
 * a and b of the curve 1/(1 + a·x^2b) nearest, in least squares, to one that is 1 up to `minDist` and then
 * exp(−(x − minDist)/spread): by Gauss–Newton with damping (Levenberg–Marquardt).
 */
export function curveOf(spread: number, minDist: number): { a: number; b: number } {
  const count = 300;
  const xs = Float64Array.from({ length: count }, (_, i) => (3 * spread * i) / (count - 1));
  const ys = xs.map((x) => (x < minDist ? 1 : Math.exp(-(x - minDist) / spread)));
  const error = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += (1 / (1 + a * xs[i]! ** (2 * b)) - ys[i]!) ** 2;
    return sum;
  };
  let a = 1;
  let b = 1;
  let now = error(a, b);
  let damping = 1e-3;
  for (let step = 0; step < 200; step++) {
    let [aa, ab, bb, ra, rb] = [0, 0, 0, 0, 0];
    for (let i = 1; i < count; i++) {
      const x = xs[i]!;
      const power = x ** (2 * b);
      const value = 1 / (1 + a * power);
      const da = -power * value * value;
      const db = -2 * a * power * Math.log(x) * value * value;
      const residual = ys[i]! - value;
      aa += da * da;
      ab += da * db;
      bb += db * db;
      ra += da * residual;
      rb += db * residual;
    }
    const [p, q] = [aa * (1 + damping), bb * (1 + damping)];
    const determinant = p * q - ab * ab;
    const nextA = a + (q * ra - ab * rb) / determinant;
    const nextB = b + (p * rb - ab * ra) / determinant;
    const next = nextA > 0 && nextB > 0 ? error(nextA, nextB) : Infinity;
    if (next < now) {
      const gain = now - next;
      a = nextA;
      b = nextB;
      now = next;
      damping /= 10;
      if (gain < 1e-15) break;
    } else {
      damping *= 10;
      if (damping > 1e12) break;
    }
  }
  return { a, b };
}
