/** L-BFGS: a quasi-Newton method that remembers the last steps. It reads values as it goes. */
import { optimErrors } from '../errors/catalog/optim.ts';
import { ModuleError, raise } from '../errors/index.ts';
import { currentTrace, evaluate } from '../tensor/evaluate.ts';
import { pack, type Tensor, tensor } from '../tensor/index.ts';
import { dot, largest, type Point, strongWolfe } from './line-search.ts';
import { type GroupOptions, Optimizer, type OptimizerState, type Params } from './optimizer.ts';

export interface LBFGSOptions extends GroupOptions {
  /** Iterations in a step. */
  maxIter: number;
  /** Evaluations of the closure in a step; 1.25·maxIter when left out. */
  maxEval: number;
  toleranceGrad: number;
  toleranceChange: number;
  /** How many steps are remembered. */
  historySize: number;
  /** `'strong_wolfe'`, or null for steps of length lr. */
  lineSearchFn: 'strong_wolfe' | null;
}

/** What one iteration leaves to the next. */
interface Memory {
  iterations: number;
  evaluations: number;
  direction: Float64Array;
  length: number;
  diagonal: number;
  before: Float64Array;
  /** differences of gradients and of positions, oldest first */
  ys: Float64Array[];
  ss: Float64Array[];
}

/**
 * L-BFGS (Liu & Nocedal, 1989), with PyTorch's stopping rules. One group only; `step` needs a closure
 * that clears the gradients, computes the loss, calls `backward()` and returns the loss.
 *
 * The recursion runs in double precision on the host, so values are read within a step: it cannot be
 * compiled, and needs a device that answers at once.
 */
export class LBFGS extends Optimizer<LBFGSOptions> {
  #memory: Memory | null = null;

  constructor(params: Params<LBFGSOptions>, options: Partial<LBFGSOptions> = {}) {
    const maxIter = options.maxIter ?? 20;
    super(params, {
      lr: 1,
      maxIter,
      maxEval: Math.floor((maxIter * 5) / 4),
      toleranceGrad: 1e-7,
      toleranceChange: 1e-9,
      historySize: 100,
      lineSearchFn: null,
      ...options,
    });
    this.require('groups', this.paramGroups.length, (n) => n === 1, '1');
  }
  protected update(): void {
    raise(ModuleError, optimErrors, 'optim.closure', { op: this.name });
  }

