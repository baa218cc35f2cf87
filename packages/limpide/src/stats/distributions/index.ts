/** Probability distributions. */
export { Beta } from './beta.ts';
export { Categorical } from './categorical.ts';
export { Bernoulli, Binomial, Geometric, Poisson } from './counts.ts';
export {
  ContinuousDistribution,
  DiscreteDistribution,
  Distribution,
} from './distribution.ts';
export { ChiSquared, Gamma } from './gamma.ts';
export { MultivariateNormal } from './multivariate-normal.ts';
export { LogNormal, Normal } from './normal.ts';
export { FisherF, StudentT } from './student.ts';
export { Exponential, Uniform } from './uniform.ts';
