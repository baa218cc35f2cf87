/**
 * Evaluation: from nodes that somebody wants to their values, through the cache of compiled programs.
 *
 * Also assignment, the way parameters and optimiser states are updated, and tracing, by which
 * `compile(fn)` records what a function evaluated so that it can be replayed.
 */
import { FreedTensorError } from '../errors/index.ts';
import {
  type Capture,
  capture,
  type Device,
  type Node,
  type Program,
  type Storage,
  sameSignature,
  structureOf,
  takePendingSinks,
  tidyPending,
  withRecording,
} from '../graph/index.ts';
import { clone } from '../ops/index.ts';
import { type Handle, watchGradients } from './handle.ts';

export interface Compiled {
  readonly signature: Float64Array;
  readonly program: Program;
  readonly cache: Cache;
  /** Grows at each use; the program used least recently is dropped when there are too many. */
  used: number;
  /** No longer in the cache, and its program's memory given back. */
  dropped: boolean;
}
interface Cache {
  readonly byHash: Map<number, Compiled[]>;
  count: number;
  clock: number;
}

const cacheLimit = 512;
const caches = new WeakMap<Device, Cache>();

/** Says that a program is about to be used again; false when it is no longer there. */
export function stillCompiled(compiled: Compiled): boolean {
  compiled.used = ++compiled.cache.clock;
  return !compiled.dropped;
}

/** The compiled program of a captured structure: found again, or made. */
function programOf(
  device: Device,
  captured: Capture,
  targets: readonly Node[],
  inPlace: readonly (Storage | null)[],
): Compiled {
  let cache = caches.get(device);
  if (!cache) {
    cache = { byHash: new Map(), count: 0, clock: 0 };
    caches.set(device, cache);
  }
  cache.clock++;
  const row = cache.byHash.get(captured.hash);
  if (row) {
    for (const compiled of row) {
      if (sameSignature(compiled.signature, captured)) {
        compiled.used = cache.clock;
        return compiled;
      }
    }
  }
  const signature = captured.words.slice(0, captured.length);
  const program = device.compile(structureOf(captured, targets, inPlace));
  const compiled = { signature, program, cache, used: cache.clock, dropped: false };
  if (row) row.push(compiled);
  else cache.byHash.set(captured.hash, [compiled]);
  if (++cache.count > cacheLimit) dropOldest(cache);
  return compiled;
}

function dropOldest(cache: Cache): void {
  const all = [...cache.byHash].flatMap(([hash, row]) => row.map((c) => ({ hash, c })));
  all.sort((a, b) => a.c.used - b.c.used);
  for (const { hash, c } of all.slice(0, all.length / 4)) {
    const row = cache.byHash.get(hash)!.filter((x) => x !== c);
    if (row.length > 0) cache.byHash.set(hash, row);
    else cache.byHash.delete(hash);
    c.program.dispose();
    c.dropped = true;
    cache.count--;
  }
}

/** Where a value that a recorded function reads comes from; a replay looks for it there again. */
export type Origin =
  | { readonly from: 'argument'; readonly index: number }
  | { readonly from: 'handle'; readonly handle: Handle }
  | { readonly from: 'gradient'; readonly handle: Handle };

/** One evaluation, as recorded for replay. */
export interface RecordedRun {
  readonly compiled: Compiled;
  /** What filled the input slots, and where it came from, if that is known. */
  readonly leaves: readonly { readonly storage: Storage; readonly origin: Origin | null }[];
  readonly scalarNodes: readonly Node[];
  readonly targets: readonly Node[];
  readonly assigned: readonly (Assignment | null)[];
  readonly results: readonly Storage[];
}

export interface Trace {
  readonly runs: RecordedRun[];
  /** What has to be done again before each replay (counting steps). */
  readonly beforeReplay: (() => void)[];
  /** Tensors changed in place. */
  readonly written: Set<Handle>;
  /** Where nodes that were there before come from. */
  readonly origins: Map<Node, Origin>;
  /** Serial number of the last node made before. */
  readonly start: number;
  /** False once a run reads what a replay will already have overwritten. */
  replayable: boolean;
}

/** Whether a node was there before the recording began. */
const fromOutside = (node: Node, trace: Trace): boolean => node.serial <= trace.start;

