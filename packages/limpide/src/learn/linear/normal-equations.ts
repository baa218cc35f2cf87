/**
 * XᵀX and XᵀY about the means, and the means themselves, in one pass over X: for n samples and d features all that
 * least squares needs to know of the samples, as d·(d + 1)/2 + d numbers.
 *
 * Σ(x − x̄)(x − x̄)ᵀ is the same as Σ(x − a)(x − a)ᵀ − n·(x̄ − a)(x̄ − a)ᵀ for any a. The difference cancels digits
 * where a is far from x̄, so a is the mean of the first samples; should that turn out to be far off all the same,
 * a second pass takes the mean that is known by then (Chan, Golub & LeVeque, 1983).
 */
import { gramOf } from '../../linalg/dense/index.ts';
import { Matrix } from '../../linalg/index.ts';
import type { Means } from './linear-regressor.ts';

export interface NormalEquations {
  /** Weighted means; zeros without an intercept. */
  readonly means: Means;
  /** Σ sᵢ·(xᵢ − x̄)(xᵢ − x̄)ᵀ `[d, d]` */
  readonly gram: Matrix;
  /** Σ sᵢ·(xᵢ − x̄)(yᵢ − ȳ)ᵀ `[d, outputs]` */
  readonly right: Matrix;
}

/** Samples whose mean is the first guess. */
const firstSamples = 256;
/** The share of a sum of squares that may cancel: less than a binary digit. */
const mostCancelled = 0.5;

export function normalEquations(
  X: Matrix,
  Y: Matrix,
  weights: Float64Array,
  fitIntercept: boolean,
): NormalEquations {
  const d = X.cols;
  const width = d + Y.cols;
  let origin = new Float64Array(width);
  if (fitIntercept) {
    addMeans(origin, 0, X, Math.min(X.rows, firstSamples));
    addMeans(origin, d, Y, Math.min(Y.rows, firstSamples));
  }
  let all = productsAbout(origin, X, Y, weights);
  if (fitIntercept) {
    let found = aboutMeans(all, origin);
    if (found.cancelled > mostCancelled) {
      origin = found.means;
      all = productsAbout(origin, X, Y, weights);
      found = aboutMeans(all, origin);
    }
    origin = found.means;
    all = found.products;
  }
  return {
    means: { x: origin.slice(0, d), y: origin.slice(d) },
    gram: all.slice(0, d, 0, d),
    right: all.slice(0, d, d, width),
  };
}

/** Adds the means of the first rows of A to `to`, from place `at` on. */
function addMeans(to: Float64Array, at: number, { data, cols }: Matrix, rows: number): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) to[at + j]! += data[i * cols + j]! / rows;
}

/** The products of all pairs of columns of √s·[X − a, Y − a, 1]. */
function productsAbout(origin: Float64Array, X: Matrix, Y: Matrix, weights: Float64Array): Matrix {
  const d = X.cols;
  const width = origin.length + 1;
  return gramOf(X.rows, width, (block, i0, i1) => {
    for (let i = i0; i < i1; i++) {
      const root = Math.sqrt(weights[i]!);
      const to = (i - i0) * width;
      const from = i * d;
      for (let j = 0; j < d; j++) block[to + j] = root * (X.data[from + j]! - origin[j]!);
      for (let t = 0; t < Y.cols; t++)
        block[to + d + t] = root * (Y.data[i * Y.cols + t]! - origin[d + t]!);
      block[to + width - 1] = root;
    }
  });
}

/** The same products about the means, the means, and the largest share of a square that cancelled. */
function aboutMeans(
  all: Matrix,
  origin: Float64Array<ArrayBuffer>,
): {
  readonly products: Matrix;
  readonly means: Float64Array<ArrayBuffer>;
  readonly cancelled: number;
} {
  const width = origin.length;
  const total = all.at(width, width);
  const products = Matrix.zeros(width, width);
  const means = new Float64Array(width);
  let cancelled = 0;
  for (let i = 0; i < width; i++) {
    const sum = all.at(i, width);
    means[i] = origin[i]! + sum / total;
    const square = all.at(i, i);
    if (square > 0) cancelled = Math.max(cancelled, (sum / total) * (sum / square));
    for (let j = 0; j < width; j++)
      products.data[i * width + j] = all.at(i, j) - sum * (all.at(j, width) / total);
  }
  return { products, means, cancelled };
}
