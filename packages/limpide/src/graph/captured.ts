/**
 * Capturing: from the nodes somebody wants, the list of what must be computed, and a signature of its
 * structure by which compiled programs are found again.
 *
 * The signature holds operators, attributes, how they are connected, and the shapes and dtypes of the
 * leaves; not their values. Plain numbers are arguments, except the few that simplification lives on.
 */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { FreedTensorError, raise } from '../errors/index.ts';
import { dtypeInfo } from './dtype.ts';
import { type Low, LowBuilder } from './kinds.ts';
import { leafOp, type Node, scalarOp } from './node.ts';
import { sameShape } from './shape.ts';
import type { GraphLine, Storage } from './storage.ts';
import type { Attribute, CapturedEntry, CapturedGraph, CapturedOp } from './structure.ts';

/** Numbers that are compiled in, because rules simplify around them. */
const compiledIn = (value: number): boolean =>
  value === 0 ||
  value === 1 ||
  value === -1 ||
  value === 2 ||
  value === 0.5 ||
  !Number.isFinite(value);

/** What a capture found: the structure's signature and the values to run it on. */
export interface Capture {
  readonly words: Float64Array;
  readonly length: number;
  readonly hash: number;
  readonly order: readonly Node[];
  readonly storages: readonly Storage[];
  readonly scalars: readonly number[];
  /** For each scalar slot, how to get its value on a replay. */
  readonly scalarNodes: readonly Node[];
}

let words = new Float64Array(4096);
let length = 0;
let pass = 0;

function push(value: number): void {
  if (length === words.length) {
    const bigger = new Float64Array(words.length * 2);
    bigger.set(words);
    words = bigger;
  }
  words[length++] = value;
}

const strings = new Map<string, number>();
function pushAttribute(value: Attribute): void {
  if (typeof value === 'number') push(value);
  else if (typeof value === 'boolean') push(value ? 1 : 0);
  else if (value === undefined) push(-0.25);
  else if (typeof value === 'string') {
    let id = strings.get(value);
    if (id === undefined) {
      id = strings.size + 0.5;
      strings.set(value, id);
    }
    push(id);
  } else {
    push(value.length + 0.125);
    for (let i = 0; i < value.length; i++) pushAttribute(value[i]);
  }
}

const floatBits = new Float64Array(1);
const intBits = new Int32Array(floatBits.buffer);

/**
 * Walks from `targets` to the leaves.
 *
 * @param inPlace for each target, the storage it is to overwrite, if any
 */
export function capture(
  targets: readonly Node[],
  inPlace: readonly (Storage | null)[] = [],
): Capture {
  pass++;
  length = 0;
  const order: Node[] = [];
  const storages: Storage[] = [];
  const scalars: number[] = [];
  const scalarNodes: Node[] = [];
  const slotOf = new Map<Storage, number>();
  const stack: Node[] = [];

  const visitLeaf = (node: Node, storage: Storage): void => {
    if (storage.disposed)
      raise(FreedTensorError, tensorErrors, 'tensor.freed', { shape: node.shape });
    if (storage.version !== node.version)
      raise(FreedTensorError, tensorErrors, 'tensor.stale', { shape: node.shape });
    let slot = slotOf.get(storage);
    if (slot === undefined) {
      slot = storages.length;
      slotOf.set(storage, slot);
      storages.push(storage);
    }
    push(-1);
    push(slot);
    push(dtypeInfo[node.dtype].id);
    push(node.shape.length);
    for (let d = 0; d < node.shape.length; d++) push(node.shape[d]!);
  };

  for (let t = 0; t < targets.length; t++) {
    stack.push(targets[t]!);
    while (stack.length > 0) {
      const node = stack[stack.length - 1]!;
      if (node.mark === pass && node.local >= 0) {
        stack.pop();
        continue;
      }
      if (node.storage !== null) {
        visitLeaf(node, node.storage);
      } else if (node.op === (scalarOp as unknown)) {
        const value = node.attrs['value'] as number;
        if (node.fresh === null && compiledIn(value)) {
          push(-2);
          push(dtypeInfo[node.dtype].id);
          push(value);
        } else {
          push(-3);
          push(dtypeInfo[node.dtype].id);
          scalars.push(value);
          scalarNodes.push(node);
        }
      } else if (node.op === (leafOp as unknown)) {
        raise(FreedTensorError, tensorErrors, 'tensor.freed', { shape: node.shape });
      } else {
        const inputs = node.inputs;
        if (node.mark !== pass) {
          node.mark = pass;
          node.local = -1;
          let waits = false;
          for (let i = inputs.length - 1; i >= 0; i--) {
            const input = inputs[i]!;
            if (input.mark !== pass) {
              stack.push(input);
              waits = true;
            }
          }
          if (waits) continue;
        } else {
          // Operands pushed by an earlier visit are done by now.
          let waits = false;
          for (let i = inputs.length - 1; i >= 0; i--) {
            const input = inputs[i]!;
            if (input.mark !== pass || input.local < 0) {
              stack.push(input);
              waits = true;
            }
          }
          if (waits) continue;
        }
        push(node.op.id);
        for (let i = 0; i < inputs.length; i++) push(inputs[i]!.local);
        push(inputs.length + 0.25);
        const attrs = node.attrs;
        for (const name in attrs) pushAttribute(attrs[name]);
      }
      node.mark = pass;
      node.local = order.length;
      order.push(node);
      stack.pop();
    }
  }
  push(-4);
  for (let t = 0; t < targets.length; t++) {
    push(targets[t]!.local);
    const over = inPlace[t];
    push(over ? (slotOf.get(over) ?? -1) : -1);
  }
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < length; i++) {
    const w = words[i]!;
    const n = w | 0;
    if (n === w) hash = Math.imul(hash ^ n, 0x01000193);
    else {
      floatBits[0] = w;
      hash = Math.imul(hash ^ intBits[0]!, 0x01000193);
      hash = Math.imul(hash ^ intBits[1]!, 0x01000193);
    }
    hash ^= hash >>> 15;
  }
  return { words, length, hash, order, storages, scalars, scalarNodes };
}