/**
 * Notes which tensor a value from outside was read through.
 *
 * @param node what was read: `held`, or a detached view of it
 * @param held the node of the handle
 */
export function noteRead(handle: Handle, node: Node, held: Node): void {
  if (trace !== null && fromOutside(held, trace) && !trace.origins.has(node))
    trace.origins.set(node, { from: 'handle', handle });
}

/** Notes a change in place. */
export function noteWrite(handle: Handle): void {
  if (trace === null) return;
  noteRead(handle, handle.node, handle.node);
  trace.written.add(handle);
}

function originOf(node: Node, trace: Trace): Origin | null {
  if (isResult(node.storage!, trace)) return null;
  const known = trace.origins.get(node);
  const variable = node.variable as Handle | null;
  const handle = known?.from === 'handle' ? known.handle : variable;
  if (handle !== null && handle.node !== node) {
    // the value a parameter had before this very function replaced it
    const replaced = trace.runs.some((run) => run.assigned.some((a) => a?.handle === handle));
    if (replaced) trace.replayable = false;
  }
  return known ?? (variable?.node === node ? { from: 'handle', handle: variable } : null);
}

const sameOrigin = (a: Origin | null, b: Origin | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.from === b.from &&
    (a.from === 'argument'
      ? b.from === 'argument' && a.index === b.index
      : b.from !== 'argument' && a.handle === b.handle));

const isResult = (storage: Storage, trace: Trace): boolean =>
  trace.runs.some((run) => run.results.includes(storage));

/**
 * Before a run is recorded: what was made outside and has no value yet gets it outside, where it stays what
 * it is at every replay; and values that happen to share memory now, but may differ at a replay, part.
 *
 * @returns whether anything changed
 */
function settleOutside(order: readonly Node[], targets: readonly Node[], within: Trace): boolean {
  const isPending = (node: Node): boolean =>
    node.storage === null && node.inputs.length > 0 && fromOutside(node, within);
  const pending = new Set<Node>(targets.filter(isPending));
  for (const node of order) {
    if (node.storage !== null || fromOutside(node, within)) continue;
    for (const input of node.inputs) if (isPending(input)) pending.add(input);
  }
  if (pending.size > 0) {
    untraced(() => evaluate([...pending]));
    return true;
  }
  let parted = false;
  const origins = new Map<Storage, Origin | null>();
  for (const node of order) {
    const { storage } = node;
    if (storage === null || isResult(storage, within)) continue;
    const origin = originOf(node, within);
    const first = origins.get(storage);
    if (first === undefined) origins.set(storage, origin);
    else if (!sameOrigin(first, origin)) {
      const copy = withRecording(false, () => clone(node));
      untraced(() => evaluate([copy]));
      node.storage = copy.storage;
      node.version = copy.storage!.version;
      parted = true;
    }
  }
  return parted;
}

let trace: Trace | null = null;
export const currentTrace = (): Trace | null => trace;
export function withTrace<T>(wanted: Trace, fn: () => T): T {
  const before = trace;
  trace = wanted;
  try {
    return fn();
  } finally {
    trace = before;
  }
}

/** Runs `fn` as if nothing were being recorded. */
export function untraced<T>(fn: () => T): T {
  const before = trace;
  trace = null;
  const watched = watchGradients(null);
  try {
    return fn();
  } finally {
    trace = before;
    watchGradients(watched);
  }
}

/** Watches each evaluation (explain, the NaN guard). */
export type EvaluationWatcher = (
  program: Program,
  targets: readonly Node[],
  captured: Capture,
) => void;
let watcher: EvaluationWatcher | null = null;

/** Watches each program that runs, those of a replay included (profile). */
export type ProgramWatcher = (program: Program) => void;
let programWatcher: ProgramWatcher | null = null;
export function watchPrograms(fn: ProgramWatcher | null): ProgramWatcher | null {
  const before = programWatcher;
  programWatcher = fn;
  return before;
}
export const noteProgram = (program: Program): void => programWatcher?.(program);
export function watchEvaluation(fn: EvaluationWatcher | null): EvaluationWatcher | null {
  const before = watcher;
  watcher = fn;
  return before;
}

