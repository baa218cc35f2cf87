/** CalibratedClassifierCV: probabilities that mean what they say; and the curve that shows whether they do. */
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  Classifier,
  choice,
  classTargets,
  clone,
  Estimator,
  type Features,
  type FitOptions,
  flag,
  givesDecision,
  givesProbabilities,
  type Label,
  type Outputs,
  reporter,
  type Samples,
  type Spec,
  samplesOf,
  sampleWeights,
  type Targets,
  takeRows,
  takeTargets,
} from '../base/index.ts';
import { binaryTargets, scoreColumn } from '../metrics/input.ts';
import { type CrossValidator, foldsOf } from '../model-selection/validation.ts';
import { quantileOf } from '../preprocessing/columns.ts';
import { IsotonicRegression } from './isotonic.ts';
import { fitSigmoid, type Sigmoid, sigmoidAt } from './sigmoid.ts';

export interface CalibratedClassifierOptions {
  estimator: Estimator | undefined;
  method: 'sigmoid' | 'isotonic';
  /** Folds whose test parts calibrate; `'prefit'`: the estimator is fitted, all samples calibrate. */
  cv: CrossValidator | 'prefit' | undefined;
  /**
   * true: one calibrated model per fold, their probabilities averaged; false: one model fitted on everything,
   * calibrated with the predictions of cross-validation.
   */
  ensemble: boolean;
}

/** A fitted model and what makes its decisions probabilities, class by class. */
export interface CalibratedModel {
  readonly estimator: Estimator;
  readonly calibrators: readonly (Sigmoid | IsotonicRegression)[];
}

const spec: Spec<CalibratedClassifierOptions> = {
  name: 'CalibratedClassifierCV',
  kind: 'classifier',
  params: {
    estimator: anything<Estimator | undefined>(
      undefined,
      'a classifier',
      (value) => value instanceof Estimator,
    ),
    method: choice('sigmoid', ['sigmoid', 'isotonic']),
    cv: anything<CalibratedClassifierOptions['cv']>(
      undefined,
      "integer ≥ 2 | splitter | list of folds | 'prefit' | undefined",
      (value) =>
        value === undefined ||
        value === 'prefit' ||
        typeof value === 'number' ||
        typeof value === 'object',
    ),
    ensemble: flag(true),
  },
  learned: ['classes_', 'calibratedClassifiers_'],
  tags: { weights: true, sparse: true, text: true, missing: true },
};

/**
 * Makes probabilities of a classifier's decisions, so that of the samples given 0.8 about 80 % are of the class:
 * with a sigmoid (few samples; Platt, 1999) or an isotonic regression (1,000 and more; Zadrozny & Elkan, 2002). More
 * than two classes: each against the rest, then divided by their sum.
 */
export class CalibratedClassifierCV extends Classifier<CalibratedClassifierOptions> {
  declare calibratedClassifiers_: readonly CalibratedModel[];

