import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'train',
    rule: 'stop',
    call: 'trainPerceptron',
    args: [
      [
        [2, 1],
        [1, 2],
      ],
      [1, -1],
      10,
    ],
    gives: { weights: [1, -1], bias: 0, mistakes: [1, 1, 0] },
  }),
  example('exclusive-or', {
    task: 'train',
    says: {
      fr: 'Le ou exclusif n’est pas séparable : toutes les époques sont faites.',
      en: 'The exclusive or cannot be separated: all epochs are done.',
    },
    run: (my) =>
      my.trainPerceptron(
        [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
        ],
        [-1, 1, 1, -1],
        6,
      ).mistakes.length,
    shows: 'trainPerceptron(xor, labels, 6).mistakes.length',
    gives: 6,
  }),
  property('any-points', {
    task: 'train',
    given: (g) => {
      const m = g.size(2, 10);
      const n = g.size(1, 3);
      return [g.matrix(m, n), g.labels(m, 2).map((c) => 2 * c - 1), g.integer(1, 5)];
    },
    call: 'trainPerceptron',
  }),
  property('separable', {
    task: 'train',
    rule: 'stop',
    says: {
      fr: 'Sur des points séparables, la dernière époque est sans erreur.',
      en: 'On points that can be separated, the last epoch has no mistake.',
    },
    given: (g) => {
      const w = [g.pick([-1, 1]), g.real()];
      const points = g
        .matrix(20, 2)
        .filter((p) => Math.abs(p[0]! * w[0]! + p[1]! * w[1]! + 1) > 0.5);
      points.push([5, 0], [-5, 0]);
      const labels = points.map((p) => (p[0]! * w[0]! + p[1]! * w[1]! + 1 >= 0 ? 1 : -1));
      return [points, labels];
    },
    run: (my, [points, labels]) => my.trainPerceptron(points, labels, 20_000).mistakes.at(-1),
    shows: 'trainPerceptron(points, labels, 20000).mistakes.at(-1)',
    expect: () => 0,
  }),
]);
