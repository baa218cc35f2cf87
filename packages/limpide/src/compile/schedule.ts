/**
 * Fusion and scheduling: which nodes get a buffer, which share a nest of loops, in what order they run.
 *
 * A node gets a buffer when it must: outputs, folds, contractions and what they read, nodes of other
 * kinds. Everything else is inlined where it is used. Nodes with a buffer whose loops agree are then
 * grouped, so that a softmax, a layer norm or an optimiser's update is one kernel. A group may hold
 * several folds one after the other over the same axes; what a node of the group reads of another one
 * must be the very element the loops stand at (or its fold), otherwise they stay apart.
 */
import {
  type Contraction,
  contiguousView,
  type Low,
  type Movement,
  type mapFunctions,
  moved,
  operandsOf,
  originOf,
  type Shape,
  sameShape,
  sizeOf,
  type View,
} from '../graph/index.ts';
import { type Body, buildBody, type Space } from './body.ts';
import { collapseContraction, collapseLoops } from './collapse.ts';
import type {
  ContractionKernel,
  ContractionOperand,
  Kernel,
  PlanBuffer,
  Schedule,
  WholeKernel,
} from './kernel.ts';

interface Group {
  readonly nodes: Low[];
  space: Space | null; // null: a contraction or a whole, alone
  body: Body | null;
  /** Groups whose results it reads. */
  readonly needs: Set<Group>;
}

/** Rough cost of a map, in simple operations. */
const heavy = new Set([
  'exp',
  'expm1',
  'log',
  'log1p',
  'log2',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'erf',
  'pow',
  'atan2',
  'philox',
  'mod',
  'fmod',
  'floordiv',
]);
const costOf = (fn: keyof typeof mapFunctions): number =>
  fn === 'philox' ? 40 : heavy.has(fn) ? 10 : fn === 'div' || fn === 'sqrt' ? 3 : 1;

/** At most so many maps one inside the other in a kernel. */
const deepest = 96;

/** At most this many buffers in one loop kernel: more streams than the processor follows. */
const maxStreams = 14;

/** The node itself, below reshapes: they do not change the order of elements in a buffer. */
export function stripReshapes(low: Low): Low {
  let x = low;
  while (x.kind === 'view' && x.move.kind === 'reshape') x = x.x;
  return x;
}

/** A chain of views down to something that is not a view. */
function viewChain(low: Low): { base: Low; moves: Movement[] } {
  const moves: Movement[] = [];
  let x = low;
  while (x.kind === 'view') {
    moves.unshift(x.move);
    x = x.x;
  }
  return { base: x, moves };
}

/** How `low` reads `base`, or null if that is not one affine view. */
function viewOf(base: Low, moves: readonly Movement[]): View | null {
  let view: View | null = contiguousView(base.shape);
  for (const move of moves) view = view && moved(view, move);
  return view;
}

class Scheduler {
  readonly outputs: readonly Low[];
  readonly roots = new Set<Low>();
  /** Everything below the outputs, operands first (numbers are given in that order). */
  readonly nodes: readonly Low[];

  constructor(outputs: readonly Low[]) {
    this.outputs = outputs.map(stripReshapes);
    const seen = new Set<Low>(this.outputs);
    const stack = [...seen];
    while (stack.length > 0) {
      for (const x of operandsOf(stack.pop()!)) {
        if (seen.has(x)) continue;
        seen.add(x);
        stack.push(x);
      }
    }
    this.nodes = [...seen].sort((a, b) => a.id - b.id);
  }

  /** Marks nodes that need a buffer. */
  markRoots(): void {
    for (const output of this.outputs) if (output.kind !== 'input') this.roots.add(output);
    for (const low of this.nodes) {
      if (low.kind === 'reduce' || low.kind === 'contraction' || low.kind === 'whole')
        this.roots.add(low);
      if (low.kind === 'contraction') {
        this.markOperand(low.a, true);
        this.markOperand(low.b, true);
      }
      if (low.kind === 'whole' && low.name !== 'copy')
        for (const x of low.args) this.markOperand(x, false);
    }
    // Very long expressions are cut: a kernel of thousands of operations helps nobody.
    const depth = new Map<Low, number>();
    for (const low of this.nodes) {
      let deep = 0;
      for (const x of operandsOf(low))
        if (!this.roots.has(x)) deep = Math.max(deep, depth.get(x) ?? 0);
      if (low.kind === 'map' && deep + 1 > deepest) {
        this.roots.add(low);
        deep = -1;
      }
      depth.set(low, deep + 1);
    }
  }

