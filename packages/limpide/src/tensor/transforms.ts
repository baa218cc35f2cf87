/** Differentiation as functions: grad, valueAndGrad, Jacobians, Hessians; and operators of one's own. */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { ArgumentError, AutogradError, raise } from '../errors/index.ts';
import {
  apply,
  defineOp,
  Node,
  type RegisteredOp,
  sameShape,
  scalar,
  withRecording,
} from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { flow } from './autograd.ts';
import { Tensor } from './tensor.ts';

export interface GradOptions {
  /** What each output's gradient is; ones for outputs of one element. */
  readonly gradOutputs?: readonly (Tensor | null)[] | undefined;
  readonly retainGraph?: boolean | undefined;
  /** Record the gradients' own computation, to differentiate them again. */
  readonly createGraph?: boolean | undefined;
  /** null for inputs that take no part, instead of an error. */
  readonly allowUnused?: boolean | undefined;
}

type Gradients<A extends readonly Tensor[]> = A extends readonly [Tensor]
  ? Tensor
  : { [K in keyof A]: Tensor };

/** Gradients of outputs with respect to inputs, which are not touched (torch.autograd.grad). */
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: readonly Tensor[],
  options: GradOptions & { readonly allowUnused: true },
): (Tensor | null)[];
export function grad(
  outputs: Tensor | readonly Tensor[],
  inputs: readonly Tensor[],
  options?: GradOptions,
): Tensor[];
/** The function that gives the gradient of `fn` (which returns one number) with respect to its arguments. */
export function grad<A extends readonly Tensor[]>(
  fn: (...xs: A) => Tensor,
): (...xs: A) => Gradients<A>;
export function grad(
  what: Tensor | readonly Tensor[] | ((...xs: Tensor[]) => Tensor),
  inputs: readonly Tensor[] = [],
  options: GradOptions = {},
): unknown {
  if (typeof what === 'function') return (...xs: Tensor[]) => evaluateWithGrad(what, xs)[1];
  return gradients(what instanceof Tensor ? [what] : what, inputs, options);
}

/** The function that gives `[value, gradient]` of `fn`. */
export function valueAndGrad<A extends readonly Tensor[]>(
  fn: (...xs: A) => Tensor,
): (...xs: A) => [Tensor, Gradients<A>] {
  return (...xs) =>
    evaluateWithGrad(fn as unknown as (...xs: Tensor[]) => Tensor, xs) as [Tensor, Gradients<A>];
}

function gradients(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  options: GradOptions,
): (Tensor | null)[] {
  const {
    createGraph = false,
    retainGraph = createGraph,
    allowUnused = false,
    gradOutputs,
  } = options;
  // several outputs: the gradient of Σ ⟨output, its gradient⟩
  let root: Node | null = null;
  let seed: Node | null = null;
  outputs.forEach((y, i) => {
    const g = gradOutputs?.[i];
    if (g === null) return;
    if (g === undefined && y.numel !== 1)
      raise(AutogradError, tensorErrors, 'autograd.scalar', { shape: y.shape });
    if (g && !sameShape(g.shape, y.shape))
      raise(AutogradError, tensorErrors, 'autograd.gradShape', {
        op: 'grad',
        got: g.shape,
        expected: y.shape,
      });
    const weight = g?.node ?? ops.expand(scalar(1, y.dtype, y.node.device), y.shape);
    if (outputs.length === 1) {
      root = y.node;
      seed = weight;
    } else {
      const part = ops.sum(ops.mul(y.node, weight));
      root = root ? ops.add(root, part) : part;
    }
  });
  if (root === null)
    raise(ArgumentError, tensorErrors, 'argument.range', {
      op: 'grad',
      name: 'outputs',
      expected: 'at least one tensor',
      got: 'none',
    });
  const top = root as Node;
  const wanted = inputs.map((x) => x.node);
  const found = flow(top, seed ?? ops.expand(scalar(1, top.dtype, top.device), top.shape), wanted, {
    createGraph,
    retainGraph,
  });
  return wanted.map((x, index) => {
    const g = found.get(x);
    if (g === undefined && !allowUnused)
      raise(AutogradError, tensorErrors, 'autograd.unreachable', { index });
    return g === undefined ? null : new Tensor(g);
  });
}

const aliasOp: RegisteredOp = defineOp({
  name: 'alias',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: (g) => [g],
  lower: (_b, [x]) => x!,
});

/** The same value as another node of the graph, with respect to which one can differentiate. */
function alias(x: Tensor): Tensor {
  const { node } = x;
  node.uses++;
  return new Tensor(
    new Node(
      aliasOp as unknown as RegisteredOp<never>,
      [node],
      {},
      node.shape,
      node.dtype,
      node.device,
      true,
      null,
    ),
  );
}

