/** Classical machine learning: estimators with scikit-learn's contract. */
export * from './base/index.ts';
export * from './compose/index.ts';
export * from './decomposition/index.ts';
export * from './linear/index.ts';
export * from './manifold/index.ts';
export * from './metrics/index.ts';
export * from './model-selection/index.ts';
export * from './neighbors/index.ts';
export * from './preprocessing/index.ts';
export * from './svm/index.ts';
export * from './trees/index.ts';
export * from './gaussian-process/index.ts';
export * from './dummy/index.ts';
export * from './calibration/index.ts';
export * from './inspection/index.ts';
