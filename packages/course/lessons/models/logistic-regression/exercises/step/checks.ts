import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('by-hand', {
    task: 'step',
    rule: 'gradient',
    call: 'logisticStep',
    args: [[[1, 2]], [1], { weights: [0.5, -0.25], bias: 0 }, 1],
    gives: { weights: [1, 0.75], bias: 0.5 },
  }),
  example('two-examples', {
    task: 'step',
    rule: 'gradient',
    call: 'logisticStep',
    args: [[[2], [-1]], [1, 0], { weights: [0], bias: 0 }, 1],
    gives: { weights: [0.75], bias: 0 },
  }),
  property('any-step', {
    task: 'step',
    rule: 'gradient',
    given: (g) => {
      const m = g.size(1, 8);
      const n = g.size(1, 4);
      const model = { weights: g.vector(n, -1, 1), bias: g.real(-1, 1) };
      return [g.matrix(m, n), g.labels(m, 2), model, 0.5];
    },
    call: 'logisticStep',
  }),
  gradient('finite-differences', {
    task: 'step',
    rule: 'gradient',
    given: (g) => g.vector(3, -1, 1),
    of: (_, [a, b, c]) => {
      const points = [
        [1, 2],
        [-1, 0.5],
      ];
      const z = points.map((p) => a! * p[0]! + b! * p[1]! + c!);
      return (Math.log1p(Math.exp(-z[0]!)) + Math.log1p(Math.exp(z[1]!))) / 2;
    },
    by: (my, [a, b, c]) => {
      const points = [
        [1, 2],
        [-1, 0.5],
      ];
      const after = my.logisticStep(points, [1, 0], { weights: [a!, b!], bias: c! }, 1);
      return [a! - after.weights[0]!, b! - after.weights[1]!, c! - after.bias];
    },
  }),
]);
