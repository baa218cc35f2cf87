/** Transforms and augmentations of batches. */
export {
  cutOut,
  randomCrop,
  randomHorizontalFlip,
  randomRotation,
  randomShift,
  randomVerticalFlip,
} from './images.ts';
export { compose, type RandomTransformOptions, type Transform } from './transform.ts';
export { gaussianNoise, mixUp, normalize, randomErase, rescale } from './values.ts';
