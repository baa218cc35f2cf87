/** Data: data sets and loaders, splits and transforms, files of tables and of arrays. */
export { type Collated, defaultCollate } from './collate.ts';
export {
  ArrayDataset,
  ConcatDataset,
  type Dataset,
  MapDataset,
  type SampleOf,
  Subset,
  TensorDataset,
} from './dataset.ts';
export { datasetCards } from './datasets/all-cards.ts';
export type { DatasetCard } from './datasets/cards.ts';
export type { Fetch } from './datasets/download.ts';
export {
  fashionMnist as fashionMnistArrays,
  type ImageData,
  type ImageOptions,
  mnist as mnistArrays,
} from './datasets/images.ts';
export { type Iris, iris as irisArrays } from './datasets/iris.ts';
export { cacheFolder } from './datasets/locate.ts';
export {
  breastCancer,
  diabetes,
  digits,
  type Penguins,
  penguins,
  type SmallRegression,
  type SmallTable,
  wine,
} from './datasets/small.ts';
export { type CsvOptions, type CsvTable, parseCsv, readCsv } from './formats/csv.ts';
export type {
  CategoryColumn,
  ColumnKind,
  CsvColumn,
  NumberColumn,
  TextColumn,
} from './formats/csv-columns.ts';
export { decodeIdx, encodeIdx, readIdx } from './formats/idx.ts';
export {
  type CsvLabels,
  type CsvMatrix,
  columnOf,
  type MatrixOptions,
  toLabels,
  toMatrix,
} from './formats/matrix.ts';
export { DataLoader, type LoaderOptions, type LoaderState } from './loader.ts';
export {
  fashionMnist,
  iris,
  type LabelledImages,
  mnist,
  mnistPixels,
  type PixelOptions,
  type ReadyImages,
  type ReadyOptions,
  type ReadyTable,
  toImages,
  toVectors,
} from './ready.ts';
export {
  BatchSampler,
  RandomSampler,
  type Sampler,
  SequentialSampler,
  WeightedRandomSampler,
} from './sampler.ts';
export {
  type Fold,
  randomSplit,
  type SeedOptions,
  type TrainTestOptions,
  trainTestIndices,
  trainTestSplit,
} from './split.ts';
export * from './transforms/index.ts';
