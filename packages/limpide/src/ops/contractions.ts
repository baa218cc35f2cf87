/**
 * Contractions: sums of products over shared axes. Matrix products, einsum, linear layers are all one
 * operator of two operands whose axes carry labels; its gradients are the same operator again.
 */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import {
  apply,
  broadcast,
  defineOp,
  dtypeInfo,
  type Low,
  type LowBuilder,
  type Node,
  sizeOf,
} from '../graph/index.ts';
import { expand, reshape, sumTo } from './broadcasting.ts';
import { add, cast } from './maps.ts';
import { permute } from './movement.ts';
import { resultDType } from './support.ts';

interface Labels {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly out: readonly number[];
  readonly [name: string]: readonly number[];
}

/** The size of each label; equal labels must meet equal sizes. */
function sizes(a: Node, b: Node, { a: la, b: lb }: Labels): Map<number, number> {
  const found = new Map<number, number>();
  const note = (x: Node, labels: readonly number[]): void => {
    labels.forEach((label, d) => {
      const size = x.shape[d]!;
      const known = found.get(label);
      if (known !== undefined && known !== size) {
        raise(ShapeError, tensorErrors, 'shape.matmul', {
          op: 'contract',
          a: a.shape,
          b: b.shape,
          ka: known,
          kb: size,
        });
      }
      found.set(label, size);
    });
  };
  note(a, la);
  note(b, lb);
  return found;
}

const contractOp = defineOp<Labels>({
  name: 'contract',
  infer: ([a, b], labels) => {
    const size = sizes(a!, b!, labels);
    return { shape: labels.out.map((l) => size.get(l)!), dtype: resultDType(a!, b!) };
  },
  vjp: (g, node, attrs, needs) => {
    const { a: la, b: lb, out } = attrs as unknown as Labels;
    const [a, b] = node.inputs as readonly [Node, Node];
    return [
      needs[0] ? cast(partner(g, out, b, lb, a, la), a.dtype) : null,
      needs[1] ? cast(partner(g, out, a, la, b, lb), b.dtype) : null,
    ];
  },
  lower: (b, [x, y], { a: la, b: lb, out }, { dtype }) => {
    const compute = dtypeInfo[dtype].compute;
    // Axes that only one operand has, and the result has not, are summed beforehand.
    const prepare = (
      v: Low,
      labels: readonly number[],
      other: readonly number[],
    ): [Low, number[]] => {
      const lonely = labels
        .map((_, d) => d)
        .filter((d) => !other.includes(labels[d]!) && !out.includes(labels[d]!));
      const kept = labels.filter((_, d) => !lonely.includes(d));
      const folded = b.reduce('sum', b.cast(v, compute), lonely);
      return [
        b.reshape(
          folded,
          v.shape.filter((_, d) => !lonely.includes(d)),
        ),
        kept,
      ];
    };
    const [u, lu] = prepare(x!, la, lb);
    const [v, lv] = prepare(y!, lb, la);
    const batch = out.filter((l) => lu.includes(l) && lv.includes(l));
    const m = out.filter((l) => lu.includes(l) && !lv.includes(l));
    const n = out.filter((l) => lv.includes(l) && !lu.includes(l));
    const k = lu.filter((l) => lv.includes(l) && !out.includes(l));
    const left = b.permute(
      u,
      [...batch, ...m, ...k].map((l) => lu.indexOf(l)),
    );
    const right = b.permute(
      v,
      [...batch, ...n, ...k].map((l) => lv.indexOf(l)),
    );
    const c = contractLow(b, left, right, {
      batch: batch.length,
      m: m.length,
      n: n.length,
      k: k.length,
    });
    const order = [...batch, ...m, ...n];
    return b.cast(
      b.permute(
        c,
        out.map((l) => order.indexOf(l)),
      ),
      dtype,
    );
  },
});

/** Without a shared axis a contraction is a plain product. */
function contractLow(
  b: LowBuilder,
  x: Low,
  y: Low,
  axes: { batch: number; m: number; n: number; k: number },
): Low {
  if (axes.k > 0) return b.contraction(x, y, axes);
  const left = b.reshape(x, [...x.shape, ...new Array<number>(axes.n).fill(1)]);
  const lead = x.shape.slice(0, axes.batch);
  const right = b.reshape(y, [
    ...lead,
    ...new Array<number>(axes.m).fill(1),
    ...y.shape.slice(axes.batch),
  ]);
  const shape = [...x.shape, ...y.shape.slice(axes.batch)];
  return b.map('mul', x.dtype, b.expand(left, shape), b.expand(right, shape));
}

