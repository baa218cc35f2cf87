import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('three-axes', {
    task: 'strides',
    rule: 'strides',
    call: 'stridesOf',
    args: [[2, 3, 4]],
    gives: [12, 4, 1],
  }),
  example('one-axis', {
    task: 'strides',
    rule: 'strides',
    call: 'stridesOf',
    args: [[5]],
    gives: [1],
  }),
  example('by-hand', {
    task: 'offset',
    rule: 'offset',
    call: 'offsetOf',
    args: [
      [1, 0, 2],
      [2, 3, 4],
    ],
    gives: 14,
  }),
  example('outside', {
    task: 'offset',
    rule: 'bounds',
    call: 'offsetOf',
    args: [
      [0, 3],
      [2, 3],
    ],
    throws: true,
  }),
  example('negative', {
    task: 'offset',
    rule: 'bounds',
    call: 'offsetOf',
    args: [
      [0, -1],
      [2, 3],
    ],
    throws: true,
  }),
  property('any-strides', {
    task: 'strides',
    rule: 'strides',
    given: (g) => [Array.from({ length: g.size(1, 4) }, () => g.integer(1, 6))],
    call: 'stridesOf',
  }),
  property('any-cell', {
    task: 'offset',
    rule: 'offset',
    given: (g) => {
      const shape = Array.from({ length: g.size(1, 4) }, () => g.integer(1, 6));
      return [shape.map((size) => g.integer(0, size - 1)), shape];
    },
    call: 'offsetOf',
  }),
  property('last-cell', {
    task: 'offset',
    says: {
      fr: 'La dernière case est à la place « nombre de cases − 1 ».',
      en: 'The last cell is at the place “number of cells − 1”.',
    },
    given: (g) => [Array.from({ length: g.size(1, 4) }, () => g.integer(1, 6))],
    run: (my, [shape]) =>
      my.offsetOf(
        shape.map((size) => size - 1),
        shape,
      ),
    shows: 'offsetOf(last, shape)',
    expect: ([shape]) => shape.reduce((product, size) => product * size, 1) - 1,
  }),
]);
