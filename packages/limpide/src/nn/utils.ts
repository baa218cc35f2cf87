/** Utilities on parameters: clipping of gradients, counting, vectors. */
import { nnErrors } from '../errors/catalog/nn.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { keepNode, type Node, withRecording } from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { Tensor, zeros } from '../tensor/index.ts';
import type { AnyModule } from './module.ts';

/** Parameters, one of them, or a module's. */
export type ParametersLike = Iterable<Tensor> | Tensor | AnyModule;

function listOf(what: ParametersLike): Tensor[] {
  if (what instanceof Tensor) return [what];
  // a Sequential can be iterated too, but over its layers
  return 'parameters' in what ? what.parameters() : [...what];
}

/**
 * Scales all gradients together so that their common norm is at most `maxNorm` (Pascanu et al., 2013):
 * g ← g·min(1, maxNorm/(‖g‖ + 10⁻⁶)).
 *
 * @returns the norm before
 */
export function clipGradNorm_(
  parameters: ParametersLike,
  maxNorm: number,
  options: { readonly normType?: number } = {},
): Tensor {
  const { normType: p = 2 } = options;
  const handles = listOf(parameters)
    .map((t) => t.handle)
    .filter((h) => h.gradient !== null);
  if (handles.length === 0) return zeros([]);
  return withRecording(false, () => {
    const parts = handles.map((h) => partOf(h.gradient!, p));
    const joined = parts.reduce((a, b) =>
      p === Number.POSITIVE_INFINITY ? ops.maximum(a, b) : ops.add(a, b),
    );
    const total =
      p === 2
        ? ops.sqrt(joined)
        : p === 1 || p === Number.POSITIVE_INFINITY
          ? joined
          : ops.pow(joined, 1 / p);
    keepNode(total); // to be read after the step
    const factor = ops.minimum(ops.div(maxNorm, ops.add(total, 1e-6)), 1);
    for (const handle of handles) handle.gradient = ops.mul(handle.gradient!, factor);
    return new Tensor(total);
  });
}
/** Σ|g|ᵖ, or max |g| */
function partOf(g: Node, p: number): Node {
  if (p === Number.POSITIVE_INFINITY) return ops.amax(ops.abs(g));
  return ops.sum(p === 2 ? ops.square(g) : p === 1 ? ops.abs(g) : ops.pow(ops.abs(g), p));
}

/** Limits each element of the gradients to [−clipValue, clipValue]. */
export function clipGradValue_(parameters: ParametersLike, clipValue: number): void {
  withRecording(false, () => {
    for (const { handle } of listOf(parameters)) {
      if (handle.gradient !== null)
        handle.gradient = ops.clamp(handle.gradient, -clipValue, clipValue);
    }
  });
}

/** How many numbers there are. */
export function countParameters(
  parameters: ParametersLike,
  options: { readonly trainable?: boolean } = {},
): number {
  const chosen = listOf(parameters).filter((t) => options.trainable !== true || t.requiresGrad);
  return chosen.reduce((n, t) => n + t.numel, 0);
}

/** All parameters, flattened, one after another. */
export function parametersToVector(parameters: ParametersLike): Tensor {
  return new Tensor(
    ops.cat(
      listOf(parameters).map((t) => ops.reshape(t.node, [-1])),
      0,
    ),
  );
}
/** Gives the parameters the values of such a vector. */
export function vectorToParameters(vector: Tensor, parameters: ParametersLike): void {
  const list = listOf(parameters);
  const expected = countParameters(list);
  if (vector.ndim !== 1 || vector.numel !== expected) {
    raise(ArgumentError, nnErrors, 'utils.vector', {
      op: 'vectorToParameters',
      got: vector.numel,
      expected,
    });
  }
  let at = 0;
  withRecording(false, () => {
    const detached = vector.detach();
    for (const t of list) {
      t.copy_(detached.slice(0, at, at + t.numel).reshape(t.shape));
      at += t.numel;
    }
  });
}
