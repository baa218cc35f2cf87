/**
 * Reverse-mode differentiation: from one node, along the operators' vector–Jacobian products, to the
 * leaves. Gradients are nodes like any others; they are fused, scheduled and differentiated as such.
 */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { AutogradError, raise } from '../errors/index.ts';
import { type Node, sameShape, withRecording } from '../graph/index.ts';
import { add, cast } from '../ops/index.ts';

/** Nodes between `root` and the leaves through which gradients flow, results before operands. */
function backwardOrder(root: Node, ends: (node: Node) => boolean): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const stack: { node: Node; next: number }[] = [{ node: root, next: 0 }];
  seen.add(root);
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const { node } = top;
    if (ends(node) || top.next >= node.inputs.length) {
      order.push(node);
      stack.pop();
      continue;
    }
    const child = node.inputs[top.next++]!;
    if (child.requiresGrad && !seen.has(child)) {
      seen.add(child);
      stack.push({ node: child, next: 0 });
    }
  }
  return order.reverse();
}

export interface FlowOptions {
  /** Keep the graph so that it can be differentiated again. */
  readonly retainGraph?: boolean | undefined;
  /** Record the gradients' own computation, for second derivatives. */
  readonly createGraph?: boolean | undefined;
  /** Nodes beyond which gradients do not go. */
  readonly boundary?: ReadonlySet<Node> | undefined;
}

/**
 * Sends gradients from `root` to the leaves, or to `wanted`.
 *
 * @returns the gradient of each node reached that is a leaf or in `wanted`
 */
export function flow(
  root: Node,
  seed: Node,
  wanted: readonly Node[] | null,
  options: FlowOptions,
): Map<Node, Node> {
  if (!root.requiresGrad) raise(AutogradError, tensorErrors, 'autograd.noGraph');
  if (!sameShape(seed.shape, root.shape)) {
    raise(AutogradError, tensorErrors, 'autograd.gradShape', {
      op: 'backward',
      got: seed.shape,
      expected: root.shape,
    });
  }
  const { boundary } = options;
  const ends = (node: Node): boolean => node.variable !== null || (boundary?.has(node) ?? false);
  const order = backwardOrder(root, ends);
  for (const node of order) {
    if (node.released && !ends(node)) raise(AutogradError, tensorErrors, 'autograd.twice');
  }
  const keep = wanted === null ? null : new Set(wanted);
  // With a choice of inputs, only what lies between is walked.
  const useful = keep === null ? null : new Set<Node>();
  if (useful) {
    for (let i = order.length - 1; i >= 0; i--) {
      const node = order[i]!;
      if (keep!.has(node) || (!ends(node) && node.inputs.some((x) => useful.has(x))))
        useful.add(node);
    }
  }
  const gradients = new Map<Node, Node>([[root, cast(seed, root.dtype)]]);
  const found = new Map<Node, Node>();
  withRecording(options.createGraph ?? false, () => {
    for (const node of order) {
      let g = gradients.get(node);
      if (g === undefined) continue;
      if (node.hooks) {
        for (const hook of node.hooks) g = hook(g) ?? g;
      }
      if (keep ? keep.has(node) : node.variable !== null) found.set(node, g);
      if (ends(node)) continue;
      const needs = node.inputs.map((x) => x.requiresGrad && (useful === null || useful.has(x)));
      if (!needs.includes(true)) continue;
      const vjp = node.op.vjp!;
      const parts = vjp(g, node, node.attrs as never, needs);
      node.inputs.forEach((input, i) => {
        const part = parts[i];
        if (!needs[i] || part === null || part === undefined) return;
        const sofar = gradients.get(input);
        gradients.set(input, sofar ? add(sofar, part) : part);
      });
      gradients.delete(node);
    }
  });
  if (!(options.retainGraph ?? options.createGraph ?? false)) {
    for (const node of order) {
      if (ends(node)) continue;
      node.released = true;
      if (node.storage !== null) node.inputs = [];
    }
  }
  return found;
}