  constructor(options: Partial<CalibratedClassifierOptions> = {}) {
    super(spec, options);
  }
  fit(X: Samples, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const { cv, ensemble } = this.params;
    const estimator = this.params.estimator!;
    const n = samplesOf(X);
    const { codes, classes } = classTargets(y, n, who);
    const weights = sampleWeights(options.sampleWeight, n, who);
    const k = classes.length;
    if (k < 2)
      raise(DataError, judgingErrors, 'select.count', {
        who,
        name: 'y',
        expected: '≥ 2 classes',
        got: k,
      });
    const calibrate = (
      model: Estimator,
      decisions: Float64Array,
      rows: Int32Array,
    ): CalibratedModel => ({
      estimator: model,
      calibrators: this.#calibrators(
        decisions,
        Int32Array.from(rows, (i) => codes[i]!),
        Float64Array.from(rows, (i) => weights[i]!),
        k,
      ),
    });
    const everything = Int32Array.from({ length: n }, (_, i) => i);
    let models: CalibratedModel[];
    let fitted: Estimator;
    if (cv === 'prefit') {
      if (!estimator.isFitted) raise(ArgumentError, judgingErrors, 'calibration.prefit', { who });
      models = [calibrate(estimator, decisionsOf(who, estimator, X, classes), everything)];
      fitted = estimator;
    } else {
      if (typeof (cv ?? 5) === 'number') this.#enough(codes, classes, Number(cv ?? 5));
      const folds = foldsOf(who, cv, estimator, X, y, undefined);
      const report = reporter(who, 'folds', folds.length, options);
      const collected = new Float64Array(n * (k === 2 ? 1 : k));
      const width = k === 2 ? 1 : k;
      models = folds.map(({ train, test }, f) => {
        report(f);
        const model = this.#fitPart(X, y, train, options);
        const decisions = decisionsOf(who, model, takeRows(X, test), classes);
        test.forEach((row, i) => {
          collected.set(decisions.subarray(i * width, (i + 1) * width), row * width);
        });
        return calibrate(model, decisions, test);
      });
      fitted = models[0]!.estimator;
      if (!ensemble) {
        fitted = this.#fitPart(X, y, everything, options);
        models = [calibrate(fitted, collected, everything)];
      }
      report(folds.length);
    }
    this.remember(X as Features, fitted.hasLearned('nFeaturesIn_') ? fitted.nFeaturesIn_ : 0);
    this.classes_ = classes;
    this.calibratedClassifiers_ = models;
    return this;
  }
  #fitPart(X: Samples, y: Outputs, rows: Int32Array, options: FitOptions): Estimator {
    const model = clone(this.params.estimator!);
    const weighted = options.sampleWeight !== undefined && model.spec.tags?.weights;
    return model.fit(takeRows(X, rows) as Features, takeTargets(y, rows), {
      signal: options.signal,
      ...(weighted && { sampleWeight: takeTargets(options.sampleWeight, rows) }),
    });
  }
  #enough(codes: Int32Array, classes: readonly Label[], expected: number): void {
    classes.forEach((label, c) => {
      const got = codes.filter((code) => code === c).length;
      if (got < expected)
        raise(DataError, judgingErrors, 'calibration.fewOfClass', {
          who: this.spec.name,
          name: String(label),
          got,
          expected,
        });
    });
  }
  #calibrators(
    decisions: Float64Array,
    codes: Int32Array,
    weights: Float64Array,
    k: number,
  ): (Sigmoid | IsotonicRegression)[] {
    const width = k === 2 ? 1 : k;
    return Array.from({ length: width }, (_, c) => {
      const positive = Float64Array.from(codes, (code) => (code === (k === 2 ? 1 : c) ? 1 : 0));
      const column = Float64Array.from(codes, (_code, i) => decisions[i * width + c]!);
      if (this.params.method === 'sigmoid') return fitSigmoid(column, positive, weights);
      return new IsotonicRegression({ outOfBounds: 'clip', yMin: 0, yMax: 1 }).fit(
        column,
        positive,
        {
          sampleWeight: weights,
        },
      );
    });
  }

  /** `[n, classes]` */
  predictProba(X: Samples): Tensor {
    this.requireFitted();
    this.checkNames(X as Features);
    const n = samplesOf(X);
    const k = this.classes_.length;
    const out = new Float64Array(n * k);
    const count = this.calibratedClassifiers_.length;
    for (const { estimator, calibrators } of this.calibratedClassifiers_) {
      const decisions = decisionsOf(this.spec.name, estimator, X, this.classes_);
      const width = k === 2 ? 1 : k;
      const columns = calibrators.map((calibrator, c) => {
        const column = Float64Array.from({ length: n }, (_, i) => decisions[i * width + c]!);
        return calibrator instanceof IsotonicRegression
          ? (calibrator.predict(column).dataSync() as Float64Array)
          : column.map((f) => sigmoidAt(calibrator, f));
      });
      for (let i = 0; i < n; i++) {
        if (k === 2) {
          out[2 * i + 1]! += columns[0]![i]! / count;
          out[2 * i]! += (1 - columns[0]![i]!) / count;
          continue;
        }
        const sum = columns.reduce((s, column) => s + column[i]!, 0);
        for (let c = 0; c < k; c++)
          out[i * k + c]! += (sum > 0 ? columns[c]![i]! / sum : 1 / k) / count;
      }
    }
    return tensor(out, { shape: [n, k] });
  }
  protected override predictCodes(X: Samples): Int32Array {
    const proba = this.predictProba(X).dataSync();
    const k = this.classes_.length;
    return Int32Array.from({ length: samplesOf(X) }, (_, i) => {
      let best = 0;
      for (let c = 1; c < k; c++) if (proba[i * k + c]! > proba[i * k + best]!) best = c;
      return best;
    });
  }
}

