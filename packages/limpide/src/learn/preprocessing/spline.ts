/** SplineTransformer: each feature becomes bumps that overlap, with which linear models draw smooth curves. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  columnName,
  denseInput,
  type Features,
  flag,
  integer,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { checkedNames, quantileOf } from './columns.ts';

export interface SplineTransformerOptions {
  /** Points where pieces meet, ≥ 2 (5); ignored when `knots` are given. */
  nKnots: number;
  /** Degree of the pieces, ≥ 0 (3: cubic). */
  degree: number;
  /** Where they meet: evenly between the smallest and the largest value, at quantiles, or `[knots, features]`. */
  knots: 'uniform' | 'quantile' | Tensor | readonly ArrayLike<number>[];
  /**
   * Outside of the outer knots: the values at the edge, straight lines, the outer polynomials, the same curve again
   * and again, or an error.
   */
  extrapolation: 'constant' | 'linear' | 'continue' | 'periodic' | 'error';
  /** Keeps the last bump of each feature; without it the columns no longer sum to 1. */
  includeBias: boolean;
}

/** Columns whose values are no farther apart are constant: their splines could not be computed. */
const TINY = 1e-200;

const spec: Spec<SplineTransformerOptions> = {
  name: 'SplineTransformer',
  kind: 'transformer',
  params: {
    nKnots: integer(5, { min: 2 }),
    degree: integer(3, { min: 0, max: 20 }),
    knots: anything<SplineTransformerOptions['knots']>(
      'uniform',
      "'uniform' | 'quantile' | [knots, features]",
      (value) =>
        value === 'uniform' ||
        value === 'quantile' ||
        value instanceof Tensor ||
        Array.isArray(value),
    ),
    extrapolation: choice('constant', ['constant', 'linear', 'continue', 'periodic', 'error']),
    includeBias: flag(true),
  },
  learned: ['knots_', 'nFeaturesOut_'],
};

/**
 * B-splines (de Boor, 1978; Eilers & Marx, 1996). Between two knots only degree + 1 bumps of a feature are not zero;
 * all are ≥ 0 and sum to 1. A linear model on them is a curve of polynomials that meet smoothly: more flexible than
 * a polynomial of the whole range, and never wild at its ends. nKnots + degree − 1 columns per feature (periodic:
 * nKnots − 1).
 */
export class SplineTransformer extends Transformer<SplineTransformerOptions> {
  /** All knots of each feature, those beyond the ends included, ascending: `[features, knots]`. */
  declare knots_: Tensor;
  declare nFeaturesOut_: number;

  constructor(options: Partial<SplineTransformerOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features): this {
    this.checkParams();
    const who = this.spec.name;
    const { degree, extrapolation, includeBias } = this.params;
    const x = this.fitDense(X);
    const base = this.#baseKnots(x);
    const inner = base[0]!.length;
    const periodic = extrapolation === 'periodic';
    if (periodic && degree >= inner)
      raise(ArgumentError, prepErrors, 'prep.periodic', { who, degree, got: inner });
    const all = base.map((knots, j) => {
      for (let t = 1; t < knots.length; t++)
        if (!(knots[t]! >= knots[t - 1]!) || !(knots.at(-1)! > knots[0]!))
          raise(ArgumentError, prepErrors, 'prep.knots', { who, column: columnName(X, j) });
      return periodic ? roundAbout(knots, degree) : beyond(knots, degree);
    });
    const width = (periodic ? inner - 1 : inner + degree - 1) - (includeBias ? 0 : 1);
    this.knots_ = tensor(Float64Array.from(all.flat()), { shape: [x.cols, all[0]!.length] });
    this.nFeaturesOut_ = width * x.cols;
    return this;
  }

