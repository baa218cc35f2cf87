/** Models as files and as data; estimators by name. */
export { decodeEstimator, type Encoded, encodeEstimator } from './encode.ts';
export { loadModel, modelFromBytes, modelToBytes, saveModel } from './file.ts';
export { fitsOnThreads } from './fits.ts';
export {
  type EstimatorClass,
  estimatorClass,
  estimatorNames,
  registerEstimator,
} from './registry.ts';