/** Gradient of `like` (labels `target`): the contraction of g with the other operand. */
function partner(
  g: Node,
  lg: readonly number[],
  other: Node,
  lo: readonly number[],
  like: Node,
  target: readonly number[],
): Node {
  const reachable = target.filter((l) => lg.includes(l) || lo.includes(l));
  const part = contract(g, lg, other, lo, reachable);
  if (reachable.length === target.length) return part;
  // Axes that had been summed alone receive the gradient everywhere.
  const shape = target.map((l, d) => (reachable.includes(l) ? like.shape[d]! : 1));
  return expand(reshape(part, shape), like.shape);
}

/** Σ over the labels that `out` lacks of a·b. Labels are numbers, distinct within an operand. */
export function contract(
  a: Node,
  la: readonly number[],
  b: Node,
  lb: readonly number[],
  out: readonly number[],
): Node {
  return apply(contractOp, [a, b], { a: la, b: lb, out });
}

const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);

/**
 * Matrix product, as torch.matmul: vectors are promoted to matrices, leading axes are batches and
 * broadcast.
 */
export function matmul(x: Node, y: Node): Node {
  const fail = (ka: number, kb: number): never =>
    raise(ShapeError, tensorErrors, 'shape.matmul', {
      op: 'matmul',
      a: x.shape,
      b: y.shape,
      ka,
      kb,
    });
  const rx = x.shape.length;
  const ry = y.shape.length;
  if (rx === 0 || ry === 0) {
    raise(ShapeError, tensorErrors, 'shape.rank', {
      op: 'matmul',
      expected: '≥ 1',
      got: rx === 0 ? x.shape : y.shape,
    });
  }
  const ka = x.shape[rx - 1]!;
  const kb = y.shape[Math.max(0, ry - 2)]!;
  if (ka !== kb) fail(ka, kb);
  const K = 0;
  const M = 1;
  const N = 2;
  if (rx === 1 && ry === 1) return contract(x, [K], y, [K], []);
  if (ry === 1) {
    const lead = range(rx - 1, 3);
    return contract(x, [...lead, K], y, [K], lead);
  }
  if (rx === 1) {
    const lead = range(ry - 2, 3);
    return contract(x, [K], y, [...lead, K, N], [...lead, N]);
  }
  if (ry === 2) {
    const lead = range(rx - 1, 3); // a batch against one matrix is one long matrix
    return contract(x, [...lead, K], y, [K, N], [...lead, N]);
  }
  const bx = x.shape.slice(0, -2);
  const by = y.shape.slice(0, -2);
  const batch = broadcast('matmul', bx, by);
  const labels = range(batch.length, 3);
  // Where one operand has size 1 and the other has not, the axis is dropped from the first.
  const operand = (v: Node, own: readonly number[], tail: readonly number[]): [Node, number[]] => {
    const lead = batch.length - own.length;
    const kept: number[] = [];
    const shape: number[] = [];
    own.forEach((n, d) => {
      if (n === batch[d + lead]) {
        kept.push(labels[d + lead]!);
        shape.push(n);
      }
    });
    return [reshape(v, [...shape, ...v.shape.slice(-2)]), [...kept, ...tail]];
  };
  const [u, lu] = operand(x, bx, [M, K]);
  const [v, lv] = operand(y, by, [K, N]);
  return contract(u, lu, v, lv, [...labels, M, N]);
}

/** x · Wᵀ + bias, for x of shape (…, in), W of shape (out, in), bias of shape (out). */
export function linear(x: Node, weight: Node, bias: Node | null): Node {
  const rank = x.shape.length;
  if (weight.shape.length !== 2) {
    raise(ShapeError, tensorErrors, 'shape.rank', { op: 'linear', expected: 2, got: weight.shape });
  }
  const features = x.shape[rank - 1];
  if (features !== weight.shape[1]) {
    raise(ShapeError, tensorErrors, 'shape.matmul', {
      op: 'linear',
      a: x.shape,
      b: weight.shape,
      ka: features,
      kb: weight.shape[1],
    });
  }
  const lead = range(rank - 1, 2);
  const y = contract(x, [...lead, 0], weight, [1, 0], [...lead, 1]);
  return bias ? add(y, bias) : y;
}

export const outer = (x: Node, y: Node): Node => contract(x, [0], y, [1], [0, 1]);

/**
 * Einstein summation: `einsum('bij,bjk->bik', x, y)`. Any number of operands (contracted from the left),
 * repeated labels within an operand (diagonals), `...` for leading axes.
 */
