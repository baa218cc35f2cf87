import { defineChecks } from '@limpide/course/checks';

const training = { x: [0, 1, 2], y: [0, 1, 0] };
const validation = { x: [3], y: [1] };

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('far', {
    task: 'error',
    rule: 'rmse',
    call: 'polynomialError',
    args: [[0, 2, -1], validation],
    gives: 4,
  }),
  example('two-points', {
    task: 'error',
    rule: 'rmse',
    call: 'polynomialError',
    args: [[0], { x: [0, 1], y: [1, 7] }],
    gives: 5,
  }),
  example('by-hand', {
    task: 'choose',
    rule: 'choose',
    call: 'chooseFit',
    args: [[[1 / 3], [0, 2, -1]], training, validation],
    gives: 0,
  }),
  example('equals', {
    task: 'choose',
    rule: 'choose',
    call: 'chooseFit',
    args: [[[5], [1 / 3], [1 / 3, 0]], training, validation],
    gives: 1,
  }),
  property('any-error', {
    task: 'error',
    rule: 'rmse',
    given: (g) => {
      const m = g.size(1, 6);
      return [g.vector(g.size(1, 4)), { x: g.vector(m, -2, 2), y: g.vector(m) }];
    },
    call: 'polynomialError',
  }),
  property('any-choice', {
    task: 'choose',
    rule: 'choose',
    given: (g) => [
      [g.vector(1), g.vector(2), g.vector(3)],
      { x: g.vector(3, -2, 2), y: g.vector(3) },
      { x: g.vector(3, -2, 2), y: g.vector(3) },
    ],
    call: 'chooseFit',
  }),
]);
