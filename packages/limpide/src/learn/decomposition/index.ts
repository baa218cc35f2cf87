/** Decompositions: directions, parts and sources that explain a matrix of samples. */
export { type Contrast, FastICA, type FastICAOptions } from './fast-ica.ts';
export { IncrementalPCA, type IncrementalPCAOptions } from './incremental-pca.ts';
export { KernelPCA, type KernelPCAOptions } from './kernel-pca.ts';
export {
  LatentDirichletAllocation,
  type LatentDirichletAllocationOptions,
} from './latent-dirichlet.ts';
export { NMF, type NMFOptions } from './nmf.ts';
export { type ComponentCount, PCA, type PCAOptions, type PCASolver } from './pca.ts';
export { TruncatedSVD, type TruncatedSVDOptions } from './truncated-svd.ts';
