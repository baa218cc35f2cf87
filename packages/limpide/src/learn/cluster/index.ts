/** Clustering: groups in data that nobody has labelled. */
export { AffinityPropagation, type AffinityPropagationOptions } from './affinity-propagation.ts';
export {
  AgglomerativeClustering,
  type AgglomerativeClusteringOptions,
} from './agglomerative/agglomerative.ts';
export type { Bracket, Dendrogram } from './agglomerative/dendrogram.ts';
export type { Linkage } from './agglomerative/linkage.ts';
export { Birch, type BirchOptions } from './birch/birch.ts';
export { DBSCAN, type DBSCANOptions } from './density/dbscan.ts';
export { HDBSCAN, type HDBSCANOptions } from './density/hdbscan.ts';
export { OPTICS, type OPTICSOptions } from './density/optics.ts';
export { BisectingKMeans, type BisectingKMeansOptions } from './kmeans/bisecting.ts';
export type { KMeansInit } from './kmeans/centred.ts';
export { KMeans, type KMeansOptions } from './kmeans/kmeans.ts';
export { MiniBatchKMeans, type MiniBatchKMeansOptions } from './kmeans/mini-batch.ts';
export {
  type EstimateBandwidthOptions,
  estimateBandwidth,
  MeanShift,
  type MeanShiftOptions,
} from './mean-shift.ts';
export { SpectralClustering, type SpectralClusteringOptions } from './spectral.ts';
