import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'curve',
    rule: 'roc',
    call: 'rocCurve',
    args: [
      [1, 0, 1, 1, 0],
      [0.9, 0.8, 0.6, 0.4, 0.1],
    ],
    gives: [
      [0, 0],
      [0, 1 / 3],
      [0.5, 1 / 3],
      [0.5, 2 / 3],
      [0.5, 1],
      [1, 1],
    ],
  }),
  example('ties', {
    task: 'curve',
    rule: 'roc',
    call: 'rocCurve',
    args: [
      [1, 0, 0],
      [0.7, 0.7, 0.2],
    ],
    gives: [
      [0, 0],
      [0.5, 1],
      [1, 1],
    ],
  }),
  example('triangle', {
    task: 'area',
    rule: 'area',
    call: 'areaUnder',
    args: [
      [
        [0, 0],
        [0.5, 1],
        [1, 1],
      ],
    ],
    gives: 0.75,
  }),
  property('any-scores', {
    task: 'curve',
    rule: 'roc',
    given: (g) => {
      const m = g.size(1, 6);
      return [[1, 0, ...g.labels(m, 2)], g.vector(m + 2, 0, 3)];
    },
    call: 'rocCurve',
  }),
  property('pairs-in-order', {
    task: 'area',
    rule: 'area',
    says: {
      fr: 'L’aire est la part des couples (positif, négatif) dans le bon ordre ; une égalité compte pour moitié.',
      en: 'The area is the share of pairs (positive, negative) in the right order; a tie counts for half.',
    },
    given: (g) => {
      const m = g.size(1, 6);
      return [[1, 0, ...g.labels(m, 2)], g.vector(m + 2, 0, 3)];
    },
    run: (my, [truth, scores]) => my.areaUnder(my.rocCurve(truth, scores)),
    shows: 'areaUnder(rocCurve(truth, scores))',
    expect: ([truth, scores]) => {
      let right = 0;
      let pairs = 0;
      for (const [i, a] of scores.entries())
        for (const [j, b] of scores.entries())
          if (truth[i] === 1 && truth[j] === 0) {
            pairs++;
            right += a > b ? 1 : a === b ? 0.5 : 0;
          }
      return right / pairs;
    },
  }),
]);
