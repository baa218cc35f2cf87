/** Curves of classifiers and of learning, as data. */
import { plotErrors } from '../../errors/catalog/learn-plots.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import {
  type Estimator,
  type Features,
  givesDecision,
  givesProbabilities,
  type Label,
  plain,
  sortedLabels,
  type Targets,
} from '../base/index.ts';
import { calibrationCurve } from '../calibration/index.ts';
import type { PartialDependence } from '../inspection/index.ts';
import { auc, averagePrecisionScore, precisionRecallCurve, rocCurve } from '../metrics/index.ts';
import type { LearningCurve } from '../model-selection/index.ts';
import type { Curve, CurvePlot } from './data.ts';

/** For each class: who is of it, and how much the model takes each sample for it. */
interface OneAgainstRest {
  readonly label: string;
  readonly truth: readonly boolean[];
  readonly scores: readonly number[];
}

/** Two classes give one curve, that of the second; more give one per class against the others. */
function againstRest(who: string, model: Estimator, X: Features, y: Targets): OneAgainstRest[] {
  const response = givesProbabilities(model)
    ? model.predictProba(X)
    : givesDecision(model)
      ? model.decisionFunction(X)
      : raise(ArgumentError, plotErrors, 'plot.scores', { who, got: model.spec.name });
  const wanted = Array.from(plain(y, who));
  const known: unknown = Reflect.get(model, 'classes_');
  const classes: readonly Label[] = Array.isArray(known) ? known : sortedLabels(wanted);
  const data = Array.from(response.dataSync(), Number);
  const width = response.ndim === 1 ? 1 : response.shape[1]!;
  const places = classes.length === 2 ? [1] : classes.map((_, k) => k);
  return places.map((k) => ({
    label: String(classes[k]),
    truth: wanted.map((label) => label === classes[k]),
    scores: wanted.map((_, i) => data[i * width + (width === 1 ? 0 : k)]!),
  }));
}

const list = (values: ArrayLike<number>): number[] => Array.from(values);

/**
 * The ROC curve of a fitted classifier on samples it has not seen, with the area under it; one per class against
 * the others where there are more than two.
 *
 * @throws ArgumentError when it gives neither probabilities nor a decision
 */
export function plotRocCurve(model: Estimator, X: Features, y: Targets): CurvePlot {
  const curves = againstRest('plotRocCurve', model, X, y).map(({ label, truth, scores }): Curve => {
    const { fpr, tpr } = rocCurve(truth, scores);
    return { label, x: list(fpr), y: list(tpr), summary: auc(fpr, tpr) };
  });
  return { kind: 'roc', curves, reference: { label: 'chance', x: [0, 1], y: [0, 1] } };
}

/** Precision against recall, with the average precision; see `plotRocCurve`. */
export function plotPrecisionRecall(model: Estimator, X: Features, y: Targets): CurvePlot {
  const curves = againstRest('plotPrecisionRecall', model, X, y).map(
    ({ label, truth, scores }): Curve => {
      const { precision, recall } = precisionRecallCurve(truth, scores);
      return {
        label,
        x: list(recall),
        y: list(precision),
        summary: averagePrecisionScore(truth, scores),
      };
    },
  );
  return { kind: 'precisionRecall', curves };
}

/**
 * Predicted probabilities against real shares: on the diagonal, probabilities mean what they say.
 *
 * @param options.nBins  bins with as many samples each; 5 when left out
 * @throws ArgumentError when the model gives no probabilities
 */
export function plotCalibration(
  model: Estimator,
  X: Features,
  y: Targets,
  { nBins = 5 }: { readonly nBins?: number } = {},
): CurvePlot {
  const who = 'plotCalibration';
  if (!givesProbabilities(model))
    raise(ArgumentError, plotErrors, 'plot.scores', { who, got: model.spec.name });
  const curves = againstRest(who, model, X, y).map(({ label, truth, scores }): Curve => {
    const { probPred, probTrue } = calibrationCurve(truth.map(Number), list(scores), {
      nBins,
      strategy: 'quantile',
    });
    return { label, x: list(probPred), y: list(probTrue) };
  });
  return {
    kind: 'calibration',
    curves,
    reference: { label: 'calibrated', x: [0, 1], y: [0, 1] },
    marked: true,
  };
}

/** Mean and spread of each row. */
function summaries(scores: readonly Float64Array[]): { means: number[]; spreads: number[] } {
  const means = scores.map((row) => row.reduce((a, b) => a + b, 0) / row.length);
  const spreads = scores.map((row, i) =>
    Math.sqrt(row.reduce((sum, s) => sum + (s - means[i]!) ** 2, 0) / row.length),
  );
  return { means, spreads };
}

/** Scores on learned and on unseen samples as the number of samples grows: the result of `learningCurve`. */
export function plotLearningCurve(result: LearningCurve): CurvePlot {
  const x = list(result.trainSizes);
  const curve = (label: string, scores: readonly Float64Array[]): Curve => {
    const { means, spreads } = summaries(scores);
    return { label, x, y: means, spread: spreads };
  };
  return {
    kind: 'learningCurve',
    curves: [curve('train', result.trainScores), curve('test', result.testScores)],
    marked: true,
  };
}

/** The mean answer as one column changes: the result of `partialDependence` for one column of numbers. */
export function plotPartialDependence(
  result: PartialDependence,
  {
    feature = 'x',
    classes = [],
  }: { readonly feature?: string; readonly classes?: readonly Label[] } = {},
): CurvePlot {
  const x = (result.values[0] ?? []).map(Number);
  const curves = result.average.map(
    (y, k): Curve => ({
      label: String(classes[k] ?? (result.average.length > 1 ? k : 'mean')),
      x,
      y: list(y),
    }),
  );
  return { kind: 'partialDependence', curves, axis: feature };
}
