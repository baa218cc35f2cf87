/**
 * `compile(fn)`: what a function evaluates is recorded once and replayed.
 *
 * The first call with arguments of given shapes runs the function as usual and notes each program that
 * ran, where its inputs came from (an argument, a parameter or state, an earlier result, a constant) and
 * where its outputs went. Later calls only run these programs: no graph is built. The function must
 * compute with tensors alone; what it reads from the outside (numbers, options) is fixed by the first
 * call, except what says otherwise (learning rates, random calls).
 */
import {
  type Device,
  type DType,
  isRecording,
  lastSerial,
  leaf,
  type Node,
  type Shape,
  type Storage,
} from '../graph/index.ts';
import {
  type Assignment,
  type Compiled,
  currentTrace,
  evaluate,
  flushPending,
  markShared,
  mayOverwrite,
  noteProgram,
  type Origin,
  settleAssignment,
  stillCompiled,
  type Trace,
  withTrace,
} from './evaluate.ts';
import { type Handle, watchGradients } from './handle.ts';
import { Tensor } from './tensor.ts';

/** Where a replay finds a storage. */
type Source =
  | Origin
  | { readonly from: 'result'; readonly run: number; readonly output: number }
  | { readonly from: 'constant'; readonly storage: Storage };

/** What is known of a tensor besides its value. */
interface Form {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly device: Device;
  readonly requiresGrad: boolean;
}
const formOf = ({ shape, dtype, device, requiresGrad }: Node): Form => ({
  shape,
  dtype,
  device,
  requiresGrad,
});

type Target = Pick<Assignment, 'handle' | 'mode'>;

interface ReplayRun {
  readonly compiled: Compiled;
  readonly sources: readonly Source[];
  /** The numbers it takes, as nodes that know the next ones. */
  readonly scalars: readonly Node[];
  readonly assigned: readonly (Target | null)[];
}

interface Plan {
  readonly runs: readonly ReplayRun[];
  readonly beforeReplay: readonly (() => void)[];
  /** Whether these tensors had gradients: others than those it was recorded with ask for another plan. */
  readonly expected: readonly { readonly handle: Handle; readonly gradient: boolean }[];
  /** Tensors changed in place, and their new values. */
  readonly written: readonly {
    readonly handle: Handle;
    readonly source: Source;
    readonly form: Form;
  }[];
  /** Gradients left behind; null where they were let go. */
  readonly gradients: readonly {
    readonly handle: Handle;
    readonly source: Source | null;
    readonly form: Form | null;
  }[];
  /** The function's result, each of its tensors replaced by its place. */
  readonly result: unknown;
}

/** A tensor of the result: one that a replay makes anew, or one that was there before. */
class Place {
  readonly source: Source | null;
  readonly form: Form | null;
  readonly tensor: Tensor | null;

  constructor(source: Source | null, form: Form | null, tensor: Tensor | null) {
    this.source = source;
    this.form = form;
    this.tensor = tensor;
  }
}

const isPlainObject = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;

/** Rebuilds a value, what stands in its arrays and plain objects replaced. */
function mapValues(value: unknown, replace: (v: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((v) => mapValues(v, replace));
  if (isPlainObject(value))
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, mapValues(v, replace)]));
  return replace(value);
}
const mapTensors = (value: unknown, replace: (t: Tensor) => unknown): unknown =>
  mapValues(value, (v) => (v instanceof Tensor ? replace(v) : v));

const identities = new WeakMap<object, number>();
let objects = 0;
function identityOf(value: object): number {
  let id = identities.get(value);
  if (id === undefined) {
    id = ++objects;
    identities.set(value, id);
  }
  return id;
}

/** Arguments with the same key are served by the same recording. */
function keyOf(value: unknown): string {
  if (value instanceof Tensor)
    return `T${value.dtype}[${value.shape.join()}]@${value.device}${value.requiresGrad ? '*' : ''}`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (isPlainObject(value))
    return `{${Object.entries(value)
      .map(([k, v]) => `${JSON.stringify(k)}:${keyOf(v)}`)
      .join()}}`;
  if (typeof value === 'string') return JSON.stringify(value);
  if ((typeof value === 'object' && value !== null) || typeof value === 'function')
    return `#${identityOf(value)}`;
  return Object.is(value, -0) ? '-0' : `${typeof value === 'bigint' ? 'n' : ''}${String(value)}`;
}