  /** A contraction reads its operands through views without padding; wholes read them in order. */
  markOperand(x: Low, views: boolean): void {
    if (!views) {
      const base = stripReshapes(x);
      if (base.kind !== 'input') this.roots.add(base);
      return;
    }
    const { base, moves } = viewChain(x);
    const view = viewOf(base, moves);
    // A repeated operand is better copied small than laid out large.
    if (view && view.constraints.length === 0) {
      if (base.kind !== 'input') this.roots.add(base);
    } else this.roots.add(x);
  }

  isBuffer = (low: Low): boolean => this.roots.has(low);

  /** Nodes with buffers that a root reads, below what is inlined. */
  readBy(root: Low): Set<Low> {
    const found = new Set<Low>();
    const seen = new Set<Low>();
    const visit = (low: Low): void => {
      if (seen.has(low)) return;
      seen.add(low);
      if (low !== root && (this.roots.has(low) || low.kind === 'input')) {
        found.add(low);
        return;
      }
      for (const x of operandsOf(low)) visit(x);
    };
    visit(root);
    return found;
  }

  spaceOf(root: Low): Space | null {
    if (root.kind === 'reduce') return { shape: root.x.shape, axes: root.axes };
    if (root.kind === 'contraction' || (root.kind === 'whole' && root.name !== 'copy')) return null;
    return { shape: root.shape, axes: [] };
  }

  group(): Group[] {
    const ordered = [...this.roots].sort((a, b) => a.id - b.id);
    const groups: Group[] = [];
    const home = new Map<Low, Group>();
    const reads = new Map<Group, Set<Low>>();
    for (const root of ordered) {
      const read = this.readBy(root);
      const needs = new Set<Group>();
      for (const low of read) {
        const g = home.get(low);
        if (g) needs.add(g);
      }
      const space = this.spaceOf(root);
      let joined: Group | null = null;
      if (space) {
        // The most recent groups first: they are the likeliest relatives.
        for (let i = groups.length - 1, tried = 0; i >= 0 && tried < 24 && !joined; i--) {
          const g = groups[i]!;
          if (!g.space) continue;
          const together = joinSpaces(g.space, space, root);
          if (!together) continue;
          const related =
            needs.has(g) || [...read].some((x) => reads.get(g)!.has(x) && sizeOf(x.shape) > 1);
          if (!related) continue;
          tried++;
          if ([...needs].some((n) => n !== g && dependsOn(n, g))) continue;
          if (!worthJoining(together, g, root, needs)) continue;
          const nodes = [...g.nodes, root];
          const members = new Set(nodes);
          const body = buildBody(
            together,
            nodes,
            (x) => this.isBuffer(x) && !members.has(x),
            (x) => x.id,
          );
          if (!body || 'node' in body || streams(body) > maxStreams) continue;
          g.nodes.push(root);
          g.space = together;
          g.body = body;
          for (const n of needs) if (n !== g) g.needs.add(n);
          for (const x of read) reads.get(g)!.add(x);
          joined = g;
        }
      }
      if (!joined) {
        joined = { nodes: [root], space, body: null, needs };
        groups.push(joined);
        reads.set(joined, read);
      }
      home.set(root, joined);
    }
    return topologicalGroups(groups);
  }

  /**
   * Maps inlined in several kernels although they are expensive: better computed once. Nodes are seen
   * results first, so that who reads a node is known when it is decided; what is chosen counts as a
   * kernel of its own for its operands.
   */
  sharedHeavyMaps(groups: readonly Group[]): Low[] {
    const cost = new Map<Low, number>();
    const home = new Map<Low, object>();
    for (const g of groups) for (const node of g.nodes) home.set(node, g);
    for (const low of this.nodes) {
      let total = low.kind === 'map' ? costOf(low.fn) : 0;
      for (const x of operandsOf(low)) if (!this.roots.has(x)) total += cost.get(x) ?? 0;
      cost.set(low, Math.min(total, 1e6));
    }
    const users = new Map<Low, Set<object>>();
    const chosen: Low[] = [];
    for (let i = this.nodes.length - 1; i >= 0; i--) {
      const low = this.nodes[i]!;
      let mine: Iterable<object> = users.get(low) ?? [];
      const group = home.get(low);
      if (group) mine = [group];
      else if (
        low.kind === 'map' &&
        (users.get(low)?.size ?? 0) > 1 &&
        cost.get(low)! >= 8 &&
        sizeOf(low.shape) > 1
      ) {
        chosen.push(low);
        mine = [low];
      }
      for (const x of operandsOf(low)) {
        const row = users.get(x) ?? new Set<object>();
        for (const user of mine) row.add(user);
        users.set(x, row);
      }
    }
    return chosen;
  }

