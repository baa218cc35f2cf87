/**
 * `compile(fn)`: what a function evaluates is recorded once and replayed.
 *
 * The first call with arguments of given shapes runs the function as usual and notes each program that
 * ran, where its inputs came from (an argument, a parameter or state, an earlier result, a constant) and
 * where its outputs went. Later calls only run these programs: no graph is built. The function must
 * compute with tensors alone; what it reads from the outside (numbers, options) is fixed by the first
 * call, except what says otherwise (learning rates, random calls).
 */
import { leaf, type Node, type Storage } from '../graph/index.ts';
import { type Assignment, evaluate, flushPending, mayOverwrite, type RecordedRun, settleAssignment, type Trace, withTrace } from './evaluate.ts';
import type { Handle } from './handle.ts';
import { Tensor } from './tensor.ts';

/** Where a replay finds the storage of an input slot. */
type Source =
  | { readonly from: 'argument'; readonly index: number }
  | { readonly from: 'handle'; readonly handle: Handle }
  | { readonly from: 'result'; readonly run: number; readonly output: number }
  | { readonly from: 'constant'; readonly storage: Storage };

interface ReplayRun {
  readonly run: RecordedRun;
  readonly sources: readonly Source[];
  /** Which tensors outside take their value from which output. */
  readonly written: readonly { readonly handle: Handle; readonly output: number; readonly gradient: boolean }[];
}

interface Plan<R> {
  readonly runs: readonly ReplayRun[];
  readonly beforeReplay: readonly (() => void)[];
  readonly cleared: readonly Handle[];
  /** The function's result, its tensors replaced by where they come from. */
  readonly result: (find: (place: Place) => Tensor) => R;
}

/** A tensor of the result: an output of a run, an argument, or a constant. */
interface Place {
  readonly run: number;
  readonly output: number;
  readonly tensor: Tensor;
}

/** Rebuilds a value with its tensors replaced: arrays and plain objects are followed. */
function mapTensors(value: unknown, replace: (t: Tensor) => unknown): unknown {
  if (value instanceof Tensor) return replace(value);
  if (Array.isArray(value)) return value.map((v) => mapTensors(v, replace));
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, mapTensors(v, replace)]));
  }
  return value;
}

function keyOf(args: readonly unknown[]): string {
  let key = '';
  for (const a of args) {
    if (a instanceof Tensor) key += `T${a.dtype}[${a.shape.join()}]@${a.device};`;
    else if (typeof a === 'object' && a !== null) key += `${JSON.stringify(mapTensors(a, (t) => `T${t.dtype}[${t.shape.join()}]`))};`;
    else key += `${typeof a}${String(a)};`;
  }
  return key;
}

function tensorsIn(args: readonly unknown[]): Tensor[] {
  const found: Tensor[] = [];
  for (const a of args) {
    if (a instanceof Tensor) found.push(a);
    else if (typeof a === 'object' && a !== null) {
      mapTensors(a, (t) => {
        found.push(t);
        return t;
      });
    }
  }
  return found;
}

