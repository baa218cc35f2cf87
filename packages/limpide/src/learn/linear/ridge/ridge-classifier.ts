/** RidgeClassifier: ridge regression on −1 and +1. */
import { learnErrors } from '../../../errors/catalog/learn.ts';
import { DataError, raise } from '../../../errors/index.ts';
import { Matrix } from '../../../linalg/index.ts';
import { tensor } from '../../../tensor/index.ts';
import {
  classTargets,
  type Features,
  type FitOptions,
  real,
  type Spec,
  sampleWeights,
  type Targets,
  warnNotConverged,
} from '../../base/index.ts';
import { type ClassWeight, classWeightParam, weightedByClass } from '../class-weight.ts';
import { LinearClassifier } from '../linear-classifier.ts';
import { type RidgeOptions, ridgeParams } from './ridge.ts';
import { ridgeFit } from './solvers.ts';

export interface RidgeClassifierOptions extends Omit<RidgeOptions, 'alpha'> {
  /** Strength of the penalty, ≥ 0. Default 1. */
  readonly alpha: number;
  readonly classWeight: ClassWeight | undefined;
}

const ridgeClassifierSpec: Spec<RidgeClassifierOptions> = {
  name: 'RidgeClassifier',
  kind: 'classifier',
  params: { alpha: real(1, { min: 0 }), classWeight: classWeightParam(), ...ridgeParams },
  learned: ['classes_', 'coef_', 'intercept_', 'nIter_'],
  tags: { sparse: true, weights: true },
};

/**
 * Classes as targets: +1 for its own class, −1 for the others, one ridge regression each; the largest prediction
 * wins. One factorisation serves all classes, which makes it the quickest linear classifier. It gives scores, not
 * probabilities.
 */
export class RidgeClassifier extends LinearClassifier<RidgeClassifierOptions> {
  declare nIter_: number;

  constructor(options: Partial<RidgeClassifierOptions> = {}) {
    super(ridgeClassifierSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const data = this.fitAny(X);
    const { codes, classes } = classTargets(y, data.rows, name);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    const given = sampleWeights(options.sampleWeight, data.rows, name);
    const weights = weightedByClass(given, this.params.classWeight, codes, classes, name);
    const k = classes.length === 2 ? 1 : classes.length;
    const Y = Matrix.zeros(data.rows, k).data;
    for (let i = 0; i < data.rows; i++)
      for (let c = 0; c < k; c++) Y[i * k + c] = codes[i] === (k === 1 ? 1 : c) ? 1 : -1;
    const alphas = Array<number>(k).fill(this.params.alpha);
    const found = ridgeFit(data, new Matrix(Y, data.rows, k), weights, { ...this.params, alphas });
    if (!found.converged) warnNotConverged(name, found.iterations, found.reached, this.params.tol);
    this.classes_ = classes;
    this.coef_ = tensor(Float64Array.from(found.coef.data), { shape: [k, data.cols] });
    this.intercept_ = tensor(found.intercept);
    this.nIter_ = found.iterations;
    return this;
  }
}