function tensorsIn(args: unknown): Tensor[] {
  const found: Tensor[] = [];
  mapTensors(args, (t) => found.push(t));
  return found;
}

/** The arguments, each tensor among them with a value; one given twice becomes two, which may differ next time. */
function separated<A extends readonly unknown[]>(args: A): A {
  const seen = new Set<Handle>();
  return mapTensors(args, (t) => {
    t.realize();
    if (!seen.has(t.handle) || t.requiresGrad) {
      seen.add(t.handle);
      return t;
    }
    return t.detach().clone().realize();
  }) as A;
}

function record<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  given: A,
): { result: R; plan: Plan | null } {
  flushPending();
  const args = separated(given);
  const trace: Trace = {
    runs: [],
    beforeReplay: [],
    written: new Set(),
    origins: new Map(tensorsIn(args).map((t, index) => [t.node, { from: 'argument', index }])),
    start: lastSerial(),
    replayable: true,
  };
  const touched = new Map<Handle, { readonly gradient: Node | null; readonly matters: boolean }>();
  const before = watchGradients((handle, gradient, replaced) => {
    if (touched.has(handle)) return;
    touched.set(handle, { gradient, matters: !replaced });
    if (gradient !== null) trace.origins.set(gradient, { from: 'gradient', handle });
  });
  const hasStepped = (): boolean => trace.runs.some((r) => r.assigned.some((a) => a !== null));
  /** Gradients that whoever called can see: all, but after a step only those that were there, or not, before. */
  const visible = (): Handle[] => {
    const stepped = hasStepped();
    return [...touched].flatMap(([handle, { matters }]) => (matters || !stepped ? [handle] : []));
  };
  let result: R;
  try {
    result = withTrace(trace, () => {
      const value = fn(...args);
      watchGradients(before);
      const wanted = tensorsIn(value).map((t) => t.node);
      for (const handle of trace.written) wanted.push(handle.node);
      for (const { gradient } of visible()) if (gradient !== null) wanted.push(gradient);
      evaluate(wanted.filter((n) => n.storage === null));
      return value;
    });
  } finally {
    watchGradients(before);
  }
  const outside = new Map<Storage, Origin>();
  for (const [node, origin] of trace.origins) if (node.storage) outside.set(node.storage, origin);
  const sourceOf = (storage: Storage, runs = trace.runs.length): Source | null => {
    for (let run = runs - 1; run >= 0; run--) {
      const output = trace.runs[run]!.results.indexOf(storage);
      if (output >= 0) return { from: 'result', run, output };
    }
    return outside.get(storage) ?? null;
  };
  const placeOf = (node: Node): Source =>
    sourceOf(node.storage!) ?? { from: 'constant', storage: node.storage! };
  const runs = trace.runs.map(
    ({ compiled, leaves, scalarNodes, assigned }, r): ReplayRun => ({
      compiled,
      scalars: scalarNodes,
      sources: leaves.map(
        ({ storage, origin }) => origin ?? sourceOf(storage, r) ?? { from: 'constant', storage },
      ),
      assigned: assigned.map((a) => (a ? { handle: a.handle, mode: a.mode } : null)),
    }),
  );
  const argumentAt = new Map(tensorsIn(args).map((t, index) => [t, index]));
  const seen = new Set(visible());
  const gradients = [...touched.keys()].map((handle): Plan['gradients'][number] => {
    if (!seen.has(handle)) handle.gradient = null;
    const { gradient } = handle;
    return { handle, source: gradient && placeOf(gradient), form: gradient && formOf(gradient) };
  });
  const plan: Plan = {
    runs,
    beforeReplay: trace.beforeReplay,
    expected: [...touched].flatMap(([handle, { gradient, matters }]) =>
      matters ? [{ handle, gradient: gradient !== null }] : [],
    ),
    written: [...trace.written].map((handle) => ({
      handle,
      source: placeOf(handle.node),
      form: formOf(handle.node),
    })),
    gradients,
    result: mapTensors(result, (t) => {
      const index = argumentAt.get(t);
      if (index !== undefined) return new Place({ from: 'argument', index }, null, null);
      const { node } = t;
      const made =
        node.serial > trace.start && !trace.written.has(t.handle) && node.variable !== t.handle;
      const source = made && node.storage ? sourceOf(node.storage) : null;
      return source ? new Place(source, formOf(node), null) : new Place(null, null, t);
    }),
  };
  return { result, plan: trace.replayable ? plan : null };
}