function evaluateWithGrad(
  fn: (...xs: Tensor[]) => Tensor,
  xs: readonly Tensor[],
): [Tensor, Tensor | Tensor[]] {
  const nested = xs.some((x) => x.requiresGrad);
  return withRecording(true, () => {
    const inputs = xs.map(alias);
    const value = fn(...inputs);
    if (value.numel !== 1)
      raise(AutogradError, operatorErrors, 'gradcheck.scalar', { shape: value.shape });
    const found = gradients([value], inputs, {
      createGraph: nested,
      retainGraph: true,
      allowUnused: true,
    });
    const filled = found.map(
      (g, i) => g ?? new Tensor(ops.filled(0, xs[i]!.shape, xs[i]!.dtype, xs[i]!.node.device)),
    );
    return [nested ? value : value.detach(), filled.length === 1 ? filled[0]! : filled];
  });
}

/** ∂fn(x)[i…] / ∂x[j…], as a tensor of shape [i…, j…]: one backward pass per element of the result. */
export function jacobian(fn: (x: Tensor) => Tensor, x: Tensor): Tensor {
  return withRecording(true, () => {
    const input = alias(x);
    const y = fn(input);
    const flat = ops.reshape(y.node, [y.numel]);
    const rows = Array.from({ length: y.numel }, (_, i) => {
      const one = new Tensor(ops.sliceTo(flat, [1], [i], [1]));
      if (!one.requiresGrad) return ops.filled(0, x.shape, x.dtype, x.node.device);
      const [g] = gradients([one], [input], {
        createGraph: x.requiresGrad,
        retainGraph: true,
        allowUnused: true,
      });
      return g?.node ?? ops.filled(0, x.shape, x.dtype, x.node.device);
    });
    if (rows.length === 0)
      return new Tensor(ops.filled(0, [...y.shape, ...x.shape], x.dtype, x.node.device));
    return new Tensor(ops.reshape(ops.stack(rows), [...y.shape, ...x.shape]));
  });
}

/** ∂²fn(x) / ∂x[i…]∂x[j…] of a function that returns one number. */
export const hessian = (fn: (x: Tensor) => Tensor, x: Tensor): Tensor =>
  jacobian((v) => grad(fn as (...xs: [Tensor]) => Tensor)(v), x);

/** The Hessian's product with a vector, without the Hessian: the gradient of ⟨∇fn, v⟩ (Pearlmutter, 1994). */
export const hvp = (fn: (x: Tensor) => Tensor, x: Tensor, v: Tensor): Tensor =>
  grad((input: Tensor) =>
    grad(fn as (...xs: [Tensor]) => Tensor)(input)
      .mul(v.detach())
      .sum(),
  )(x);

// ---- one's own operators -----------------------------------------------------------------------------

export interface CustomOp {
  /** How it is called in `explain()` and in errors. */
  readonly name: string;
  /** The value, from tensors without history. */
  readonly forward: (...inputs: Tensor[]) => Tensor;
  /** From the gradient of the result, that of each input (null: none). To be differentiated again, it uses `inputs` and `output`. */
  readonly backward: (
    gradient: Tensor,
    context: { readonly inputs: readonly Tensor[]; readonly output: Tensor },
  ) => Tensor | null | readonly (Tensor | null)[];
}

/**
 * An operator with a gradient of one's own; it behaves like all others.
 *
 * @example
 * const square = customOp({
 *   name: 'square',
 *   forward: (x) => x.mul(x),
 *   backward: (g, { inputs: [x] }) => g.mul(x!).mul(2),
 * });
 */
export function customOp({ name, forward, backward }: CustomOp): (...inputs: Tensor[]) => Tensor {
  const op: RegisteredOp = defineOp({
    name,
    infer: ([y]) => ({ shape: y!.shape, dtype: y!.dtype }),
    vjp: (g, node) => {
      const inputs = node.inputs.slice(1).map((x) => new Tensor(x));
      const given = backward(new Tensor(g), { inputs, output: new Tensor(node) });
      const list = Array.isArray(given)
        ? (given as readonly (Tensor | null)[])
        : [given as Tensor | null];
      if (list.length !== inputs.length)
        raise(AutogradError, operatorErrors, 'custom.gradients', {
          op: name,
          got: list.length,
          expected: inputs.length,
        });
      return [
        null,
        ...list.map((part, i) => {
          if (part === null) return null;
          if (!sameShape(part.shape, inputs[i]!.shape))
            raise(AutogradError, tensorErrors, 'autograd.gradShape', {
              op: name,
              got: part.shape,
              expected: inputs[i]!.shape,
            });
          return ops.cast(part.node, inputs[i]!.dtype);
        }),
      ];
    },
    lower: (_b, [y]) => y!,
  });
  return (...inputs) => {
    const y = withRecording(false, () => forward(...inputs.map((x) => x.detach())));
    return new Tensor(apply(op, [y.node, ...inputs.map((x) => x.node)], {}));
  };
}
