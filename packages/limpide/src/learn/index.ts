/** Classical machine learning: estimators with scikit-learn's contract. */
export * from './base/index.ts';
