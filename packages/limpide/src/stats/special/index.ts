/**
 * Special functions of one real number, in double precision. Like Math's, they give NaN outside of their
 * domain.
 */
export { digamma, trigamma } from './digamma.ts';
export {
  erf,
  erfc,
  erfcinv,
  erfcx,
  erfinv,
  logErfc,
  logNormalCdf,
  normalCdf,
  normalQuantile,
} from './error-function.ts';
export { betaI, betaIInverse } from './incomplete-beta.ts';
export { gammaP, gammaPInverse, gammaQ, gammaQInverse } from './incomplete-gamma.ts';
export { kolmogorovCdf, kolmogorovExactSf, kolmogorovSf, smirnovSf } from './kolmogorov.ts';
export { beta, gamma, logBeta, logBinomial, logGamma } from './log-gamma.ts';
