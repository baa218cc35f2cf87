/**
 * Estimators as plain data: a tree of JSON whose large arrays stand apart, and back. What was learned, and the
 * parameters, are all that an estimator is (see `Estimator.getLearned`).
 */
import { persistenceErrors } from '../../errors/catalog/learn-persistence.ts';
import { ArgumentError, FileFormatError, raise } from '../../errors/index.ts';
import type { HostArray, HostDType, State } from '../../files/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor, tensor } from '../../tensor/index.ts';
import { Estimator, Frame, isText, makeWith } from '../base/index.ts';
import {
  estimatorClass,
  functionName,
  functionNamed,
  splitterName,
  splitterNamed,
} from './registry.ts';

/** A tree, and the arrays that it names. */
export interface Encoded {
  readonly tree: State;
  readonly arrays: Map<string, HostArray>;
}

type Tree = { readonly [key: string]: State };
/** Every value that is not JSON is an object with this key, which says what it is. */
const KIND = 'is';

/** Typed arrays, and as what they stand in a file. */
const arrayKinds = {
  Float64Array: { make: Float64Array, dtype: 'float64' },
  Float32Array: { make: Float32Array, dtype: 'float32' },
  Int32Array: { make: Int32Array, dtype: 'int32' },
  Uint32Array: { make: Uint32Array, dtype: 'int32' },
  Int16Array: { make: Int16Array, dtype: 'int16' },
  Uint16Array: { make: Uint16Array, dtype: 'int16' },
  Int8Array: { make: Int8Array, dtype: 'int8' },
  Uint8Array: { make: Uint8Array, dtype: 'uint8' },
} as const;
type ArrayKind = keyof typeof arrayKinds;

class Encoder {
  readonly arrays = new Map<string, HostArray>();

  estimator(estimator: Estimator, path: string): Tree {
    const { name } = estimator.spec;
    if (estimator.constructor !== estimatorClass(name)) {
      raise(ArgumentError, persistenceErrors, 'persistence.notRegistered', { name });
    }
    return {
      [KIND]: 'estimator',
      name,
      params: this.members(Object.entries(estimator.params), path),
      learned: this.members(Object.entries(estimator.getLearned()), path),
    };
  }
  members(entries: readonly (readonly [string, unknown])[], path: string): Tree {
    return Object.fromEntries(
      entries.map(([key, value]) => [key, this.value(value, `${path}.${key}`)]),
    );
  }
  value(value: unknown, path: string): State {
    if (value === undefined) return { [KIND]: 'undefined' };
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'bigint') return value;
    if (value instanceof Estimator) return this.estimator(value, path);
    if (Array.isArray(value)) return value.map((item, i) => this.value(item, `${path}.${i}`));
    if (value instanceof Tensor) {
      const data = value.dataSync();
      return {
        [KIND]: 'tensor',
        dtype: value.dtype,
        shape: value.shape,
        data: this.array(data, path),
      };
    }
    if (value instanceof Matrix) {
      return {
        [KIND]: 'matrix',
        rows: value.rows,
        cols: value.cols,
        data: this.array(value.data, path),
      };
    }
    if (value instanceof CSRMatrix) {
      return {
        [KIND]: 'csr',
        rows: value.rows,
        cols: value.cols,
        indptr: this.array(value.indptr, `${path}.indptr`),
        indices: this.array(value.indices, `${path}.indices`),
        data: this.array(value.data, `${path}.data`),
      };
    }
    if (value instanceof Frame) {
      const columns = value.names.map((name) => {
        const column = value.column(name);
        return isText(column) ? [...column] : this.array(column, `${path}.${name}`);
      });
      return { [KIND]: 'frame', names: [...value.names], columns };
    }
    if (ArrayBuffer.isView(value)) return this.array(value, path);
    if (value instanceof Map) {
      const entries = [...value].map(([k, v], i) => [
        this.value(k, `${path}.${i}.key`),
        this.value(v, `${path}.${i}`),
      ]);
      return { [KIND]: 'map', entries };
    }
    if (value instanceof Set) {
      return { [KIND]: 'set', values: [...value].map((v, i) => this.value(v, `${path}.${i}`)) };
    }
    if (typeof value === 'function') {
      const name = functionName(value);
      if (name !== undefined) return { [KIND]: 'function', name };
    }
    if (value instanceof RegExp)
      return { [KIND]: 'regexp', source: value.source, flags: value.flags };
    const splitter = typeof value === 'object' ? splitterName(value) : undefined;
    if (splitter) {
      return { [KIND]: 'splitter', name: splitter.name, made: this.value(splitter.made, path) };
    }
    const plain = typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
    if (!plain) {
      raise(ArgumentError, persistenceErrors, 'persistence.value', {
        path,
        got: typeof value === 'function' ? 'function' : (value.constructor?.name ?? typeof value),
      });
    }
    return { [KIND]: 'object', of: this.members(Object.entries(value), path) };
  }
  /** An array apart, under the name of its place. */
  array(view: ArrayBufferView, path: string): State {
    const kind = view.constructor.name;
    if (!isArrayKind(kind))
      raise(ArgumentError, persistenceErrors, 'persistence.value', { path, got: kind });
    const bytes = new Uint8Array(view.byteLength);
    bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    const { dtype } = arrayKinds[kind];
    let name = path;
    for (let i = 2; this.arrays.has(name); i++) name = `${path}~${i}`;
    this.arrays.set(name, hostArray(dtype, bytes.buffer));
    return { [KIND]: 'array', kind, name };
  }
}

