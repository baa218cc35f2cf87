import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('vector', {
    task: 'shape',
    rule: 'outer-first',
    call: 'shapeOf',
    args: [[7, 8, 9]],
    gives: [3],
  }),
  example('matrix', {
    task: 'shape',
    rule: 'outer-first',
    call: 'shapeOf',
    args: [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    gives: [2, 3],
  }),
  example('scalar', { task: 'shape', call: 'shapeOf', args: [5], gives: [] }),
  example('ragged', {
    task: 'regular',
    rule: 'regular',
    call: 'shapeOf',
    args: [
      [
        [1, 2, 3],
        [4, 5],
      ],
    ],
    throws: true,
  }),
  example('number-beside-row', {
    task: 'regular',
    rule: 'regular',
    call: 'shapeOf',
    args: [[[1, 2], 3]],
    throws: true,
  }),
  property('any-cube', {
    task: 'shape',
    rule: 'outer-first',
    given: (g) => {
      const [rows, columns] = [g.size(1, 5), g.size(1, 5)];
      return [Array.from({ length: g.size(1, 4) }, () => g.matrix(rows, columns))];
    },
    call: 'shapeOf',
  }),
  property('last-row-cut', {
    task: 'regular',
    rule: 'regular',
    says: {
      fr: 'La dernière ligne est plus courte que les autres.',
      en: 'The last row is shorter than the others.',
    },
    given: (g) => {
      const columns = g.size(2, 6);
      return [[...g.matrix(g.size(1, 4), columns), g.vector(columns - 1)]];
    },
    run: (my, [x]) => {
      try {
        my.shapeOf(x);
        return false;
      } catch {
        return true;
      }
    },
    shows: 'shapeOf(x) throws',
    expect: () => true,
  }),
]);
