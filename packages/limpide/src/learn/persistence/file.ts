/**
 * Files of models: one safetensors file whose arrays are what was learned, with the rest as JSON, the version of
 * this format and a checksum in its metadata. Written all or nothing.
 */
import { persistenceErrors } from '../../errors/catalog/learn-persistence.ts';
import { FileFormatError, raise } from '../../errors/index.ts';
import {
  type ByteInput,
  type Checkpoint,
  type CheckpointContent,
  decodeCheckpoint,
  encodeCheckpoint,
  readCheckpoint,
  writeCheckpoint,
} from '../../files/index.ts';
import type { Estimator } from '../base/index.ts';
import { decodeEstimator, encodeEstimator } from './encode.ts';

/** The version that is written; versions up to this one are read. */
const VERSION = 1;

function contentOf(estimator: Estimator): CheckpointContent {
  const { tree, arrays } = encodeEstimator(estimator);
  return { tensors: arrays, state: { 'limpide.model': VERSION, model: tree } };
}

function estimatorOf({ tensors, state }: Checkpoint): Estimator {
  const known = typeof state === 'object' && state !== null && 'limpide.model' in state;
  const version = known ? state['limpide.model'] : undefined;
  if (typeof version !== 'number')
    raise(FileFormatError, persistenceErrors, 'persistence.notModel');
  if (version > VERSION) {
    raise(FileFormatError, persistenceErrors, 'persistence.version', {
      got: version,
      known: VERSION,
    });
  }
  return decodeEstimator((known ? state['model'] : null) ?? null, tensors);
}

/**
 * Writes an estimator, fitted or not, with its parameters and all it has learned (Node).
 *
 * @throws ArgumentError naming a parameter that no file can hold (a function)
 * @throws DataError when the folder is missing, may not be written, or the disk is full
 */
export async function saveModel(estimator: Estimator, path: string): Promise<void> {
  await writeCheckpoint(path, contentOf(estimator));
}

/**
 * Reads an estimator: a file name (Node), bytes, or a Blob (browser).
 *
 * @throws FileFormatError when it is truncated, corrupt, hostile, newer than this version, or no model
 */
export async function loadModel(input: ByteInput): Promise<Estimator> {
  return estimatorOf(await readCheckpoint(input));
}

/** As `saveModel`, in memory. */
export const modelToBytes = (estimator: Estimator): Uint8Array<ArrayBuffer> =>
  encodeCheckpoint(contentOf(estimator));
/** As `loadModel`, from memory. */
export const modelFromBytes = (bytes: Uint8Array): Estimator =>
  estimatorOf(decodeCheckpoint(bytes));
