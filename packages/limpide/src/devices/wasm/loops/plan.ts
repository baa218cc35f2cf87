/**
 * How a loop kernel is walked: which loop runs along the lanes, which are shared among threads, at which
 * depth each value is computed, and in which pass over the inner loops.
 *
 * Two manners. *Rows*: the lanes run along an inner (folded) loop; folds end with a sum across lanes.
 * *Columns*: the lanes run along an outer loop; each lane folds for itself.
 */

import type { LoopKernel, Value } from '../../../compile/index.ts';
import type { Affine } from '../../../graph/index.ts';
import { mapCost } from './cost.ts';

/** Depth of a value: once per function, per item of work, per step along the lanes, per inner iteration. */
export type Depth = 0 | 1 | 2 | 3;

/** A row value kept in scratch: which row, and the pass that computes it. */
export interface KeptRow {
  readonly row: number;
  readonly first: number;
}

export interface WalkPlan {
  readonly manner: 'rows' | 'columns';
  /** The loop along the lanes. */
  readonly vector: number;
  /** Outer loops shared among threads, outermost first, without the lanes' one. */
  readonly items: readonly number[];
  /** In columns: the lanes' loop is cut in blocks of so many elements, each an item. */
  readonly block: number;
  readonly blocks: number;
  /** Inner loops, outermost first; in rows the lanes' loop is the last. */
  readonly inner: readonly number[];
  readonly itemCount: number;
  readonly depth: readonly Depth[];
  readonly stage: readonly number[];
  readonly stages: number;
  /** Groups of four lanes per step. */
  readonly unroll: number;
  /** Operations in all, roughly. */
  readonly work: number;
  /** Row values that later passes need and that are dear: kept in scratch, by value. */
  readonly kept: ReadonlyMap<number, KeptRow>;
  /** elements of scratch per kept value */
  readonly rowSize: number;
}

const product = (xs: readonly number[]): number => xs.reduce((a, b) => a * b, 1);

function formsOf(kernel: LoopKernel): { form: Affine; weight: number }[] {
  const forms: { form: Affine; weight: number }[] = [];
  for (const v of kernel.values) {
    if (v.op === 'load') forms.push({ form: v.form, weight: 1 });
    if (v.op === 'inside') for (const c of v.constraints) forms.push({ form: c.form, weight: 0.5 });
  }
  for (const s of kernel.stores) forms.push({ form: s.form, weight: 1.5 });
  return forms;
}

/** The loop along which most accesses are neighbours. */
function chooseVector(kernel: LoopKernel): number {
  const forms = formsOf(kernel);
  const folded = kernel.dims.slice(kernel.outer).reduce((a, b) => a * b, 1);
  let best = kernel.dims.length - 1;
  let bestScore = Number.NEGATIVE_INFINITY;
  kernel.dims.forEach((n, d) => {
    let score = 0;
    for (const { form, weight } of forms) {
      const c = form.coefficients[d]!;
      score += weight * (c === 1 ? 3 : c === 0 ? 1.5 : -2);
    }
    if (n < 4) score -= 6;
    else if (n < 8) score -= 1;
    // a fold along the lanes costs a sum across lanes
    if (d >= kernel.outer) score -= folded < 32 ? 12 : 0.25;
    if (score >= bestScore) {
      bestScore = score;
      best = d;
    }
  });
  return best;
}

/** Scratch rows longer than this are computed again instead of being kept. */
const longestKept = 16_384;

