/** Bayes' rule, and the three pairs of prior and likelihood that everybody meets first. */
export {
  bayesRule,
  betaBinomial,
  type CredibleInterval,
  credibleInterval,
  gammaPoisson,
  highestDensityInterval,
  normalNormal,
} from './conjugate.ts';