const isArrayKind = (name: string): name is ArrayKind => name in arrayKinds;

function hostArray(dtype: HostDType, buffer: ArrayBuffer): HostArray {
  switch (dtype) {
    case 'float64': {
      const data = new Float64Array(buffer);
      return { dtype, shape: [data.length], data };
    }
    case 'float32': {
      const data = new Float32Array(buffer);
      return { dtype, shape: [data.length], data };
    }
    case 'int32': {
      const data = new Int32Array(buffer);
      return { dtype, shape: [data.length], data };
    }
    case 'int16': {
      const data = new Int16Array(buffer);
      return { dtype, shape: [data.length], data };
    }
    case 'int8': {
      const data = new Int8Array(buffer);
      return { dtype, shape: [data.length], data };
    }
    default: {
      const data = new Uint8Array(buffer);
      return { dtype: 'uint8', shape: [data.length], data };
    }
  }
}

/** An estimator as a tree and arrays. @throws ArgumentError naming what cannot be kept (functions) */
export function encodeEstimator(estimator: Estimator): Encoded {
  const encoder = new Encoder();
  return { tree: encoder.estimator(estimator, estimator.spec.name), arrays: encoder.arrays };
}

/** Any value that an estimator may hold, as a tree and arrays. */
export function encodeValue(value: unknown): Encoded {
  const encoder = new Encoder();
  return { tree: encoder.value(value, 'value'), arrays: encoder.arrays };
}
/** The value again. */
export const decodeValue = ({ tree, arrays }: Encoded): unknown =>
  new Decoder(arrays).value(tree, 'value');

/** The estimator of a tree. @throws FileFormatError for a tree that no estimator made */
export function decodeEstimator(tree: State, arrays: ReadonlyMap<string, HostArray>): Estimator {
  const made = new Decoder(arrays).value(tree, 'model');
  if (!(made instanceof Estimator)) broken('model', 'estimator');
  return made;
}

function broken(path: string, expected: string): never {
  return raise(FileFormatError, persistenceErrors, 'persistence.broken', { path, expected });
}

/** A copy in memory of its own: tensors hold no shared memory. */
function ownCopy(data: ArrayLike<number>): Float64Array | Float32Array | Int32Array | number[] {
  if (data instanceof Float64Array) return new Float64Array(data);
  if (data instanceof Float32Array) return new Float32Array(data);
  if (data instanceof Int32Array) return new Int32Array(data);
  return Array.from(data);
}

