/**
 * Training checkpoints: one safetensors file with every tensor (weights, optimiser moments…), whose
 * metadata hold the rest of the state as JSON, the version of this format, and a SHA-256 of all of
 * it. Written all or nothing, so that a run killed at any moment resumes from a whole checkpoint.
 */
import { fileErrors } from '../errors/catalog/files.ts';
import { FileFormatError, raise } from '../errors/index.ts';
import { writeAtomically } from './atomic.ts';
import type { HostArray } from './host.ts';
import { JsonProblem } from './json.ts';
import {
  headerLength,
  malformed,
  PREFIX,
  parseHeader,
  type SafetensorsHeader,
} from './safetensors-header.ts';
import { readHeader, toHost } from './safetensors-read.ts';
import { concatenate, type Named, pairs, safetensorsParts } from './safetensors-write.ts';
import { type Hash, newSha256 } from './sha256.ts';
import { type ByteInput, openBytes } from './source.ts';
import { decodeState, encodeState, type State } from './state.ts';
import { clip } from './text.ts';

/** The version of the format that is written; versions up to this one are read. */
export const CHECKPOINT_VERSION = 1;

const KEYS = {
  version: 'limpide.checkpoint',
  state: 'limpide.state',
  sha256: 'limpide.sha256',
} as const;

/** What a training writes to be able to resume. */
export interface CheckpointContent {
  /** Weights, optimiser moments, anything large: arrays by name. */
  readonly tensors: Named<HostArray>;
  /** Everything else: optimiser scalars, scheduler, epoch, position in the data, random state. */
  readonly state: State;
}

/** A checkpoint that was read, and whose checksum was right. */
export interface Checkpoint {
  readonly tensors: ReadonlyMap<string, HostArray>;
  readonly state: State;
  /** The version of the format in which it was written. */
  readonly version: number;
}

/**
 * The bytes of a checkpoint.
 *
 * @throws ArgumentError when the state has a value that JSON cannot hold, or a tensor is not well formed
 */
export function encodeCheckpoint(content: CheckpointContent): Uint8Array<ArrayBuffer> {
  return concatenate(checkpointParts(content));
}

/**
 * Writes a checkpoint, all or nothing (Node). Until it is safely in place, the one before stays.
 *
 * @throws DataError when the folder is missing, may not be written, or the disk is full
 * @throws ArgumentError when the state has a value that JSON cannot hold, or a tensor is not well formed
 */
export async function writeCheckpoint(path: string, content: CheckpointContent): Promise<void> {
  await writeAtomically(path, checkpointParts(content));
}

/**
 * Reads a checkpoint held in memory.
 *
 * @throws FileFormatError when it is truncated, corrupt, hostile, newer than this version, or no checkpoint
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const length = headerLength(bytes, bytes.length);
  const header = parseHeader(bytes.subarray(PREFIX, PREFIX + length), bytes.length);
  const labels = labelsOf(header);
  const hash = beginHash(header);
  hash.update(bytes.subarray(PREFIX + length));
  verify(hash, labels);
  const tensors = new Map<string, HostArray>();
  for (const [name, entry] of header.entries) {
    const part = new Uint8Array(bytes.subarray(entry.offset, entry.offset + entry.byteLength));
    tensors.set(name, toHost(entry, part, { int64: 'keep' }));
  }
  return { tensors, state: stateOf(labels), version: labels.version };
}

/**
 * Reads a checkpoint and verifies its checksum.
 *
 * @param input a file name (Node), bytes, or a Blob (browser)
 * @throws DataError when there is no such file or it may not be read
 * @throws FileFormatError when it is truncated, corrupt, hostile, newer than this version, or no checkpoint
 */
export async function readCheckpoint(input: ByteInput): Promise<Checkpoint> {
  const source = await openBytes(input);
  try {
    const header = await readHeader(source);
    const labels = labelsOf(header);
    const hash = beginHash(header);
    const tensors = new Map<string, HostArray>();
    // Entries follow each other without holes: reading them in order is reading all the data, once.
    for (const [name, entry] of header.entries) {
      const part = await source.read(entry.offset, entry.byteLength);
      hash.update(part);
      tensors.set(name, toHost(entry, part, { int64: 'keep' }));
    }
    verify(hash, labels);
    return { tensors, state: stateOf(labels), version: labels.version };
  } finally {
    await source.close();
  }
}

function checkpointParts({ tensors, state }: CheckpointContent): Uint8Array<ArrayBuffer>[] {
  const texts = { [KEYS.version]: String(CHECKPOINT_VERSION), [KEYS.state]: encodeState(state) };
  // The header is made twice: what is hashed is what a reader will find in it.
  const named = new Map(pairs(tensors));
  const [draft = new Uint8Array(), ...data] = safetensorsParts(named, texts);
  const size = data.reduce((sum, part) => sum + part.length, draft.length);
  const hash = beginHash(parseHeader(draft.subarray(PREFIX), size));
  for (const part of data) hash.update(part);
  const [header = draft] = safetensorsParts(named, { ...texts, [KEYS.sha256]: hash.hex() });
  return [header, ...data];
}

/** A hash that has taken in everything the header means; the data come after. */
function beginHash({ entries, metadata }: SafetensorsHeader): Hash {
  const texts = [...metadata].filter(([key]) => key !== KEYS.sha256);
  texts.sort(([a], [b]) => (a < b ? -1 : 1));
  const tensors = Array.from(entries.values(), ({ name, dtype, shape }) => [name, dtype, shape]);
  const hash = newSha256();
  hash.update(new TextEncoder().encode(`${JSON.stringify([texts, tensors])}\n`));
  return hash;
}

interface Labels {
  readonly version: number;
  readonly state: string;
  readonly sha256: string;
}

function labelsOf({ metadata }: SafetensorsHeader): Labels {
  const text = (name: string): string =>
    metadata.get(name) ?? raise(FileFormatError, fileErrors, 'checkpoint.none', { name });
  const written = text(KEYS.version);
  // The version first: a newer format may have dropped or renamed the rest.
  if (!/^[1-9]\d{0,8}$/.test(written)) malformed('checkpoint.version', { got: clip(written) });
  const version = Number(written);
  if (version > CHECKPOINT_VERSION) {
    malformed('checkpoint.newer', { got: version, expected: CHECKPOINT_VERSION });
  }
  return { version, state: text(KEYS.state), sha256: text(KEYS.sha256) };
}

function verify(hash: Hash, { sha256 }: Labels): void {
  const got = hash.hex();
  if (got !== sha256) malformed('checkpoint.checksum', { got, expected: clip(sha256) });
}

function stateOf({ state }: Labels): State {
  try {
    return decodeState(state);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    malformed('checkpoint.state', { position: error.position }, error);
  }
}