  /** The inner knots of each feature. */
  #baseKnots(x: Matrix): number[][] {
    const { knots, nKnots } = this.params;
    const who = this.spec.name;
    if (knots !== 'uniform' && knots !== 'quantile') {
      const given = denseInput(knots, { who: `${who} (knots)`, minRows: 2 });
      if (given.cols !== x.cols)
        raise(ArgumentError, prepErrors, 'prep.knotColumns', {
          who,
          got: given.cols,
          expected: x.cols,
        });
      return Array.from({ length: x.cols }, (_, j) => Array.from(given.column(j)));
    }
    return Array.from({ length: x.cols }, (_, j) => {
      const sorted = Float64Array.from(x.column(j)).sort();
      const low = sorted[0]!;
      // a constant column (or nearly): any width will do, all its values lie on the first knot
      const constant = !(sorted.at(-1)! - low > Math.max(TINY, Math.abs(low) * 1e-14));
      const high = constant ? low + Math.max(1, Math.abs(low)) : sorted.at(-1)!;
      return Array.from({ length: nKnots }, (_, t) => {
        const share = t / (nKnots - 1);
        if (knots === 'quantile' && !constant) return quantileOf(sorted, share);
        return t === nKnots - 1 ? high : low + (high - low) * share;
      });
    });
  }

  /** `[n, features · bumps]` */
  transform(X: Features): Tensor {
    const x = this.openDense(X);
    const { degree, extrapolation, includeBias } = this.params;
    const all = Matrix.fromTensor(this.knots_);
    const periodic = extrapolation === 'periodic';
    const splines = periodic ? all.cols - 2 * degree - 1 : all.cols - degree - 1;
    const width = splines - (includeBias ? 0 : 1);
    const out = new Float64Array(x.rows * x.cols * width);
    const bumps = new Float64Array(degree + 1);
    for (let j = 0; j < x.cols; j++) {
      const knots = Float64Array.from(all.row(j));
      const [low, high] = [knots[degree]!, knots[knots.length - 1 - degree]!];
      for (let i = 0; i < x.rows; i++) {
        const value = x.data[i * x.cols + j]!;
        const outside = value < low || value > high;
        if (outside && extrapolation === 'error')
          raise(DataError, prepErrors, 'prep.outside', {
            who: this.spec.name,
            column: columnName(X, j),
            row: i,
            got: value,
            low,
            high,
          });
        const at = periodic
          ? low + modulo(value - low, high - low)
          : outside && extrapolation !== 'continue'
            ? Math.min(high, Math.max(low, value))
            : value;
        const first = pieceOf(knots, degree, at);
        bumpsAt(knots, degree, first, at, bumps);
        if (outside && extrapolation === 'linear')
          straighten(knots, degree, first, at, value, bumps);
        const start = (i * x.cols + j) * width;
        for (let b = 0; b <= degree; b++) {
          const spline = (first - degree + b) % splines;
          if (spline < width) out[start + spline]! += bumps[b]!;
        }
      }
    }
    return tensor(out, { shape: [x.rows, x.cols * width] });
  }

  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = checkedNames(this.spec.name, this.inputNames(inputFeatures), this.nFeaturesIn_);
    const width = this.nFeaturesOut_ / this.nFeaturesIn_;
    return names.flatMap((name) => Array.from({ length: width }, (_, b) => `${name}_sp_${b}`));
  }
}

const modulo = (a: number, b: number): number => ((a % b) + b) % b;

/** `degree` further knots on either side, as far apart as the outer two. */
function beyond(knots: readonly number[], degree: number): number[] {
  const [first, last] = [knots[0]!, knots.at(-1)!];
  const left = knots[1]! - first;
  const right = last - knots.at(-2)!;
  const steps = Array.from({ length: degree }, (_, t) => t + 1);
  return [
    ...steps.map((t) => first - t * left).reverse(),
    ...knots,
    ...steps.map((t) => last + t * right),
  ];
}

/** The same knots once more on either side, a period away. */
function roundAbout(knots: readonly number[], degree: number): number[] {
  const period = knots.at(-1)! - knots[0]!;
  const n = knots.length;
  return [
    ...knots.slice(n - 1 - degree, n - 1).map((t) => t - period),
    ...knots,
    ...knots.slice(1, degree + 1).map((t) => t + period),
  ];
}

/** The number of the last knot that begins the piece in which a value lies; outside, the outer piece. */
function pieceOf(knots: Float64Array, degree: number, value: number): number {
  const last = knots.length - degree - 2;
  let low = degree;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (knots[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  // quantiles may coincide: a piece has a width
  while (low > degree && knots[low]! === knots[low + 1]!) low--;
  while (low < last && knots[low]! === knots[low + 1]!) low++;
  return low;
}

/** The degree + 1 bumps that are not zero in a piece, by the recurrence of Cox and de Boor. */
function bumpsAt(
  knots: Float64Array,
  degree: number,
  piece: number,
  value: number,
  out: Float64Array,
): void {
  out.fill(0);
  out[0] = 1;
  for (let k = 1; k <= degree; k++) {
    let carried = 0;
    for (let b = 0; b < k; b++) {
      const right = knots[piece + b + 1]!;
      const left = knots[piece + b + 1 - k]!;
      const own = out[b]!;
      out[b] = carried + (right > left ? own * ((right - value) / (right - left)) : 0);
      carried = right > left ? own * ((value - left) / (right - left)) : 0;
    }
    out[k] = carried;
  }
}

/** Bumps at an edge, continued by their tangents there. */
function straighten(
  knots: Float64Array,
  degree: number,
  piece: number,
  edge: number,
  value: number,
  out: Float64Array,
): void {
  if (degree === 0) return;
  const lower = new Float64Array(degree);
  bumpsAt(knots, degree - 1, piece, edge, lower);
  // B′ = degree · (lower bump of its left part − lower bump of its right part)
  for (let b = 0; b <= degree; b++) {
    const slope = (c: number): number => {
      if (c < 0 || c >= degree) return 0;
      const gap = knots[piece + c + 1]! - knots[piece + c + 1 - degree]!;
      return gap > 0 ? lower[c]! / gap : 0;
    };
    out[b]! += degree * (slope(b - 1) - slope(b)) * (value - edge);
  }
}