/** Looks at nodes before they are computed (the NaN guard, which computes them one by one). */
let inspector: ((nodes: readonly Node[]) => void) | null = null;
export function inspectEvaluation(fn: ((nodes: readonly Node[]) => void) | null): typeof inspector {
  const before = inspector;
  inspector = fn;
  return before;
}

/** A value that takes the place of a tensor's current one. */
export interface Assignment {
  readonly handle: Handle;
  readonly value: Node;
  /**
   * `'swap'`: written to a second buffer, so that what was computed from the old value can still be read
   * until the next update (parameters). `'over'`: written over the old value (states nobody else reads).
   */
  readonly mode: 'swap' | 'over';
}

/** Whether a handle may write over a storage: it is on the device, and nobody else's. */
export function mayOverwrite(storage: Storage, handle: Handle): boolean {
  return (
    storage.resident !== null &&
    !storage.aliased &&
    (storage.owner === null || storage.owner === handle)
  );
}

function targetOf(assignment: Assignment): Storage {
  const { handle, value, mode } = assignment;
  const current = handle.node.storage;
  if (mode === 'over' && current !== null && mayOverwrite(current, handle)) return current;
  if (
    mode === 'swap' &&
    handle.spare &&
    handle.spare.size === current?.size &&
    !handle.spare.disposed
  ) {
    const spare = handle.spare;
    handle.spare = null;
    return spare;
  }
  let size = 1;
  for (const n of value.shape) size *= n;
  return value.device.place(value.dtype, size, null);
}

/**
 * Computes `wanted` and carries out `assignments`, in one program. What an eager engine would have
 * computed by now from values that are about to be replaced is computed along.
 */
export function evaluate(wanted: readonly Node[], assignments: readonly Assignment[] = []): void {
  const sinks = assignments.length > 0 ? takePendingSinks() : [];
  try {
    evaluateWith(wanted, assignments, sinks);
  } catch (error) {
    // Somebody else's pending value may need memory that was given back: its reader will be told why.
    if (!(error instanceof FreedTensorError) || sinks.every(isComputable)) throw error;
    evaluateWith(wanted, assignments, sinks.filter(isComputable));
  }
}

/** Whether nothing that a node needs was disposed of or overwritten. */
function isComputable(node: Node): boolean {
  try {
    capture([node]);
    return true;
  } catch (error) {
    if (error instanceof FreedTensorError) return false;
    throw error;
  }
}

function evaluateWith(
  wanted: readonly Node[],
  assignments: readonly Assignment[],
  sinks: readonly Node[],
): void {
  const targets: Node[] = [];
  for (const node of wanted)
    if (node.storage === null && !targets.includes(node)) targets.push(node);
  if (assignments.length > 0) {
    const assigned = new Set(assignments.map((a) => a.value));
    for (const sink of sinks) {
      if (sink.storage === null && !assigned.has(sink) && !targets.includes(sink))
        targets.push(sink);
    }
  }
  if (targets.length === 0 && assignments.length === 0) return;
  if (inspector) inspector([...targets, ...assignments.map((a) => a.value)]);
  // Each device computes its own.
  const first = (targets[0] ?? assignments[0]!.value).device;
  const here = targets.filter((t) => t.device === first);
  const elsewhere = targets.filter((t) => t.device !== first);
  const ours = assignments.filter((a) => a.value.device === first);
  if (elsewhere.length > 0 || ours.length < assignments.length) {
    evaluate(
      elsewhere,
      assignments.filter((a) => a.value.device !== first),
    );
  }
  const all = [...here, ...ours.map((a) => a.value)];
  const places: (Storage | null)[] = here.map(() => null);
  const inPlace: (Storage | null)[] = here.map(() => null);
  for (const a of ours) {
    const place = targetOf(a);
    places.push(place);
    // a recorded step overwrites parameters when it is replayed: nobody can be looking at its inside
    const current = a.handle.node.storage;
    inPlace.push(
      place === current || (trace !== null && current !== null && mayOverwrite(current, a.handle))
        ? current
        : null,
    );
  }
  let captured = capture(all, inPlace);
  if (trace !== null) {
    while (settleOutside(captured.order, all, trace)) captured = capture(all, inPlace);
  }
  if (assignments.length === 0) {
    const company = companyOf(captured.order, all);
    if (company.length > 0) {
      here.push(...company);
      all.push(...company);
      for (const _ of company) {
        places.push(null);
        inPlace.push(null);
      }
      captured = capture(all, inPlace);
    }
  }
  const compiled = programOf(first, captured, all, inPlace);
  const { program } = compiled;
  const results = program.run(captured.storages, captured.scalars, places);
  noteProgram(program);
  markShared(captured.storages, results, places);
  if (trace) {
    const origins = new Map<Storage, Origin | null>();
    for (const node of captured.order) {
      if (node.storage !== null && !origins.get(node.storage))
        origins.set(node.storage, originOf(node, trace));
    }
    trace.runs.push({
      compiled,
      leaves: captured.storages.map((storage) => ({
        storage,
        origin: origins.get(storage) ?? null,
      })),
      scalarNodes: captured.scalarNodes,
      targets: all,
      assigned: [...here.map(() => null), ...ours],
      results,
    });
  }
  if (watcher) watcher(program, all, captured);
  here.forEach((node, t) => {
    settle(node, results[t]!);
  });
  ours.forEach((a, n) => {
    settleAssignment(a, results[here.length + n]!);
  });
  tidyPending();
}

