/** What both estimators do in `fit`: hold out, find bins, boost. */
import type { Matrix } from '../../../linalg/index.ts';
import type { FitOptions } from '../../base/index.ts';
import { type Binning, findBins } from './bins.ts';
import { type Boosted, boost, type Part } from './boosting.ts';
import type { HistLoss } from './losses.ts';
import {
  columnFlags,
  type HistOptions,
  histRules,
  holdOut,
  rowsOfMatrix,
  stopsEarly,
} from './options.ts';

export interface HistData {
  readonly who: string;
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  /** Classes, to hold out of each its share. */
  readonly codes: Int32Array | undefined;
  readonly names: readonly string[] | undefined;
  readonly seed: number;
  readonly before: Boosted | undefined;
}

export function fitHist(
  data: HistData,
  options: HistOptions,
  loss: HistLoss,
  fitOptions: FitOptions,
): { readonly boosted: Boosted; readonly binning: Binning; readonly stopping: boolean } {
  const { who, X, y, weights, codes, names, seed, before } = data;
  const categorical = columnFlags(options.categoricalFeatures, X.cols, names, who);
  const rules = histRules(options, X.cols, names, categorical, who);
  const stopping = stopsEarly(options, X.rows);
  let train: Part = { X, y, weights };
  let held: Part | undefined;
  if (stopping && options.validationFraction !== undefined) {
    const parts = holdOut(options.validationFraction, X.rows, codes, seed, who);
    const part = (rows: Int32Array): Part => ({
      X: rowsOfMatrix(X, rows),
      y: Float64Array.from(rows, (i) => y[i]!),
      weights: Float64Array.from(rows, (i) => weights[i]!),
    });
    train = part(parts.kept);
    held = part(parts.held);
  }
  const binning = findBins(train.X, options.maxBins, categorical, seed, who);
  const { nIterNoChange: patience, tol, maxIter } = options;
  const plan = {
    who,
    loss,
    rules,
    maxIter,
    stopping: stopping ? { patience, tol } : undefined,
    binning,
    before,
  };
  return { boosted: boost(plan, train, held, fitOptions), binning, stopping };
}
