/** Parameters of the networks, one table for the classifier and the regressor. */
import {
  anything,
  choice,
  either,
  flag,
  integer,
  type ParamTable,
  real,
  seed,
} from '../base/index.ts';

export type Activation = 'identity' | 'logistic' | 'tanh' | 'relu';
export type Solver = 'adam' | 'sgd' | 'lbfgs';

export interface MLPOptions {
  /** Units of each hidden layer; `[]`: none, a linear model. Default [100]. */
  hiddenLayerSizes: readonly number[];
  /** Of the hidden layers. Default `'relu'`. */
  activation: Activation;
  /** `'adam'` (default), `'sgd'`: by batches; `'lbfgs'`: all samples at once, good for small sets. */
  solver: Solver;
  /** Weight of ½‖W‖² in the loss, ≥ 0, divided by the number of samples (of the batch). Default 1e-4. */
  alpha: number;
  /** Samples per batch, ≥ 1; `'auto'` (default): min(200, n). */
  batchSize: number | 'auto';
  /** For sgd: `'constant'` (default); `'invscaling'`: divided by t^powerT; `'adaptive'`: by 5 when stuck. */
  learningRate: 'constant' | 'invscaling' | 'adaptive';
  /** First learning rate, > 0. Default 0.001. */
  learningRateInit: number;
  /** Default 0.5. */
  powerT: number;
  /** Epochs at most (lbfgs: iterations). Default 200. */
  maxIter: number;
  /** Draws the samples in another order at each epoch. Default true. */
  shuffle: boolean;
  randomState: number | undefined;
  /** Stops after nIterNoChange epochs whose loss (or validation score) was not better by tol. Default 1e-4. */
  tol: number;
  /** `fit` goes on from the weights of the last one. Default false. */
  warmStart: boolean;
  /** Of sgd, 0 … 1. Default 0.9. */
  momentum: number;
  nesterovsMomentum: boolean;
  /** Keeps samples apart, stops when the score on them stops rising, keeps the best weights. Default false. */
  earlyStopping: boolean;
  /** Share of the samples kept apart, 0 … 1 excluded. Default 0.1. */
  validationFraction: number;
  /** Of adam: decay of the averages of gradients and of their squares, 0 ≤ β < 1. */
  beta1: number;
  beta2: number;
  /** Of adam: added to the denominator. Default 1e-8. */
  epsilon: number;
  nIterNoChange: number;
  /** Of lbfgs: evaluations of the loss at most. Default 15000. */
  maxFun: number;
}

export const mlpParams: ParamTable<MLPOptions> = {
  hiddenLayerSizes: {
    default: [100],
    expected: 'list of integers ≥ 1',
    accepts: (value) => Array.isArray(value) && value.every((v) => Number.isInteger(v) && v >= 1),
    parse: (text) => (text === '' ? [] : text.split(',').map(Number)),
  },
  activation: choice('relu', ['identity', 'logistic', 'tanh', 'relu']),
  solver: choice('adam', ['adam', 'sgd', 'lbfgs']),
  alpha: real(1e-4, { min: 0 }),
  batchSize: either(
    anything<number | 'auto'>('auto', "'auto'", (value) => value === 'auto'),
    integer(200, { min: 1 }),
  ),
  learningRate: choice('constant', ['constant', 'invscaling', 'adaptive']),
  learningRateInit: real(1e-3, { min: 0, open: 'min' }),
  powerT: real(0.5, { min: 0 }),
  maxIter: integer(200, { min: 1 }),
  shuffle: flag(true),
  randomState: seed(),
  tol: real(1e-4, { min: 0 }),
  warmStart: flag(false),
  momentum: real(0.9, { min: 0, max: 1 }),
  nesterovsMomentum: flag(true),
  earlyStopping: flag(false),
  validationFraction: real(0.1, { min: 0, max: 1, open: 'both' }),
  beta1: real(0.9, { min: 0, max: 1, open: 'max' }),
  beta2: real(0.999, { min: 0, max: 1, open: 'max' }),
  epsilon: real(1e-8, { min: 0, open: 'min' }),
  nIterNoChange: integer(10, { min: 1 }),
  maxFun: integer(15000, { min: 1 }),
};

export const mlpLearned = [
  'coefs_',
  'intercepts_',
  'nLayers_',
  'nOutputs_',
  'outActivation_',
  'loss_',
  'bestLoss_',
  'lossCurve_',
  'validationScores_',
  'bestValidationScore_',
  'nIter_',
  't_',
] as const;