/** Whether a stored signature is the captured one. */
export function sameSignature(stored: Float64Array, captured: Capture): boolean {
  if (stored.length !== captured.length) return false;
  const current = captured.words;
  for (let i = 0; i < stored.length; i++) {
    const a = stored[i]!;
    const b = current[i]!;
    if (a !== b && !(Number.isNaN(a) && Number.isNaN(b))) return false;
    if (a === 0 && Object.is(a, -0) !== Object.is(b, -0)) return false;
  }
  return true;
}

/** The captured structure, freed from its nodes and their values. */
export function structureOf(
  captured: Capture,
  targets: readonly Node[],
  inPlace: readonly (Storage | null)[] = [],
): CapturedGraph {
  const slotOf = new Map(captured.storages.map((storage, slot) => [storage, slot]));
  let scalarSlot = 0;
  const entries = captured.order.map((node): CapturedEntry => {
    if (node.storage !== null) {
      return {
        kind: 'input',
        slot: slotOf.get(node.storage)!,
        shape: node.shape,
        dtype: node.dtype,
      };
    }
    if (node.op === (scalarOp as unknown)) {
      const value = node.attrs['value'] as number;
      if (node.fresh === null && compiledIn(value))
        return { kind: 'constant', value, dtype: node.dtype };
      return { kind: 'scalar', slot: scalarSlot++, dtype: node.dtype };
    }
    return {
      kind: 'op',
      op: {
        name: node.op.name,
        lower: node.op.lower as CapturedOp['lower'],
        inputs: node.inputs.map((i) => i.local),
        attrs: node.attrs,
        shape: node.shape,
        dtype: node.dtype,
      },
    };
  });
  return {
    entries,
    outputs: targets.map((t) => t.local),
    inputCount: captured.storages.length,
    scalarCount: captured.scalars.length,
    inPlace: targets.map((_, t) => {
      const over = inPlace[t];
      return over ? (slotOf.get(over) ?? -1) : -1;
    }),
  };
}

/** Lowers a captured graph to the four kinds. */
export function lowerGraph(graph: CapturedGraph, b: LowBuilder = new LowBuilder()): Low[] {
  const made: Low[] = [];
  for (const entry of graph.entries) {
    b.origin = made.length;
    switch (entry.kind) {
      case 'input':
        made.push(b.input(entry.slot, entry.shape, entry.dtype));
        break;
      case 'scalar':
        made.push(b.scalar(entry.slot, entry.dtype));
        break;
      case 'constant':
        made.push(b.constant(entry.value, entry.dtype));
        break;
      case 'op': {
        const { op } = entry;
        const low = op.lower(
          b,
          op.inputs.map((i) => made[i]!),
          op.attrs,
          op,
        );
        if (low.dtype !== op.dtype || !sameShape(low.shape, op.shape)) {
          throw new Error(
            `${op.name} is lowered to ${low.dtype}[${low.shape}], it should be ${op.dtype}[${op.shape}]`,
          );
        }
        made.push(low);
        break;
      }
    }
  }
  b.origin = null;
  return graph.outputs.map((o) => made[o]!);
}

/** The graph as a list of operators, for `explain`. */
export function graphLines(graph: CapturedGraph): GraphLine[] {
  const line = (entry: CapturedEntry, id: number): GraphLine => {
    switch (entry.kind) {
      case 'input':
        return {
          id,
          op: `input ${entry.slot}`,
          inputs: [],
          shape: entry.shape,
          dtype: entry.dtype,
        };
      case 'scalar':
        return { id, op: `scalar ${entry.slot}`, inputs: [], shape: [], dtype: entry.dtype };
      case 'constant':
        return { id, op: `constant ${entry.value}`, inputs: [], shape: [], dtype: entry.dtype };
      case 'op':
        return {
          id,
          op: entry.op.name,
          inputs: entry.op.inputs,
          shape: entry.op.shape,
          dtype: entry.op.dtype,
        };
    }
  };
  return graph.entries.map(line);
}