const isTree = (value: State): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Decoder {
  readonly #arrays: ReadonlyMap<string, HostArray>;
  constructor(arrays: ReadonlyMap<string, HostArray>) {
    this.#arrays = arrays;
  }

  value(tree: State, path: string): unknown {
    if (Array.isArray(tree)) return tree.map((item: State, i) => this.value(item, `${path}.${i}`));
    if (!isTree(tree)) return tree;
    switch (tree[KIND]) {
      case 'undefined':
        return undefined;
      case 'object':
        return this.members(tree['of'], path);
      case 'array':
        return this.array(tree, path);
      case 'estimator':
        return this.estimator(tree, path);
      case 'tensor': {
        const data = this.array(tree['data'], path);
        const shape = this.numbers(tree['shape'], path);
        const { dtype } = tree;
        if (
          dtype !== 'float64' &&
          dtype !== 'float32' &&
          dtype !== 'int32' &&
          dtype !== 'uint8' &&
          dtype !== 'bool'
        )
          return broken(`${path}.dtype`, 'float64 | float32 | int32 | uint8 | bool');
        if (shape.reduce((a, b) => a * b, 1) !== data.length)
          broken(path, `shape [${shape.join(', ')}]`);
        return tensor(ownCopy(data), { shape, dtype });
      }
      case 'matrix': {
        const [rows, cols] = [this.count(tree['rows'], path), this.count(tree['cols'], path)];
        const data = this.floats(tree['data'], path);
        if (rows * cols !== data.length) broken(path, `${rows} × ${cols}`);
        return new Matrix(data, rows, cols);
      }
      case 'csr':
        return this.csr(tree, path);
      case 'frame':
        return this.frame(tree, path);
      case 'map': {
        const entries = this.value(tree['entries'] ?? null, path);
        if (!Array.isArray(entries) || !entries.every((e) => Array.isArray(e) && e.length === 2))
          return broken(path, 'entries');
        return new Map(entries as [unknown, unknown][]);
      }
      case 'set': {
        const values = this.value(tree['values'] ?? null, path);
        return Array.isArray(values) ? new Set<unknown>(values) : broken(path, 'values');
      }
      case 'function': {
        const found = typeof tree['name'] === 'string' ? functionNamed(tree['name']) : undefined;
        return found ?? broken(path, 'a function of limpide/learn');
      }
      case 'splitter': {
        const make = typeof tree['name'] === 'string' ? splitterNamed(tree['name']) : undefined;
        if (!make) return broken(path, 'a splitter of limpide/learn');
        return make(this.value(tree['made'] ?? null, `${path}.made`));
      }
      case 'regexp': {
        const { source, flags } = tree;
        if (typeof source !== 'string' || typeof flags !== 'string') return broken(path, 'regexp');
        return new RegExp(source, flags);
      }
      default:
        return broken(path, 'a known kind of value');
    }
  }
  members(tree: State | undefined, path: string): Record<string, unknown> {
    if (tree === undefined || !isTree(tree)) return broken(path, 'object');
    return Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [key, this.value(value, `${path}.${key}`)]),
    );
  }
  estimator(tree: Tree, path: string): Estimator {
    if (typeof tree['name'] !== 'string') return broken(`${path}.name`, 'text');
    const Make = estimatorClass(tree['name']);
    const learned = this.members(tree['learned'], path);
    const made = makeWith(Make, this.members(tree['params'], path));
    for (const name of Object.keys(learned)) {
      if (!made.learnedNames.includes(name))
        broken(`${path}.${name}`, made.learnedNames.join(', '));
    }
    return made.setLearned(learned);
  }
  array(tree: State | undefined, path: string): ArrayLike<number> & ArrayBufferView {
    if (tree === undefined || !isTree(tree)) return broken(path, 'array');
    const { kind, name } = tree;
    if (typeof kind !== 'string' || !isArrayKind(kind) || typeof name !== 'string')
      return broken(path, 'array');
    const found = this.#arrays.get(name);
    const { make: Make, dtype } = arrayKinds[kind];
    if (!found || found.dtype !== dtype) return broken(`${path} (${name})`, dtype);
    const { data } = found;
    return new Make(data.buffer, data.byteOffset, data.length);
  }
  floats(
    tree: State | undefined,
    path: string,
  ): Float64Array<ArrayBufferLike> | Float32Array<ArrayBufferLike> {
    const data = this.array(tree, path);
    return data instanceof Float64Array || data instanceof Float32Array
      ? data
      : broken(path, 'float64 | float32');
  }
  integers(tree: State | undefined, path: string): Int32Array<ArrayBufferLike> {
    const data = this.array(tree, path);
    return data instanceof Int32Array ? data : broken(path, 'int32');
  }
  csr(tree: Tree, path: string): CSRMatrix {
    const [rows, cols] = [this.count(tree['rows'], path), this.count(tree['cols'], path)];
    const indptr = this.integers(tree['indptr'], path);
    const indices = this.integers(tree['indices'], path);
    const data = this.floats(tree['data'], path);
    const sound =
      indptr.length === rows + 1 &&
      indptr[0] === 0 &&
      indptr.every((at, i) => i === 0 || at >= indptr[i - 1]!) &&
      indptr[rows] === data.length &&
      indices.length === data.length &&
      indices.every((j) => j >= 0 && j < cols);
    return sound ? new CSRMatrix(rows, cols, indptr, indices, data) : broken(path, 'csr');
  }
  frame(tree: Tree, path: string): Frame {
    const names = this.value(tree['names'] ?? null, path);
    const columns = this.value(tree['columns'] ?? null, path);
    if (!Array.isArray(names) || !Array.isArray(columns) || names.length !== columns.length)
      return broken(path, 'columns');
    return new Frame(names.map((name, i) => [String(name), columns[i]]));
  }
  numbers(tree: State | undefined, path: string): number[] {
    const values = this.value(tree ?? null, path);
    if (!Array.isArray(values)) return broken(path, 'numbers');
    return values.map((value: unknown) =>
      Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : broken(path, 'sizes'),
    );
  }
  count(tree: State | undefined, path: string): number {
    return Number.isSafeInteger(tree) && Number(tree) >= 0 ? Number(tree) : broken(path, 'a size');
  }
}
