/** Files: safetensors, training checkpoints, and the arrays they hold. */
export {
  type Checkpoint,
  type CheckpointContent,
  decodeCheckpoint,
  encodeCheckpoint,
  readCheckpoint,
  writeCheckpoint,
} from './checkpoint.ts';
export type { HostArray, HostData, HostDType } from './host.ts';
export type { TensorEntry } from './safetensors-header.ts';
export {
  decodeSafetensors,
  openSafetensors,
  type ReadOptions,
  readSafetensors,
  type Safetensors,
  type SafetensorsFile,
} from './safetensors-read.ts';
export { encodeSafetensors, type Named, writeSafetensors } from './safetensors-write.ts';
export type { ByteInput } from './source.ts';
export type { State } from './state.ts';
