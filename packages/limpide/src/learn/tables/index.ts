/** Tables: from files to arquero and to frames, and back. */
export { fromFrame, readTable, type TableFormat, type TableOptions } from './arquero.ts';
export {
  type ColumnSummary,
  csvFrame,
  describeFrame,
  parseFrame,
  readFrame,
  type TableLike,
  toFrame,
} from './frame.ts';