let evaluations = 0;

/**
 * What is better computed along with `targets`: tensors that asked to be kept, the other gradients of the
 * same backward, and what an earlier evaluation already computed without keeping it — so that nothing is
 * computed more than twice, however often its results are read one by one.
 */
function companyOf(order: readonly Node[], targets: readonly Node[]): Node[] {
  const now = ++evaluations;
  // somebody reads the inside of what was computed before, and may go on: this time all of it is kept
  const again = targets.some((node) => node.met !== 0);
  const company: Node[] = [];
  const add = (node: Node): void => {
    if (node.storage === null && !targets.includes(node) && !company.includes(node))
      company.push(node);
  };
  for (const node of order) {
    if (node.storage !== null || node.inputs.length === 0) continue;
    if (node.keep) add(node);
    if (node.cohort !== null) for (const other of node.cohort) add(other);
    if (node.met !== 0) {
      if (again) add(node);
      continue;
    }
    node.met = now;
    // computed before, read by something new
    for (const input of node.inputs) if (input.met !== 0 && input.met !== now) add(input);
  }
  return company;
}

/** Equal expressions share a storage, and a result may be an input: such memory is never overwritten. */
export function markShared(
  inputs: readonly Storage[],
  results: readonly Storage[],
  targets: readonly (Storage | null)[],
): void {
  for (let i = 0; i < results.length; i++) {
    const storage = results[i]!;
    if (storage.aliased || storage.owner !== null || storage === targets[i]) continue;
    if (results.indexOf(storage) !== i || inputs.includes(storage)) storage.aliased = true;
  }
}

/** Computes what an eager engine would have computed by now (before parameters are overwritten). */
export function flushPending(): void {
  const sinks = takePendingSinks().filter((node) => node.storage === null);
  if (sinks.length === 0) return;
  try {
    evaluate(sinks);
  } catch (error) {
    // as above: who reads a value whose memory was given back will be told, nobody else
    if (!(error instanceof FreedTensorError) || sinks.every(isComputable)) throw error;
    evaluate(sinks.filter(isComputable));
  }
}

/** A node that has its value no longer needs what it was computed from, unless gradients do. */
function settle(node: Node, storage: Storage): void {
  node.storage = storage;
  node.version = storage.version;
  if (!node.requiresGrad || node.released || node.variable !== null) node.inputs = [];
}

export function settleAssignment(
  { handle, mode }: Pick<Assignment, 'handle' | 'mode'>,
  storage: Storage,
): void {
  const old = handle.node.storage;
  storage.version++;
  storage.owner = handle;
  if (mode === 'swap' && old !== null && old !== storage)
    handle.spare = mayOverwrite(old, handle) ? old : null;
  if (mode === 'over' && old !== null && old !== storage && mayOverwrite(old, handle))
    old.dispose();
  handle.replace(storage);
}
