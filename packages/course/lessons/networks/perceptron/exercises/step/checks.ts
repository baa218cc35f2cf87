import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('bias-decides', {
    task: 'predict',
    rule: 'decision',
    call: 'perceptronPredict',
    args: [[2, -3], 4, [3, 3]],
    gives: 1,
  }),
  example('zero-is-yes', {
    task: 'predict',
    rule: 'decision',
    call: 'perceptronPredict',
    args: [[1, -1], 0, [2, 2]],
    gives: 1,
  }),
  example('no', {
    task: 'predict',
    rule: 'decision',
    call: 'perceptronPredict',
    args: [[-1, -2], -1, [2, 1]],
    gives: -1,
  }),
  example('right-already', {
    task: 'step',
    rule: 'only-mistakes',
    call: 'perceptronStep',
    args: [[1, -1], 0, [2, 1], 1, 1],
    gives: { weights: [1, -1], bias: 0 },
  }),
  example('by-hand', {
    task: 'step',
    rule: 'update',
    call: 'perceptronStep',
    args: [[-1, -2], -1, [2, 1], 1, 1],
    gives: { weights: [1, -1], bias: 0 },
  }),
  example('negative-class', {
    task: 'step',
    rule: 'update',
    call: 'perceptronStep',
    args: [[1, 1], 0, [2, 4], -1, 0.5],
    gives: { weights: [0, -1], bias: -0.5 },
  }),
  property('any-answer', {
    task: 'predict',
    rule: 'decision',
    given: (g) => {
      const n = g.size(1, 6);
      return [g.vector(n), g.real(), g.vector(n)];
    },
    call: 'perceptronPredict',
  }),
  property('any-step', {
    task: 'step',
    rule: 'update',
    given: (g) => {
      const n = g.size(1, 6);
      return [g.vector(n), g.real(), g.vector(n), g.pick([-1, 1]), g.pick([0.5, 1, 2])];
    },
    call: 'perceptronStep',
  }),
]);