export function einsum(
  equation: string,
  operands: readonly Node[],
  diagonal: (x: Node, a: number, b: number) => Node,
): Node {
  const fail = (reason: string): never =>
    raise(ArgumentError, tensorErrors, 'argument.einsum', { equation, reason });
  const text = equation.replace(/\s/g, '');
  const [left, right, ...rest] = text.split('->');
  if (rest.length > 0 || left === undefined) fail('one "->" at most');
  const terms = left!.split(',');
  if (terms.length !== operands.length)
    fail(`${terms.length} terms for ${operands.length} operands`);
  const dots = Math.max(
    0,
    ...terms.map((t, i) => (t.includes('...') ? operands[i]!.shape.length - (t.length - 3) : 0)),
  );
  const labelOf = (c: string): number => {
    if (!/^[A-Za-z]$/.test(c)) fail(`"${c}" is not a letter`);
    return c.charCodeAt(0);
  };
  const expandTerm = (term: string, rank?: number): number[] => {
    const at = term.indexOf('...');
    if (at < 0) return [...term].map(labelOf);
    const own = rank === undefined ? dots : rank - (term.length - 3);
    const ellipsis = range(own, 1000 + dots - own);
    return [
      ...[...term.slice(0, at)].map(labelOf),
      ...ellipsis,
      ...[...term.slice(at + 3)].map(labelOf),
    ];
  };
  const seen = new Map<number, number>();
  let parts = terms.map((term, i): [Node, number[]] => {
    let x = operands[i]!;
    const labels = expandTerm(term, x.shape.length);
    if (labels.length !== x.shape.length)
      fail(`"${term}" has ${labels.length} axes, operand ${i} has ${x.shape.length}`);
    for (const [d, l] of labels.entries()) {
      const known = seen.get(l);
      const n = x.shape[d]!;
      if (known !== undefined && known !== n && known !== 1 && n !== 1)
        fail(`label "${String.fromCharCode(l)}" has sizes ${known} and ${n}`);
      seen.set(l, Math.max(known ?? n, n));
    }
    // Repeated labels: the diagonal.
    for (let d = 0; d < labels.length; d++) {
      const again = labels.indexOf(labels[d]!, d + 1);
      if (again >= 0) {
        const l = labels[d]!;
        x = diagonal(x, d, again); // the diagonal's axis is last
        labels.splice(again, 1);
        labels.splice(d, 1);
        labels.push(l);
        d = -1;
      }
    }
    return [x, labels];
  });
  const counts = new Map<number, number>();
  for (const term of terms)
    for (const l of term.includes('...')
      ? [...term.replace('...', '')].map(labelOf)
      : expandTerm(term))
      counts.set(l, (counts.get(l) ?? 0) + 1);
  const out =
    right === undefined
      ? [
          ...range(dots, 1000),
          ...[...counts]
            .filter(([, n]) => n === 1)
            .map(([l]) => l)
            .sort((p, q) => p - q),
        ]
      : expandTerm(right);
  for (const l of out)
    if (!seen.has(l)) fail(`the result names "${String.fromCharCode(l)}", which no operand has`);
  if (new Set(out).size !== out.length) fail('a label stands twice in the result');
  // Sizes of 1 broadcast: give such axes their full size.
  parts = parts.map(([x, labels]) => [
    expand(
      x,
      labels.map((l) => seen.get(l)!),
    ),
    labels,
  ]);
  let [acc, labels] = parts[0]!;
  for (let i = 1; i < parts.length; i++) {
    const [next, ln] = parts[i]!;
    const later = new Set([...out, ...parts.slice(i + 1).flatMap(([, l]) => l)]);
    const kept = [...new Set([...labels, ...ln])].filter((l) => later.has(l));
    acc = contract(acc, labels, next, ln, kept);
    labels = kept;
  }
  const gone = labels.filter((l) => !out.includes(l));
  if (gone.length > 0) {
    const shape = labels.map((l, d) => (gone.includes(l) ? 1 : acc.shape[d]!));
    acc = reshape(
      sumTo(acc, shape),
      shape.filter((_, d) => !gone.includes(labels[d]!)),
    );
    labels = labels.filter((l) => !gone.includes(l));
  }
  const result = permute(
    acc,
    out.map((l) => labels.indexOf(l)),
  );
  if (sizeOf(result.shape) < 0) fail('negative size');
  return result;
}

/** Applies a matrix [out, in] along one axis. */
export function alongAxis(x: Node, matrix: Node, axis: number): Node {
  const labels = range(x.shape.length);
  const fresh = x.shape.length;
  return contract(
    x,
    labels,
    matrix,
    [fresh, axis],
    labels.map((l) => (l === axis ? fresh : l)),
  );
}
