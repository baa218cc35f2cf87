/**
 * The contract of estimators as checks, each a sentence and a trial: what every estimator of the library passes,
 * and what one of your own should (`checkEstimator`).
 */
import { askingChecks } from './checks/asking.ts';
import { lastingChecks } from './checks/lasting.ts';
import { makingChecks } from './checks/making.ts';
import { refusingChecks } from './checks/refusing.ts';
import type { EstimatorCheck } from './subject.ts';

export const estimatorChecks: readonly EstimatorCheck[] = [
  ...makingChecks,
  ...askingChecks,
  ...refusingChecks,
  ...lastingChecks,
];
