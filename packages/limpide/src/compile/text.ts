/** Kernels as text that a person can read: the loops that a device prints in its own language. */
import type { Affine } from '../graph/index.ts';
import type { ContractionKernel, Kernel, LoopKernel, Schedule } from './kernel.ts';

const letters = ['i', 'j', 'k', 'l', 'm', 'n', 'o', 'p'];

function formText(form: Affine, names: readonly string[]): string {
  const parts = form.coefficients.flatMap((c, d) =>
    c === 0 ? [] : [c === 1 ? names[d]! : `${c}·${names[d]}`],
  );
  if (form.offset !== 0 || parts.length === 0) parts.push(String(form.offset));
  return parts.join(' + ').replaceAll('+ -', '− ');
}

const infix: Readonly<Record<string, string>> = {
  add: '+',
  sub: '−',
  mul: '·',
  div: '/',
  eq: '==',
  ne: '≠',
  lt: '<',
  le: '≤',
  gt: '>',
  ge: '≥',
  and: '&',
  or: '|',
  xor: '^',
};

export function bufferName(schedule: Schedule, id: number): string {
  const b = schedule.buffers[id]!;
  return b.place.kind === 'input'
    ? `in${b.place.slot}`
    : b.place.kind === 'output'
      ? `out${b.place.output}`
      : `t${id}`;
}

function loopText(schedule: Schedule, kernel: LoopKernel): string {
  const names = kernel.dims.map((_, d) => letters[d] ?? `x${d}`);
  const uses = new Map<number, number>();
  for (const v of kernel.values) {
    const args =
      v.op === 'map'
        ? v.args
        : v.op === 'fold'
          ? [v.arg]
          : v.op === 'load' && v.guard !== null
            ? [v.guard]
            : [];
    for (const a of args) uses.set(a, (uses.get(a) ?? 0) + 1);
  }
  for (const s of kernel.stores) uses.set(s.value, (uses.get(s.value) ?? 0) + 1);
  const lines: string[] = [];
  const texts: string[] = [];
  kernel.values.forEach((v, i) => {
    let text: string;
    switch (v.op) {
      case 'load':
        text = `${bufferName(schedule, v.buffer)}[${formText(v.form, names)}]`;
        break;
      case 'constant':
        text = String(v.value);
        break;
      case 'scalar':
        text = `scalar${v.slot}`;
        break;
      case 'index':
        text = `(${formText(v.form, names)})`;
        break;
      case 'inside':
        text = v.constraints.map((c) => `0 ≤ ${formText(c.form, names)} < ${c.size}`).join(' and ');
        break;
      case 'map': {
        const args = v.args.map((a) => texts[a]!);
        text = infix[v.fn]
          ? `(${args[0]} ${infix[v.fn]} ${args[1]})`
          : v.fn === 'cast'
            ? `${v.dtype}(${args[0]})`
            : `${v.fn}(${args.join(', ')})`;
        break;
      }
      case 'fold':
        text = `${v.fn} over ${names.slice(kernel.outer).join(', ')} of ${texts[v.arg]}`;
        break;
    }
    if (v.op === 'fold' || (v.op === 'map' && (uses.get(i) ?? 0) > 1)) {
      lines.push(`v${i} = ${text}`);
      text = `v${i}`;
    }
    texts.push(text);
  });
  const head = kernel.dims
    .map((n, d) => `${d < kernel.outer ? 'for' : 'fold'} ${names[d]} < ${n}`)
    .join(', ');
  return [
    head === '' ? 'once' : head,
    ...lines.map((l) => `  ${l}`),
    ...kernel.stores.map(
      (s) => `  ${bufferName(schedule, s.buffer)}[${formText(s.form, names)}] = ${texts[s.value]}`,
    ),
  ].join('\n');
}

function contractionText(schedule: Schedule, k: ContractionKernel): string {
  const group = (name: string, extents: readonly number[]): string[] =>
    extents.map((_, i) => (extents.length > 1 ? `${name}${i}` : name));
  const b = group('b', k.batch);
  const m = group('m', k.m);
  const n = group('n', k.n);
  const kk = group('k', k.k);
  const text = (buffer: number, offset: number, names: string[], strides: number[]): string =>
    `${bufferName(schedule, buffer)}[${formText({ offset, coefficients: strides }, names)}]`;
  const loops = [
    ...b.map((x, i) => `${x} < ${k.batch[i]}`),
    ...m.map((x, i) => `${x} < ${k.m[i]}`),
    ...n.map((x, i) => `${x} < ${k.n[i]}`),
  ].map((l) => `for ${l}`);
  return [
    [...loops, ...kk.map((x, i) => `sum ${x} < ${k.k[i]}`)].join(', ') || 'once',
    `  ${text(k.out.buffer, k.out.offset, [...b, ...m, ...n], [...k.out.batch, ...k.out.m, ...k.out.n])} = Σ ${text(k.a.buffer, k.a.offset, [...b, ...m, ...kk], [...k.a.batch, ...k.a.free, ...k.a.k])} · ${text(k.b.buffer, k.b.offset, [...b, ...n, ...kk], [...k.b.batch, ...k.b.free, ...k.b.k])}`,
  ].join('\n');
}

/** The loops of a kernel. */
export function kernelText(schedule: Schedule, kernel: Kernel): string {
  switch (kernel.kind) {
    case 'loop':
      return loopText(schedule, kernel);
    case 'contraction':
      return contractionText(schedule, kernel);
    case 'whole':
      return `${bufferName(schedule, kernel.out)} = ${kernel.whole.name}(${kernel.args.map((a) => bufferName(schedule, a)).join(', ')})`;
  }
}

/** What a kernel does, in a few words. */
export function kernelSummary(kernel: Kernel): string {
  switch (kernel.kind) {
    case 'loop': {
      const work = kernel.values.flatMap((v) =>
        v.op === 'map' ? [v.fn] : v.op === 'fold' ? [`${v.fn}↓`] : [],
      );
      const shown = work.length > 8 ? [...work.slice(0, 7), `… ${work.length} in all`] : work;
      return `${kernel.dims.join('×') || '1'}: ${shown.join(' ') || 'copy'}`;
    }
    case 'contraction': {
      const p = (xs: readonly number[]): string => xs.join('·') || '1';
      return `${kernel.batch.length > 0 ? `${p(kernel.batch)} × ` : ''}[${p(kernel.m)} × ${p(kernel.k)}]·[${p(kernel.k)} × ${p(kernel.n)}]`;
    }
    case 'whole':
      return kernel.whole.name;
  }
}