export function planWalk(kernel: LoopKernel): WalkPlan {
  const { dims, outer, values } = kernel;
  const vector = chooseVector(kernel);
  const manner = vector >= outer ? 'rows' : 'columns';
  const innerLoops = dims.map((_, d) => d).filter((d) => d >= outer);
  const inner =
    manner === 'rows' ? [...innerLoops.filter((d) => d !== vector), vector] : innerLoops;
  const items = dims.map((_, d) => d).filter((d) => d < outer && d !== vector);
  const innerSize = product(innerLoops.map((d) => dims[d]!));

  const cost =
    values.reduce(
      (n, v) =>
        n + (v.op === 'map' ? mapCost(v.fn) : v.op === 'fold' ? 1 : v.op === 'load' ? 1 : 0),
      0,
    ) + kernel.stores.length;
  const total = product(dims);
  const work = total * cost;

  // In columns, blocks are whole numbers of steps, so that no result depends on the number of threads.
  let block = dims[vector] ?? 1;
  const itemProduct = product(items.map((d) => dims[d]!));
  if (manner === 'columns' && itemProduct < 64) {
    const perColumn = Math.max(1, innerSize * cost);
    const wanted = Math.max(64, Math.ceil(16_384 / perColumn / 64) * 64);
    if (block > wanted) block = Math.min(wanted, 4096);
  }
  const blocks =
    manner === 'columns' ? Math.max(1, Math.ceil((dims[vector] ?? 1) / Math.max(1, block))) : 1;

  const reaches = (form: Affine, loops: readonly number[]): boolean =>
    loops.some((d) => form.coefficients[d] !== 0);
  const depth: Depth[] = [];
  const stage: number[] = [];
  const formDepth = (form: Affine): Depth =>
    reaches(form, innerLoops) ? 3 : manner === 'columns' && reaches(form, [vector]) ? 2 : 1;
  const most = (a: Depth, b: Depth): Depth => (a > b ? a : b);
  values.forEach((v: Value, i) => {
    switch (v.op) {
      case 'constant':
      case 'scalar':
        depth[i] = 0;
        stage[i] = 0;
        break;
      case 'index':
        depth[i] = formDepth(v.form);
        stage[i] = 0;
        break;
      case 'load':
        depth[i] = v.guard === null ? formDepth(v.form) : most(formDepth(v.form), depth[v.guard]!);
        stage[i] = 0;
        break;
      case 'inside':
        depth[i] = v.constraints.reduce<Depth>((d, c) => most(d, formDepth(c.form)), 1);
        stage[i] = 0;
        break;
      case 'map':
        depth[i] = v.args.reduce<Depth>((d, a) => most(d, depth[a]!), 0);
        stage[i] = v.args.reduce((s, a) => Math.max(s, stage[a]!), 0);
        break;
      case 'fold':
        depth[i] = manner === 'rows' ? 1 : 2;
        stage[i] = stage[v.arg]! + 1;
        break;
    }
  });
  const stages = Math.max(0, ...stage) + 1;
  const folds = values.some((v) => v.op === 'fold');
  const wideTypes = values.some((v) => v.dtype === 'float64');
  const streams = values.filter((v) => v.op === 'load').length;
  // a plain sum waits for its own additions: several at a time hide that
  const unroll = wideTypes
    ? 1
    : folds && manner === 'rows' && cost <= 3
      ? 8
      : streams <= 2 || (folds && cost <= 6)
        ? 4
        : 2;

  const kept = new Map<number, KeptRow>();
  const rowSize = innerSize;
  if (manner === 'rows' && rowSize <= longestKept && inner.length === 1) {
    const uses = new Map<number, Set<number>>(); // passes that read a row value
    const note = (i: number, pass: number): void => {
      const row = uses.get(i) ?? new Set<number>();
      if (row.has(pass)) return;
      row.add(pass);
      uses.set(i, row);
      const v = values[i]!;
      if (v.op === 'map') for (const a of v.args) note(a, pass);
    };
    values.forEach((v, i) => {
      if (v.op === 'fold') note(v.arg, stage[v.arg]!);
      void i;
    });
    for (const s of kernel.stores) note(s.value, stage[s.value]!);
    const dear = (i: number): number => {
      const v = values[i]!;
      return v.op === 'map' && depth[i] === 3 ? mapCost(v.fn) : 0;
    };
    for (let i = values.length - 1; i >= 0; i--) {
      const passes = uses.get(i);
      if (
        depth[i] === 3 &&
        passes &&
        passes.size > 1 &&
        dear(i) >= 8 &&
        values[i]!.dtype === 'float32'
      )
        kept.set(i, { row: kept.size, first: Math.min(...passes) });
    }
  }
  return {
    manner,
    vector,
    items,
    block,
    blocks,
    inner,
    itemCount: itemProduct * blocks,
    depth,
    stage,
    stages,
    unroll,
    work,
    kept,
    rowSize,
  };
}
