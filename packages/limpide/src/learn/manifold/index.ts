/** Maps of samples in a few dimensions. */
export type { DistanceMetric } from './distances.ts';
export { TSNE, type TSNEOptions } from './tsne.ts';
