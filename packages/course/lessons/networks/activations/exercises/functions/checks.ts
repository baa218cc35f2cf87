import { defineChecks } from '@limpide/course/checks';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});
const z = matrix(2, 2, [-2, 0, 1, 3]);
const s = (x: number): number => 1 / (1 + Math.exp(-x));

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('relu', {
    task: 'relu',
    rule: 'relu',
    call: 'relu',
    args: [z],
    gives: matrix(2, 2, [0, 0, 1, 3]),
  }),
  example('relu-slope', {
    task: 'relu-gradient',
    rule: 'relu-slope',
    call: 'reluGradient',
    args: [z],
    gives: matrix(2, 2, [0, 0, 1, 1]),
  }),
  example('sigmoid-slope', {
    task: 'smooth',
    rule: 'smooth-slopes',
    call: 'sigmoidGradient',
    args: [matrix(1, 2, [0, 1])],
    gives: matrix(1, 2, [0.25, 0.196_611_933_241_482]),
  }),
  example('tanh-slope', {
    task: 'smooth',
    rule: 'smooth-slopes',
    call: 'tanhGradient',
    args: [matrix(1, 2, [0, 1])],
    gives: matrix(1, 2, [1, 0.419_974_341_614_026_14]),
  }),
  property('any-relu', {
    task: 'relu',
    rule: 'relu',
    given: (g) => [matrix(2, 3, g.vector(6))],
    call: 'relu',
  }),
  property('any-slope', {
    task: 'relu-gradient',
    rule: 'relu-slope',
    given: (g) => [matrix(2, 3, g.vector(6))],
    call: 'reluGradient',
  }),
  gradient('sigmoid', {
    task: 'smooth',
    rule: 'smooth-slopes',
    given: (g) => g.vector(4, -3, 3),
    of: (_, x) => x.reduce((sum, v) => sum + s(v), 0),
    by: (my, x) => [...my.sigmoidGradient(matrix(1, x.length, x)).data],
    shows: 'sigmoidGradient(z)',
  }),
  gradient('tanh', {
    task: 'smooth',
    rule: 'smooth-slopes',
    given: (g) => g.vector(4, -3, 3),
    of: (_, x) => x.reduce((sum, v) => sum + Math.tanh(v), 0),
    by: (my, x) => [...my.tanhGradient(matrix(1, x.length, x)).data],
    shows: 'tanhGradient(z)',
  }),
]);
