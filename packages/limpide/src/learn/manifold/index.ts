/** Maps of samples in a few dimensions. */
export type { DistanceMetric } from './distances.ts';
export { Isomap, type IsomapOptions } from './isomap.ts';
export { MDS, type MDSOptions } from './mds.ts';
export { SpectralEmbedding, type SpectralEmbeddingOptions } from './spectral-embedding.ts';
export { trustworthiness } from './trustworthiness.ts';
export { TSNE, type TSNEOptions } from './tsne.ts';
export { UMAP, type UMAPOptions } from './umap.ts';
