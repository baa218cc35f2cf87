/**
 * Statistics: descriptions of samples, distributions, tests, intervals, information.
 *
 * Data are arrays, typed arrays or tensors (read at once); everything is computed on the host in float64.
 * A number comes back as a number, several as a Float64Array, a result as a plain object.
 */
export * from './bayes/index.ts';
export * from './describe/index.ts';
export * from './distributions/index.ts';
export {
  crossEntropy,
  entropy,
  type InformationOptions,
  jsDivergence,
  klDivergence,
  mutualInformation,
} from './information.ts';
export type { NanOptions, NanPolicy, Sample } from './input.ts';
export type { RandomSource } from './random.ts';
export * from './resampling/index.ts';
export * as special from './special/index.ts';
export * from './tests/index.ts';
