import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('by-hand', {
    task: 'gradient',
    rule: 'chain',
    call: 'neuronGradient',
    args: [[1], 0, [3], 1],
    gives: [12, 4],
  }),
  example('two-weights', {
    task: 'gradient',
    rule: 'same-shape',
    call: 'neuronGradient',
    args: [[2, -1], 0.5, [1, 3], 1],
    gives: [-3, -9, -3],
  }),
  property('any-neuron', {
    task: 'gradient',
    rule: 'chain',
    given: (g) => {
      const n = g.size(1, 6);
      return [g.vector(n), g.real(), g.vector(n), g.real()];
    },
    call: 'neuronGradient',
  }),
  gradient('slope', {
    task: 'gradient',
    rule: 'chain',
    given: (g) => g.vector(4),
    of: (my, p) => my.neuronLoss(p.slice(0, 3), p[3]!, [0.5, -1, 2], 1),
    by: (my, p) => my.neuronGradient(p.slice(0, 3), p[3]!, [0.5, -1, 2], 1),
  }),
]);