  override step(closure?: () => Tensor): Tensor {
    if (!closure) raise(ModuleError, optimErrors, 'optim.closure', { op: this.name });
    if (currentTrace() !== null) raise(ModuleError, optimErrors, 'optim.trace', { op: this.name });
    const group = this.paramGroups[0]!;
    const { lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize } = group;
    const measure = (): { loss: Tensor; f: number; g: Float64Array } => {
      const loss = closure();
      const gradients = group.params.map((p) => p.handle.gradient);
      evaluate([loss.node, ...gradients.filter((g) => g !== null)]);
      const g = concatenated(
        group.params.map((p) => p.grad?.dataSync() ?? new Float64Array(p.numel)),
      );
      return { loss, f: loss.itemSync(), g };
    };
    const first = measure();
    let { f, g } = first;
    let evaluations = 1;
    this.#memory ??= {
      iterations: 0,
      evaluations: 0,
      direction: new Float64Array(g.length),
      length: lr,
      diagonal: 1,
      before: g,
      ys: [],
      ss: [],
    };
    const memory = this.#memory;
    memory.evaluations++;
    if (largest(g) <= toleranceGrad) return first.loss;
    let position = concatenated(group.params.map((p) => p.detach().dataSync()));
    const place = (from: Float64Array, t: number): Float64Array => {
      const to = from.map((x, i) => x + t * memory.direction[i]!);
      this.#write(to);
      return to;
    };
    for (let n = 1; n <= maxIter; n++) {
      memory.iterations++;
      if (memory.iterations === 1) memory.direction = g.map((x) => -x);
      else remember(memory, g, historySize);
      memory.before = g;
      const d = memory.direction;
      const lastLoss = f;
      const l1 = g.reduce((s, x) => s + Math.abs(x), 0);
      memory.length = memory.iterations === 1 ? Math.min(1, 1 / l1) * lr : lr;
      const slope = dot(g, d);
      if (slope > -toleranceChange) break;
      let used = 0;
      if (group.lineSearchFn === 'strong_wolfe') {
        const at = (t: number): Point => {
          place(position, t);
          const there = measure();
          return { t, f: there.f, g: there.g, slope: dot(there.g, d) };
        };
        const found = strongWolfe(at, { t: 0, f, g, slope }, memory.length, d, 1e-9);
        memory.length = found.point.t;
        f = found.point.f;
        g = found.point.g;
        used = found.evaluations;
        position = place(position, memory.length);
      } else {
        position = place(position, memory.length);
        if (n !== maxIter) {
          const there = measure();
          f = there.f;
          g = there.g;
          used = 1;
        }
      }
      evaluations += used;
      memory.evaluations += used;
      if (n === maxIter || evaluations >= maxEval) break;
      if (largest(g) <= toleranceGrad) break;
      if (largest(d) * Math.abs(memory.length) <= toleranceChange) break;
      if (Math.abs(f - lastLoss) < toleranceChange) break;
    }
    return first.loss;
  }

  /** Gives the parameters the values of one long vector. */
  #write(values: Float64Array): void {
    let at = 0;
    for (const { handle, numel } of this.parameters()) {
      const { dtype, device } = handle.node;
      const part = values.subarray(at, at + numel);
      handle.replace(device.place(dtype, numel, pack(part, dtype)));
      at += numel;
    }
  }

  protected override get freeShapes(): readonly string[] {
    return ['direction', 'before', 'ys', 'ss'];
  }
  override stateDict(): OptimizerState {
    const saved = super.stateDict();
    const memory = this.#memory;
    if (!memory) return saved;
    const vector = (v: Float64Array): Tensor => tensor(v.slice(), { device: this.#device });
    const matrix = (list: readonly Float64Array[]): Tensor =>
      tensor(concatenated(list), {
        shape: [list.length, memory.before.length],
        device: this.#device,
      });
    const { iterations: step, evaluations, length, diagonal } = memory;
    const tensors = {
      direction: vector(memory.direction),
      before: vector(memory.before),
      ys: matrix(memory.ys),
      ss: matrix(memory.ss),
    };
    return { ...saved, state: { 0: { step, evaluations, length, diagonal, ...tensors } } };
  }
  get #device(): string {
    return this.parameters()[0]!.device;
  }
  override loadStateDict(saved: OptimizerState): void {
    super.loadStateDict(saved);
    const found = this.states.get(this.parameters()[0]!);
    this.#memory = null;
    if (!found) return;
    const read = (name: string): Float64Array => Float64Array.from(found.tensors[name]!.dataSync());
    const rows = (name: string): Float64Array[] => {
      const all = read(name);
      const [count, size] = found.tensors[name]!.shape as readonly [number, number];
      return Array.from({ length: count }, (_, i) => all.slice(i * size, (i + 1) * size));
    };
    this.#memory = {
      iterations: found.step,
      evaluations: found.numbers['evaluations']!,
      length: found.numbers['length']!,
      diagonal: found.numbers['diagonal']!,
      direction: read('direction'),
      before: read('before'),
      ys: rows('ys'),
      ss: rows('ss'),
    };
    this.states.clear();
  }
}

/** The two-loop recursion: −H·g from the steps remembered. */
function remember(memory: Memory, g: Float64Array, historySize: number): void {
  const { direction, before, length, ys, ss } = memory;
  const y = g.map((x, i) => x - before[i]!);
  const s = direction.map((x) => x * length);
  const ysDot = dot(y, s);
  if (ysDot > 1e-10) {
    if (ys.length === historySize) {
      ys.shift();
      ss.shift();
    }
    ys.push(y);
    ss.push(s);
    memory.diagonal = ysDot / dot(y, y);
  }
  const rho = ys.map((v, i) => 1 / dot(v, ss[i]!));
  const alpha = new Float64Array(ys.length);
  const q = g.map((x) => -x);
  for (let i = ys.length - 1; i >= 0; i--) {
    alpha[i] = dot(ss[i]!, q) * rho[i]!;
    for (let j = 0; j < q.length; j++) q[j]! -= alpha[i]! * ys[i]![j]!;
  }
  for (let j = 0; j < q.length; j++) q[j]! *= memory.diagonal;
  for (let i = 0; i < ys.length; i++) {
    const beta = dot(ys[i]!, q) * rho[i]!;
    for (let j = 0; j < q.length; j++) q[j]! += ss[i]![j]! * (alpha[i]! - beta);
  }
  memory.direction = q;
}

function concatenated(parts: readonly ArrayLike<number>[]): Float64Array {
  const out = new Float64Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
