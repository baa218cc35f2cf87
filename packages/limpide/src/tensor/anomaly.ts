/**
 * The NaN guard: computes operator by operator, and names the one that made the first NaN, with the line
 * of the user's program that called it. Slow; for finding errors.
 */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { NumericError, raise } from '../errors/index.ts';
import { isFloat, type Node, takePendingSinks, watchCreation } from '../graph/index.ts';
import { evaluate, inspectEvaluation } from './evaluate.ts';
import { readable } from './print.ts';

export interface AnomalyOptions {
  /** Stop at infinities too. */
  readonly infinities?: boolean | undefined;
}

const places = new WeakMap<Node, string>();
const judged = new WeakMap<Node, boolean>();
const library = import.meta.url.replace(/tensor\/[^/]*$/, '');

/** The first line of the call stack that is not the library's own. */
function userLine(): string {
  const lines = (new Error().stack ?? '').split('\n').slice(1);
  return (
    lines.find(
      (line) => !line.includes(library) && !line.includes(library.replace('file://', '')),
    ) ?? ''
  )
    .trim()
    .replace(/^at /, '');
}

/** What must be computed for `targets`, operands first. */
function pendingNodes(targets: readonly Node[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const stack = targets.map((node) => ({ node, next: 0 }));
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    if (top.next === 0 && (seen.has(top.node) || top.node.storage !== null)) {
      stack.pop();
      continue;
    }
    seen.add(top.node);
    if (top.next < top.node.inputs.length)
      stack.push({ node: top.node.inputs[top.next++]!, next: 0 });
    else {
      order.push(top.node);
      stack.pop();
    }
  }
  return order.filter((node) => node.op.name !== 'scalar' && node.op.name !== 'leaf');
}

/** Position of the first NaN (or infinity) of a computed node, or −1. */
function firstBad(node: Node, infinities: boolean): number {
  if (!isFloat(node.dtype) || node.storage === null || node.storage.disposed) return -1;
  const data = node.device.readSync(node.storage);
  for (let i = 0; i < data.length; i++) {
    const value = readable(data, node.dtype, i);
    if (Number.isNaN(value) || (infinities && !Number.isFinite(value))) return i;
  }
  return -1;
}

const isBad = (node: Node, infinities: boolean): boolean => {
  let bad = judged.get(node);
  if (bad === undefined) {
    bad = firstBad(node, infinities) >= 0;
    judged.set(node, bad);
  }
  return bad;
};

function inspect(targets: readonly Node[], infinities: boolean): void {
  for (const node of pendingNodes(targets)) {
    const { inputs } = node; // computing lets go of them
    const before = inspectEvaluation(null);
    try {
      evaluate([node]);
    } finally {
      inspectEvaluation(before);
    }
    const index = firstBad(node, infinities);
    judged.set(node, index >= 0);
    if (index < 0 || inputs.some((x) => isBad(x, infinities))) continue;
    const value = readable(node.device.readSync(node.storage!), node.dtype, index);
    raise(NumericError, operatorErrors, 'numeric.first', {
      op: node.op.name,
      what: Number.isNaN(value) ? 'NaN' : String(value),
      index,
      shape: node.shape,
      where: places.get(node) || '?',
    });
  }
}

/**
 * Switches the NaN guard on or off, or runs a function with it; what the function left to be computed is
 * computed before it returns.
 *
 * @throws NumericError naming the operator that made the first NaN from operands that had none
 */
export function detectAnomaly(on: boolean, options?: AnomalyOptions): void;
export function detectAnomaly<R>(fn: () => R, options?: AnomalyOptions): R;
export function detectAnomaly<R>(
  what: boolean | (() => R),
  { infinities = false }: AnomalyOptions = {},
): R | undefined {
  const start = (): ReturnType<typeof inspectEvaluation> => {
    watchCreation((node) => places.set(node, userLine()));
    return inspectEvaluation((targets) => inspect(targets, infinities));
  };
  if (typeof what !== 'function') {
    if (what) start();
    else {
      watchCreation(null);
      inspectEvaluation(null);
    }
    return undefined;
  }
  evaluate(takePendingSinks()); // what was left before is none of its business
  const before = start();
  try {
    const result = what();
    inspect(takePendingSinks(), infinities);
    return result;
  } finally {
    watchCreation(null);
    inspectEvaluation(before);
  }
}