  schedule(): Schedule {
    this.markRoots();
    let groups: Group[] = [];
    for (let round = 0; ; round++) {
      groups = this.group();
      const needed = this.completeBodies(groups);
      if (needed.length > 0) {
        for (const low of needed) this.addRoot(low);
        continue;
      }
      if (round >= 6) break;
      const heavyOnes = this.sharedHeavyMaps(groups);
      if (heavyOnes.length === 0) break;
      for (const low of heavyOnes) this.roots.add(low);
    }
    return this.emit(groups);
  }

  addRoot(low: Low): void {
    if (this.roots.has(low))
      throw new Error(`the compiler cannot lay out node ${low.id} (${low.kind})`);
    this.roots.add(low);
  }

  /** Builds the bodies of groups that have none yet; returns nodes that turned out to need a buffer. */
  completeBodies(groups: readonly Group[]): Low[] {
    const needed = new Set<Low>();
    for (const g of groups) {
      if (!g.space) continue;
      const members = new Set(g.nodes);
      const body = buildBody(
        g.space,
        g.nodes,
        (x) => this.isBuffer(x) && !members.has(x),
        (x) => x.id,
      );
      if (!body) throw new Error('a group of one node cannot disagree with itself');
      if ('node' in body) needed.add(body.node);
      else g.body = body;
    }
    return [...needed];
  }

