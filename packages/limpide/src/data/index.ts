/** Data: files of tables and of arrays, and the data sets that Limpide loads. */
export { type DatasetCard, datasetCards } from './datasets/cards.ts';
export type { Fetch } from './datasets/download.ts';
export { fashionMnist, type ImageData, type ImageOptions, mnist } from './datasets/images.ts';
export { type Iris, iris } from './datasets/iris.ts';
export { cacheFolder } from './datasets/locate.ts';
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
