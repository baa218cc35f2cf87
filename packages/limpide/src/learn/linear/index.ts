/** Linear models: regression and classification from weighted sums of features. */
export type { ClassWeight } from './class-weight.ts';
export {
  type LogisticPenalty,
  LogisticRegression,
  type LogisticRegressionOptions,
  type LogisticSolver,
} from './logistic/logistic-regression.ts';
