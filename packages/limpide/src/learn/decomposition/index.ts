/** Decompositions: directions, parts and sources that explain a matrix of samples. */
export { type ComponentCount, PCA, type PCAOptions, type PCASolver } from './pca.ts';