/** Decisions (or probabilities), one column for two classes, columns in the order of `classes`. */
function decisionsOf(
  who: string,
  model: Estimator,
  X: Samples,
  classes: readonly Label[],
): Float64Array {
  const k = classes.length;
  const out = givesDecision(model)
    ? model.decisionFunction(X as Features)
    : givesProbabilities(model)
      ? model.predictProba(X as Features)
      : raise(ArgumentError, judgingErrors, 'calibration.response', { who, got: model.spec.name });
  const data = Float64Array.from(out.dataSync() as Float64Array);
  const n = out.shape[0]!;
  const cols = out.shape[1] ?? 1;
  const seen: unknown = Reflect.get(model, 'classes_');
  const own: readonly Label[] = Array.isArray(seen) ? seen : classes;
  if (k === 2)
    return cols === 1 ? data : Float64Array.from({ length: n }, (_, i) => data[i * cols + 1]!);
  // A fold may lack a class: its decision is the lowest.
  const low = data.reduce((a, b) => Math.min(a, b), 0);
  return Float64Array.from({ length: n * k }, (_, at) => {
    const place = own.indexOf(classes[at % k]!);
    return place < 0 ? low : data[Math.floor(at / k) * cols + place]!;
  });
}

export interface CalibrationCurve {
  /** Mean predicted probability of each bin that holds samples. */
  readonly probPred: Float64Array;
  /** Share of positives in it. */
  readonly probTrue: Float64Array;
  /** Samples in it. */
  readonly counts: Int32Array;
}

/**
 * Do probabilities mean what they say? Predicted against real shares, by bins of equal width or with equally many
 * samples. A calibrated model is on the diagonal.
 */
export function calibrationCurve(
  yTrue: Targets,
  yProba: Outputs,
  {
    nBins = 5,
    strategy = 'uniform',
    posLabel,
  }: {
    readonly nBins?: number;
    readonly strategy?: 'uniform' | 'quantile';
    readonly posLabel?: Label | undefined;
  } = {},
): CalibrationCurve {
  const who = 'calibrationCurve';
  const { positive, n } = binaryTargets(who, yTrue, posLabel);
  const p = scoreColumn(who, 'yProba', yProba, n);
  const bad = p.find((v) => !(v >= 0 && v <= 1));
  if (bad !== undefined || !(Number.isInteger(nBins) && nBins >= 1))
    raise(DataError, judgingErrors, 'select.count', {
      who,
      name: bad === undefined ? 'nBins' : 'yProba',
      expected: bad === undefined ? 'integer ≥ 1' : '0 … 1',
      got: bad ?? nBins,
    });
  const sorted = p.slice().sort();
  const edges = Array.from({ length: nBins - 1 }, (_, k) =>
    strategy === 'uniform' ? (k + 1) / nBins : quantileOf(sorted, (k + 1) / nBins),
  );
  const sums = new Float64Array(nBins);
  const hits = new Float64Array(nBins);
  const counts = new Int32Array(nBins);
  for (let i = 0; i < n; i++) {
    let bin = 0;
    while (bin < nBins - 1 && p[i]! > edges[bin]!) bin++;
    sums[bin]! += p[i]!;
    hits[bin]! += positive[i]!;
    counts[bin]!++;
  }
  const kept = [...counts.keys()].filter((b) => counts[b]! > 0);
  return {
    probPred: Float64Array.from(kept, (b) => sums[b]! / counts[b]!),
    probTrue: Float64Array.from(kept, (b) => hits[b]! / counts[b]!),
    counts: Int32Array.from(kept, (b) => counts[b]!),
  };
}
