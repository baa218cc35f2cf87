/** The class whose centre is nearest: the simplest classifier, and with shrinkage one for many features. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { DataError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  Classifier,
  choice,
  classTargets,
  type Features,
  optional,
  real,
  type Spec,
  type Targets,
} from '../base/index.ts';
import { allDistances } from './brute.ts';
import { type MetricName, measureOf, metricNames } from './metrics.ts';

export interface NearestCentroidOptions {
  /** The distance (`'euclidean'`). With `'manhattan'` centres are medians, otherwise means. */
  metric: MetricName;
  /** By how many standard deviations centres are drawn to the common one, > 0; left out, they are not. */
  shrinkThreshold: number | undefined;
}

const spec: Spec<NearestCentroidOptions> = {
  name: 'NearestCentroid',
  kind: 'classifier',
  params: {
    metric: choice('euclidean', metricNames),
    shrinkThreshold: optional(real(0, { min: 0, open: 'min' })),
  },
  learned: ['classes_', 'centroids_'],
};

/**
 * The class whose centre is nearest: O(n·d) to learn, O(classes·d) to predict.
 *
 * `shrinkThreshold` makes features that do not tell classes apart count for nothing: nearest shrunken
 * centroids (Tibshirani, Hastie, Narasimhan & Chu, 2002).
 */
export class NearestCentroid extends Classifier<NearestCentroidOptions> {
  /** The centre of each class, [classes, d]. */
  declare centroids_: Tensor;

  constructor(options: Partial<NearestCentroidOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, y: Targets): this {
    this.checkParams();
    const { metric, shrinkThreshold } = this.params;
    const x = this.fitDense(X);
    const { codes, classes } = classTargets(y, x.rows, this.spec.name);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', {
        who: this.spec.name,
        got: classes.map(String),
      });
    measureOf(metric, 2, x.cols, this.spec.name);
    const centres =
      metric === 'manhattan'
        ? medians(x, codes, classes.length)
        : meanRows(x, codes, classes.length);
    if (shrinkThreshold !== undefined) shrink(x, codes, centres, shrinkThreshold, this.spec.name);
    this.classes_ = classes;
    this.centroids_ = centres.toTensor();
    return this;
  }

  protected override predictCodes(X: Features): Int32Array {
    const q = this.openDense(X);
    const centres = Matrix.fromTensor(this.centroids_);
    const { reduced } = measureOf(this.params.metric, 2, q.cols, this.spec.name);
    const gaps = allDistances(q, centres, reduced);
    const codes = new Int32Array(q.rows);
    for (let i = 0; i < q.rows; i++) {
      for (let k = 1; k < centres.rows; k++)
        if (gaps[i * centres.rows + k]! < gaps[i * centres.rows + codes[i]!]!) codes[i] = k;
    }
    return codes;
  }
}

function meanRows(x: Matrix, codes: Int32Array, k: number): Matrix {
  const out = Matrix.zeros(k, x.cols);
  const counts = new Float64Array(k);
  for (let i = 0; i < x.rows; i++) {
    counts[codes[i]!]!++;
    for (let c = 0; c < x.cols; c++) out.data[codes[i]! * x.cols + c]! += x.data[i * x.cols + c]!;
  }
  for (let t = 0; t < out.data.length; t++) out.data[t]! /= counts[Math.floor(t / x.cols)]!;
  return out;
}

function medians(x: Matrix, codes: Int32Array, k: number): Matrix {
  const out = Matrix.zeros(k, x.cols);
  for (let t = 0; t < k; t++) {
    const rows = Array.from(codes.keys()).filter((i) => codes[i] === t);
    for (let c = 0; c < x.cols; c++)
      out.data[t * x.cols + c] = median(Float64Array.from(rows, (i) => x.at(i, c)));
  }
  return out;
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Draws the centres to the common mean by soft thresholding, measured in standard errors, in place. */
function shrink(
  x: Matrix,
  codes: Int32Array,
  centres: Matrix,
  threshold: number,
  who: string,
): void {
  const { rows: n, cols: d } = x;
  const k = centres.rows;
  const counts = new Float64Array(k);
  for (const code of codes) counts[code]!++;
  const spread = new Float64Array(d);
  const all = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < d; c++) {
      const value = x.data[i * d + c]!;
      all[c]! += value / n;
      spread[c]! += (value - centres.data[codes[i]! * d + c]!) ** 2;
    }
  }
  if (!spread.some((value) => value > 0) || n <= k)
    raise(DataError, neighborsErrors, 'neighbors.shrink', { who });
  const deviation = spread.map((value) => Math.sqrt(value / (n - k)));
  const typical = median(deviation);
  for (let t = 0; t < k; t++) {
    const error = Math.sqrt(1 / counts[t]! - 1 / n);
    for (let c = 0; c < d; c++) {
      const scale = error * (deviation[c]! + typical);
      // the median may be 0 while some feature varies: a constant feature then has nothing to shrink
      const gap = scale > 0 ? (centres.data[t * d + c]! - all[c]!) / scale : 0;
      const left = Math.sign(gap) * Math.max(0, Math.abs(gap) - threshold);
      centres.data[t * d + c] = all[c]! + scale * left;
    }
  }
}