  /** The operators that a group computes: those its nodes, and what is inlined in them, were made for. */
  operatorsOf(group: Group): number[] {
    const found = new Set<number>();
    const seen = new Set<Low>(group.nodes);
    const stack = [...seen];
    while (stack.length > 0) {
      const low = stack.pop()!;
      const origin = originOf(low);
      if (origin !== null && low.kind !== 'input') found.add(origin);
      for (const x of operandsOf(low)) {
        if (seen.has(x) || this.roots.has(x) || x.kind === 'input') continue;
        seen.add(x);
        stack.push(x);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  emit(groups: readonly Group[]): Schedule {
    const buffers: PlanBuffer[] = [];
    const bufferOf = new Map<Low, number>();
    const inputBuffers = new Map<number, number>();
    const home = new Map<Low, Group>();
    for (const g of groups) for (const node of g.nodes) home.set(node, g);
    const outside = new Set<Low>(this.outputs);
    for (const g of groups) {
      for (const node of g.nodes)
        for (const x of this.readBy(node)) if (home.get(x) !== g) outside.add(x);
    }
    const buffer = (low: Low): number => {
      if (low.kind === 'input') {
        let id = inputBuffers.get(low.slot);
        if (id === undefined) {
          id = buffers.length;
          inputBuffers.set(low.slot, id);
          buffers.push({
            id,
            dtype: low.dtype,
            size: sizeOf(low.shape),
            place: { kind: 'input', slot: low.slot },
          });
        }
        return id;
      }
      let id = bufferOf.get(low);
      if (id === undefined) {
        id = buffers.length;
        bufferOf.set(low, id);
        buffers.push({ id, dtype: low.dtype, size: sizeOf(low.shape), place: { kind: 'arena' } });
      }
      return id;
    };
    const kernels: Kernel[] = [];
    const operators = new Map<string, readonly number[]>();
    for (const g of groups) {
      const name = `k${kernels.length}`;
      operators.set(name, this.operatorsOf(g));
      if (g.space === null) {
        const [node] = g.nodes as [Low];
        if (node.kind === 'contraction')
          kernels.push(contractionKernel(name, node, buffer, (x) => this.roots.has(x)));
        else if (node.kind === 'whole') {
          const whole: WholeKernel = {
            kind: 'whole',
            name,
            whole: node,
            args: node.args.map((x) => buffer(stripReshapes(x))),
            out: buffer(node),
          };
          kernels.push(whole);
        }
        continue;
      }
      const members = new Set(g.nodes);
      const body = buildBody(
        g.space,
        g.nodes,
        (x) => this.isBuffer(x) && !members.has(x),
        buffer,
      ) as Body;
      const stores = g.nodes
        .filter((node) => outside.has(node))
        .map((node) => ({
          buffer: buffer(node),
          form: body.formOf.get(node)!,
          value: body.valueOf.get(node)!,
        }));
      if (
        stores.length === 0 ||
        (body.dims.includes(0) && stores.every((s) => buffers[s.buffer]!.size === 0))
      )
        continue;
      kernels.push(
        collapseLoops({
          kind: 'loop',
          name,
          dims: body.dims,
          outer: body.outer,
          values: body.values,
          stores,
        }),
      );
    }
    const outputs = this.outputs.map((low) => buffer(low));
    outputs.forEach((id, output) => {
      const b = buffers[id]!;
      if (b.place.kind === 'arena') b.place = { kind: 'output', output };
    });
    return { buffers, kernels, outputs, operators };
  }
}

function streams(body: Body): number {
  const loads = new Set(body.values.flatMap((v) => (v.op === 'load' ? [v.buffer] : [])));
  return loads.size + body.valueOf.size;
}

/** Whether `g` waits, directly or not, for `other`. */
function dependsOn(g: Group, other: Group, seen = new Set<Group>()): boolean {
  if (g === other) return true;
  if (seen.has(g)) return false;
  seen.add(g);
  for (const n of g.needs) if (dependsOn(n, other, seen)) return true;
  return false;
}

/** The loops that both could share, or null. */
function joinSpaces(a: Space, b: Space, root: Low): Space | null {
  const folded = (s: Space): Shape => s.shape.map((n, d) => (s.axes.includes(d) ? 1 : n));
  if (sameShape(a.shape, b.shape)) {
    if (a.axes.length === 0 || b.axes.length === 0) return a.axes.length === 0 ? b : a;
    return a.axes.length === b.axes.length && a.axes.every((x, i) => x === b.axes[i]) ? a : null;
  }
  // A node of the folded shape: it belongs between or after the folds.
  if (a.axes.length > 0 && root.kind !== 'reduce' && sameShape(folded(a), b.shape)) return a;
  return null;
}

/** Long folds are kept apart from what waits for them: a second pass over them would be serial. */
function worthJoining(space: Space, g: Group, root: Low, needs: ReadonlySet<Group>): boolean {
  if (space.axes.length === 0) return true;
  // A fold down the columns of a large result would make its maps walk down the columns too.
  const last = space.shape.length - 1;
  if (
    g.space!.axes.length === 0 &&
    needs.has(g) &&
    !space.axes.includes(last) &&
    sizeOf(space.shape) > 65_536
  )
    return false;
  const folded = space.axes.reduce((n, d) => n * space.shape[d]!, 1);
  const results = sizeOf(space.shape) / Math.max(1, folded);
  if (g.space!.axes.length === 0 && needs.has(g) && results < 16 && folded > 4096) return false; // maps in parallel, then the fold
  if (root.kind === 'reduce' && !needs.has(g)) return true;
  return folded <= 65_536 && (results >= 16 || folded <= 16_384);
}

function topologicalGroups(groups: readonly Group[]): Group[] {
  const order: Group[] = [];
  const state = new Map<Group, number>();
  const visit = (g: Group): void => {
    if (state.has(g)) return;
    state.set(g, 1);
    for (const n of g.needs) visit(n);
    order.push(g);
  };
  for (const g of groups) visit(g);
  return order;
}

function contractionKernel(
  name: string,
  low: Contraction,
  buffer: (low: Low) => number,
  isRoot: (low: Low) => boolean,
): ContractionKernel {
  const { batch, m, n, k } = low.axes;
  const operand = (x: Low, free: number): ContractionOperand => {
    let view: View;
    let base: Low;
    if (isRoot(x)) {
      base = x;
      view = contiguousView(x.shape);
    } else {
      const chain = viewChain(x);
      // stop at the outermost view that has a buffer
      let top = x;
      const moves: Movement[] = [];
      while (top.kind === 'view' && !isRoot(top)) {
        moves.unshift(top.move);
        top = top.x;
      }
      base = top.kind === 'view' || isRoot(top) || top.kind === 'input' ? top : chain.base;
      view = viewOf(base, moves)!;
    }
    const c = view.address.coefficients;
    return {
      buffer: buffer(base),
      offset: view.address.offset,
      batch: c.slice(0, batch),
      free: c.slice(batch, batch + free),
      k: c.slice(batch + free),
    };
  };
  const strides = contiguousView(low.shape).address.coefficients;
  return collapseContraction({
    kind: 'contraction',
    name,
    dtype: low.dtype,
    batch: low.shape.slice(0, batch),
    m: low.shape.slice(batch, batch + m),
    n: low.shape.slice(batch + m),
    k: low.a.shape.slice(batch + m, batch + m + k),
    a: operand(low.a, m),
    b: operand(low.b, n),
    out: {
      buffer: buffer(low),
      offset: 0,
      batch: strides.slice(0, batch),
      m: strides.slice(batch, batch + m),
      n: strides.slice(batch + m),
    },
  });
}

/** Turns simplified nodes into kernels over buffers. */
export function schedule(outputs: readonly Low[]): Schedule {
  return new Scheduler(outputs).schedule();
}
