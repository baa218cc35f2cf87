/** Fewer loops: neighbours that every access walks through as one are joined, loops of one turn dropped. */
import type { Affine } from '../graph/index.ts';
import type { ContractionKernel, LoopKernel, Value } from './kernel.ts';

/**
 * Which neighbouring axes are one: groups of axis numbers, outermost first, given the strides of every
 * access. Axes of extent 1 disappear.
 */
function joinable(
  extents: readonly number[],
  strides: readonly (readonly number[])[],
  from: number,
  to: number,
): number[][] {
  const groups: number[][] = [];
  for (let d = from; d < to; d++) {
    if (extents[d] === 1) continue;
    const last = groups[groups.length - 1];
    const before = last?.[last.length - 1];
    if (last && before !== undefined && strides.every((s) => s[before] === s[d]! * extents[d]!))
      last.push(d);
    else groups.push([d]);
  }
  return groups;
}

const extentOf = (extents: readonly number[], group: readonly number[]): number =>
  group.reduce((n, d) => n * extents[d]!, 1);
const strideOf = (strides: readonly number[], group: readonly number[]): number =>
  strides[group[group.length - 1]!]!;

/** Without values that nothing stored depends on. */
function pruned(kernel: LoopKernel): LoopKernel {
  const argsOf = (v: Value): readonly number[] =>
    v.op === 'map'
      ? v.args
      : v.op === 'fold'
        ? [v.arg]
        : v.op === 'load' && v.guard !== null
          ? [v.guard]
          : [];
  const needed = new Set<number>();
  const open = kernel.stores.map((s) => s.value);
  while (open.length > 0) {
    const i = open.pop()!;
    if (needed.has(i)) continue;
    needed.add(i);
    open.push(...argsOf(kernel.values[i]!));
  }
  if (needed.size === kernel.values.length) return kernel;
  const kept = [...needed].sort((a, b) => a - b);
  const place = new Map(kept.map((old, now) => [old, now]));
  const at = (i: number): number => place.get(i)!;
  const values = kept.map((i): Value => {
    const v = kernel.values[i]!;
    if (v.op === 'map') return { ...v, args: v.args.map(at) };
    if (v.op === 'fold') return { ...v, arg: at(v.arg) };
    return v.op === 'load' && v.guard !== null ? { ...v, guard: at(v.guard) } : v;
  });
  return { ...kernel, values, stores: kernel.stores.map((s) => ({ ...s, value: at(s.value) })) };
}

export function collapseLoops(given: LoopKernel): LoopKernel {
  const kernel = pruned(given);
  const forms: Affine[] = [];
  for (const v of kernel.values) {
    if (v.op === 'load' || v.op === 'index') forms.push(v.form);
    if (v.op === 'inside') forms.push(...v.constraints.map((c) => c.form));
  }
  for (const s of kernel.stores) forms.push(s.form);
  const strides = forms.map((f) => f.coefficients);
  const outer = joinable(kernel.dims, strides, 0, kernel.outer);
  const inner = joinable(kernel.dims, strides, kernel.outer, kernel.dims.length);
  const groups = [...outer, ...inner];
  const fit = (f: Affine): Affine => ({
    offset: f.offset,
    coefficients: groups.map((g) => strideOf(f.coefficients, g)),
  });
  const values = kernel.values.map((v): Value => {
    if (v.op === 'load' || v.op === 'index') return { ...v, form: fit(v.form) };
    if (v.op === 'inside')
      return { ...v, constraints: v.constraints.map((c) => ({ ...c, form: fit(c.form) })) };
    return v;
  });
  return {
    ...kernel,
    dims: groups.map((g) => extentOf(kernel.dims, g)),
    outer: outer.length,
    values,
    stores: kernel.stores.map((s) => ({ ...s, form: fit(s.form) })),
  };
}

export function collapseContraction(k: ContractionKernel): ContractionKernel {
  const group = (extents: readonly number[], ...strides: (readonly number[])[]) => {
    const groups = joinable(extents, strides, 0, extents.length);
    return {
      extents: groups.map((g) => extentOf(extents, g)),
      strides: strides.map((s) => groups.map((g) => strideOf(s, g))),
    };
  };
  const batch = group(k.batch, k.a.batch, k.b.batch, k.out.batch);
  const m = group(k.m, k.a.free, k.out.m);
  const n = group(k.n, k.b.free, k.out.n);
  const kk = group(k.k, k.a.k, k.b.k);
  return {
    ...k,
    batch: batch.extents,
    m: m.extents,
    n: n.extents,
    k: kk.extents,
    a: { ...k.a, batch: batch.strides[0]!, free: m.strides[0]!, k: kk.strides[0]! },
    b: { ...k.b, batch: batch.strides[1]!, free: n.strides[0]!, k: kk.strides[1]! },
    out: { ...k.out, batch: batch.strides[2]!, m: m.strides[1]!, n: n.strides[1]! },
  };
}
