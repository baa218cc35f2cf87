/** What the pictures of the mathematics do with a learner's function: given the solutions, it agrees with the course's. */
import { describe, expect, it } from 'vitest';
import { Value } from '../../../course/lessons/maths/autodiff/exercises/value/solution.ts';
import { derivative } from '../../../course/lessons/maths/derivatives/exercises/differences/solution.ts';
import { gradientDescent } from '../../../course/lessons/maths/optimisation/exercises/descent/solution.ts';
import { momentumDescent } from '../../../course/lessons/maths/optimisation/exercises/momentum/solution.ts';
import { backward, forward, graphs, names } from '../../page/src/widgets/autodiff/graph.ts';
import { landscapes as maps } from '../../page/src/widgets/gradient/landscapes.ts';
import { landscapes, path } from '../../page/src/widgets/gradient-descent/descent.ts';
import { agree, sameShape } from '../../page/src/widgets/kit/agree.ts';
import { mathsDrives } from '../../page/src/widgets/kit/maths-drives.ts';

/** As the worker sees it: functions of any arguments, classes too. */
const anyFunction = (value: unknown): ((...args: unknown[]) => unknown) => {
  if (typeof value !== 'function') throw new TypeError('not a function');
  return value as (...args: unknown[]) => unknown;
};

describe('numbers that agree', () => {
  it('rounding errors apart, relative to the largest number', () => {
    expect(agree([1e6, 0.1], [1e6, 0.1 + 1e-3])).toBe(true);
    expect(agree([1, 0.1], [1, 0.1 + 1e-3])).toBe(false);
    expect(agree(Number.NaN, 1)).toBe(false);
  });
  it('infinite on both sides, or on none', () => {
    expect(agree([Number.POSITIVE_INFINITY, 1], [Number.POSITIVE_INFINITY, 1])).toBe(true);
    expect(agree([Number.POSITIVE_INFINITY, 1], [Number.POSITIVE_INFINITY, 2])).toBe(false);
    expect(agree(1e300, Number.POSITIVE_INFINITY)).toBe(false);
  });
  it('in rows of the same length', () => {
    expect(sameShape([[1, 2], [3]], [[0, 0], [0]])).toBe(true);
    expect(sameShape([[1, 2], 3], [[0, 0], [0]])).toBe(false);
    expect(sameShape([1, 2, 3], [0, 0])).toBe(false);
    expect(sameShape('2', 0)).toBe(false);
  });
});

describe('a learner’s function in the worker', () => {
  it.each(names)('the graph %s: values and gradients of all nodes', (name) => {
    const inputs = { x: 1.5, w: -0.5, b: 0.25 };
    const { nodes } = graphs[name];
    const values = forward(nodes, inputs);
    const gradients = backward(nodes, values, nodes.length).map((gradient) => gradient ?? 0);
    const given = mathsDrives.graph(anyFunction(Value), [[name, inputs]]);
    expect(sameShape(given, [values, gradients]) && agree(given, [values, gradients])).toBe(true);
  });
  it('a path with and without momentum', () => {
    const start = [-4, 2] as const;
    const plain = path(landscapes.valley, start, 0.3, 0, 9);
    const given = mathsDrives.slope(anyFunction(gradientDescent), [['valley', start, 0.3, 9]]);
    expect(sameShape(given, plain) && agree(given, plain)).toBe(true);
    const heavy = path(landscapes.wells, start, 0.1, 0.8, 9);
    const other = mathsDrives.slope(anyFunction(momentumDescent), [['wells', start, 0.1, 0.8, 9]]);
    expect(sameShape(other, heavy) && agree(other, heavy)).toBe(true);
  });
  it('derivatives for several steps; gradients of a landscape', () => {
    const given = mathsDrives.derivatives(anyFunction(derivative), [['sine', 0, [0.1, 1e-3]]]);
    expect(given).toEqual([Math.sin(0.1) / 0.1, Math.sin(1e-3) / 1e-3]);
    const slope = mathsDrives.gradient(
      (f, at) => {
        if (typeof f !== 'function' || !Array.isArray(at)) throw new TypeError('not a landscape');
        return Reflect.apply(f, undefined, [at]);
      },
      [['saddle', [2, 1]]],
    );
    expect(slope).toBe(maps.saddle.f(2, 1));
  });
});