/** Whether a plan fits what is there now. */
const fits = ({ expected, runs }: Plan): boolean =>
  expected.every(({ handle, gradient }) => (handle.gradient !== null) === gradient) &&
  runs.every(({ compiled }) => !compiled.dropped);

/** The value of a node from outside, computed if it is not there yet. */
function storageOf(node: Node): Storage {
  const { storage } = node;
  if (storage !== null && !storage.disposed && storage.version === node.version) return storage;
  new Tensor(node).realize();
  return node.storage!;
}

function replay<R>(plan: Plan, args: readonly unknown[]): R {
  const inputs = tensorsIn(args);
  flushPending();
  for (const before of plan.beforeReplay) before();
  const results: Storage[][] = [];
  const find = (source: Source): Storage => {
    switch (source.from) {
      case 'argument':
        return storageOf(inputs[source.index]!.node);
      case 'handle':
        return storageOf(source.handle.node);
      case 'gradient':
        return storageOf(source.handle.gradient!);
      case 'result':
        return results[source.run]![source.output]!;
      case 'constant':
        return source.storage;
    }
  };
  for (const { compiled, sources, scalars, assigned } of plan.runs) {
    stillCompiled(compiled);
    const storages = sources.map(find);
    const numbers = scalars.map((node) =>
      node.fresh ? node.fresh() : (node.attrs['value'] as number),
    );
    const targets = assigned.map((a) => (a ? targetFor(a) : null));
    const made = compiled.program.run(storages, numbers, targets);
    noteProgram(compiled.program);
    markShared(storages, made, targets);
    results.push(made);
    assigned.forEach((a, o) => {
      if (a) settleAssignment(a, made[o]!);
    });
  }
  const made = (source: Source, { shape, dtype, device }: Form, requiresGrad = false): Node =>
    leaf(find(source), shape, dtype, device, requiresGrad);
  const written = plan.written.map(({ source, form }) => made(source, form, form.requiresGrad));
  const gradients = plan.gradients.map(({ source, form }) => source && made(source, form!));
  const result = mapValues(plan.result, (v) => {
    if (!(v instanceof Place)) return v;
    if (v.source === null) return v.tensor;
    return v.form === null && v.source.from === 'argument'
      ? inputs[v.source.index]
      : new Tensor(made(v.source, v.form!));
  });
  plan.written.forEach(({ handle }, i) => {
    handle.node = written[i]!;
    handle.node.variable = handle;
  });
  plan.gradients.forEach(({ handle }, i) => {
    handle.gradient = gradients[i]!;
  });
  return result as R;
}

/** Recordings of one function; the oldest is dropped when there are more. */
const planLimit = 64;

/** Over the old value: whoever still waits for it has been served before the replay. */
function targetFor({ handle }: Target): Storage | null {
  const current = storageOf(handle.node);
  return mayOverwrite(current, handle)
    ? current
    : handle.node.device.place(handle.node.dtype, current.size, null);
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
  // by key; null: a function that no recording does justice to runs as it is
  const plans = new Map<string, Plan[] | null>();
  return (...args) => {
    // inside another recording there is but one
    if (currentTrace() !== null) return fn(...args);
    const key = `${isRecording()}${keyOf(args)}`;
    const known = plans.get(key);
    if (known === null) return fn(...args);
    const plan = known?.find(fits);
    if (plan) return replay(plan, args);
    const { result, plan: made } = record(fn, args);
    plans.delete(key);
    if (plans.size >= planLimit) plans.delete(plans.keys().next().value!);
    plans.set(
      key,
      made && [
        made,
        ...(known ?? []).filter(({ runs }) => runs.every(({ compiled }) => !compiled.dropped)),
      ],
    );
    return result;
  };
}
