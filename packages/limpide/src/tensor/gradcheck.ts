/** Gradients held against finite differences, in float64. */

import { operatorErrors } from '../errors/catalog/operators.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { AutogradError, raise } from '../errors/index.ts';
import { leaf, type Node, Storage, sizeOf, withRecording } from '../graph/index.ts';
import * as ops from '../ops/index.ts';
import { flow } from './autograd.ts';
import { Tensor } from './tensor.ts';

export interface GradcheckOptions {
  /** Step of the central differences. */
  readonly eps?: number | undefined;
  readonly atol?: number | undefined;
  readonly rtol?: number | undefined;
}

/** Any function of tensors that gives one or several. */
export type Checked = (...inputs: Tensor[]) => Tensor | readonly Tensor[];

/** A fixed tensor of numbers between 1/2 and 3/2: what outputs are multiplied by, so that no two errors cancel. */
function cotangent(like: Node, salt: number): Node {
  const size = sizeOf(like.shape);
  const values = Float64Array.from(
    { length: size },
    (_, i) => 0.5 + (((((i + 1) * 0.6180339887498949 + salt * 0.7548776662466927) % 1) + 1) % 1),
  );
  return leaf(new Storage('float64', size, values, null), like.shape, 'float64', like.device);
}

/** Σ ⟨output, cotangent⟩ over the outputs that can have gradients. */
function combined(fn: Checked, inputs: Tensor[]): Node {
  const outputs = fn(...inputs);
  const list = (outputs instanceof Tensor ? [outputs] : outputs).filter(
    (y) => y.dtype === 'float64',
  );
  return list
    .map((y, i) => ops.sum(ops.mul(y.node, cotangent(y.node, i))))
    .reduce((a, b) => ops.add(a, b));
}

const fresh = (values: Float64Array<ArrayBuffer>, like: Tensor, requiresGrad: boolean): Tensor =>
  new Tensor(
    leaf(
      new Storage('float64', values.length, values, null),
      like.shape,
      'float64',
      like.node.device,
    ),
  ).requiresGrad_(requiresGrad);

/**
 * Compares the gradients of `fn` with central differences. Throws an error that names the first element
 * that is off; returns true otherwise.
 *
 * @param inputs those with requiresGrad are checked, and must be float64
 */
export function gradcheck(
  fn: Checked,
  inputs: readonly Tensor[],
  options: GradcheckOptions = {},
): true {
  const { eps = 1e-6, atol = 1e-5, rtol = 1e-3 } = options;
  const wrong = inputs.findIndex((x) => x.requiresGrad && x.dtype !== 'float64');
  if (wrong >= 0 || !inputs.some((x) => x.requiresGrad)) {
    raise(AutogradError, operatorErrors, 'gradcheck.input', {
      index: Math.max(0, wrong),
      got: inputs[Math.max(0, wrong)]?.dtype,
    });
  }
  const values = inputs.map((x) => (x.requiresGrad ? Float64Array.from(x.dataSync()) : null));
  const made = inputs.map((x, i) => (values[i] ? fresh(values[i].slice(), x, true) : x));
  const analytic = withRecording(true, () => {
    const root = combined(fn, made);
    const wanted = made.filter((x) => x.requiresGrad).map((x) => x.node);
    if (!root.requiresGrad) raise(AutogradError, tensorErrors, 'autograd.noGraph');
    return flow(root, ops.filled(1, [], root.dtype, root.device), wanted, { retainGraph: true });
  });
  inputs.forEach((x, input) => {
    const start = values[input];
    if (!start) return;
    const g = analytic.get(made[input]!.node);
    const got = g ? new Tensor(g).dataSync() : new Float64Array(start.length);
    const at = (element: number, shift: number): number => {
      const moved = start.slice();
      moved[element]! += shift;
      return new Tensor(
        combined(
          fn,
          inputs.map((other, i) => (i === input ? fresh(moved, x, true) : other)),
        ),
      ).itemSync();
    };
    for (let element = 0; element < start.length; element++) {
      const expected = (at(element, eps) - at(element, -eps)) / (2 * eps);
      const difference = Math.abs(expected - got[element]!);
      const tolerance = atol + rtol * Math.abs(expected);
      if (!(difference <= tolerance)) {
        raise(AutogradError, tensorErrors, 'autograd.gradcheck', {
          input,
          element,
          got: got[element]!,
          expected,
          difference,
          tolerance,
        });
      }
    }
  });
  return true;
}

/** The same for the gradients' own gradients. */
export function gradgradcheck(
  fn: Checked,
  inputs: readonly Tensor[],
  options: GradcheckOptions = {},
): true {
  const learnt = inputs.map((x) => x.requiresGrad);
  return gradcheck(
    (...xs) =>
      withRecording(true, () => {
        const root = combined(fn, xs);
        const wanted = xs.filter((_, i) => learnt[i]).map((x) => x.node);
        const found = flow(root, ops.filled(1, [], root.dtype, root.device), wanted, {
          createGraph: true,
          retainGraph: true,
        });
        // a gradient that does not depend on the inputs still takes part, as a constant
        return wanted.map((x) => {
          const g = found.get(x);
          return new Tensor(ops.add(g ?? ops.filled(0, x.shape, x.dtype, x.device), ops.mul(x, 0)));
        });
      }),
    inputs,
    options,
  );
}