function record<A extends readonly unknown[], R>(fn: (...args: A) => R, args: A): { result: R; plan: Plan<R> } {
  const inputs = tensorsIn(args);
  for (const t of inputs) t.realize();
  const argumentStorages = inputs.map((t) => t.node.storage!);
  const trace: Trace = { runs: [], beforeReplay: [], written: new Map(), gradients: new Set() };
  const result = withTrace(trace, () => {
    const value = fn(...args);
    const wanted: Node[] = tensorsIn([value]).map((t) => t.node);
    for (const [handle] of trace.written) wanted.push(handle.node);
    const stepped = trace.runs.some((r) => r.assigned.some((a) => a !== null));
    if (!stepped) for (const handle of trace.gradients) if (handle.gradient) wanted.push(handle.gradient);
    evaluate(wanted.filter((n) => n.storage === null));
    return value;
  });
  const stepped = trace.runs.some((r) => r.assigned.some((a) => a !== null));
  const resultOf = (storage: Storage): { run: number; output: number } | null => {
    for (let run = trace.runs.length - 1; run >= 0; run--) {
      const output = trace.runs[run]!.results.indexOf(storage);
      if (output >= 0) return { run, output };
    }
    return null;
  };
  const writtenBefore = new Map<Storage, Handle>();
  for (const [handle, before] of trace.written) if (before.storage) writtenBefore.set(before.storage, handle);
  const runs = trace.runs.map((run, r): ReplayRun => {
    const sources = run.leaves.map((node): Source => {
      const storage = node.storage!;
      const index = argumentStorages.indexOf(storage);
      if (index >= 0) return { from: 'argument', index };
      const handle = writtenBefore.get(storage);
      if (handle) return { from: 'handle', handle };
      if (node.variable) return { from: 'handle', handle: node.variable as Handle };
      for (let earlier = r - 1; earlier >= 0; earlier--) {
        const output = trace.runs[earlier]!.results.indexOf(storage);
        if (output >= 0) return { from: 'result', run: earlier, output };
      }
      return { from: 'constant', storage };
    });
    const written: ReplayRun['written'][number][] = [];
    for (const [handle] of trace.written) {
      const output = run.targets.indexOf(handle.node);
      if (output >= 0) written.push({ handle, output, gradient: false });
    }
    if (!stepped) {
      for (const handle of trace.gradients) {
        const output = handle.gradient ? run.targets.indexOf(handle.gradient) : -1;
        if (output >= 0) written.push({ handle, output, gradient: true });
      }
    }
    return { run, sources, written };
  });
  const places = new Map<Tensor, Place>();
  for (const tensor of tensorsIn([result])) {
    const found = tensor.node.storage ? resultOf(tensor.node.storage) : null;
    places.set(tensor, { run: found?.run ?? -1, output: found?.output ?? -1, tensor });
  }
  const cleared = stepped ? [...trace.gradients] : [];
  for (const handle of cleared) handle.gradient = null;
  return {
    result,
    plan: {
      runs,
      beforeReplay: trace.beforeReplay,
      cleared,
      result: (find) => mapTensors(result, (t) => find(places.get(t)!)) as R,
    },
  };
}

function replay<R>(plan: Plan<R>, args: readonly unknown[]): R {
  const inputs = tensorsIn(args);
  flushPending();
  for (const before of plan.beforeReplay) before();
  const results: Storage[][] = [];
  for (const { run, sources, written } of plan.runs) {
    const storages = sources.map((source): Storage => {
      switch (source.from) {
        case 'argument':
          return inputs[source.index]!.realize().node.storage!;
        case 'handle':
          return source.handle.node.storage!;
        case 'result':
          return results[source.run]![source.output]!;
        case 'constant':
          return source.storage;
      }
    });
    const scalars = run.scalarNodes.map((node) => (node.fresh ? node.fresh() : (node.attrs['value'] as number)));
    const targets = run.assigned.map((a) => (a ? targetFor(a) : null));
    const made = run.program.run(storages, scalars, targets);
    results.push(made);
    run.assigned.forEach((a, o) => {
      if (a) settleAssignment(a, made[o]!);
    });
    for (const { handle, output, gradient } of written) {
      const old = gradient ? handle.gradient! : handle.node;
      const fresh = leaf(made[output]!, old.shape, old.dtype, old.device);
      if (gradient) handle.gradient = fresh;
      else {
        handle.node = fresh;
        fresh.variable = handle;
      }
    }
  }
  for (const handle of plan.cleared) handle.gradient = null;
  return plan.result(({ run, output, tensor }) => {
    if (run < 0) return tensor;
    const old = tensor.node;
    return new Tensor(leaf(results[run]![output]!, old.shape, old.dtype, old.device));
  });
}

/** Over the old value: whoever still waits for it has been served before the replay. */
function targetFor({ handle }: Assignment): Storage | null {
  const current = handle.node.storage!;
  return mayOverwrite(current, handle) ? current : handle.node.device.place(handle.node.dtype, current.size, null);
}

/**
 * Records a function at its first call and replays it afterwards: a training step costs one dispatch and
 * no graph is built.
 *
 * Arguments may be tensors (whose values may differ from call to call; other shapes or dtypes are
 * recorded anew), numbers, strings and booleans (another value is recorded anew). The function must not
 * read values (`item`, `toArray`); it returns tensors, read outside. Hooks are not called on replay. After
 * a function that steps an optimiser, gradients are let go.
 *
 * @example
 * const step = compile((x, y) => {
 *   optimizer.zeroGrad();
 *   const loss = criterion.call(model.call(x), y);
 *   loss.backward();
 *   optimizer.step();
 *   return loss;
 * });
 */
export function compile<A extends readonly unknown[], R>(fn: (...args: A) => R): (...args: A) => R {
  const plans = new Map<string, Plan<R>>();
  return (...args) => {
    const key = keyOf(args);
    const plan = plans.get(key);
    if (plan) return replay(plan, args);
    const recorded = record(fn, args);
    plans.set(key, recorded.plan);
    return recorded.result;
  };
}
