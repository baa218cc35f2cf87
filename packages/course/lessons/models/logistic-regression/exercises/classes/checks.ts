import { defineChecks } from '@limpide/course/checks';

/** Three clouds, one in each corner of a triangle. */
function clouds(random: () => number): { points: number[][]; labels: number[] } {
  const centres = [
    [2, 0],
    [-1, 2],
    [-1, -2],
  ];
  const labels = Array.from({ length: 60 }, (_, i) => i % 3);
  const points = labels.map((c) => centres[c]!.map((v) => v + 2.4 * (random() - 0.5)));
  return { points, labels };
}

export default defineChecks<typeof import('./solution.ts')>(({ example, property, training }) => [
  example('one-step', {
    task: 'train',
    rule: 'one-hot',
    call: 'softmaxRegression',
    args: [
      [
        [2, 0],
        [0, 2],
      ],
      [0, 1],
      2,
      1,
      1,
    ],
    gives: {
      weights: [
        [0.5, -0.5],
        [-0.5, 0.5],
      ],
      biases: [0, 0],
    },
  }),
  property('any-data', {
    task: 'train',
    rule: 'one-hot',
    given: (g) => {
      const m = g.size(2, 8);
      const n = g.size(1, 3);
      return [g.matrix(m, n, -2, 2), g.labels(m, 3), 3, 0.5, g.integer(1, 4)];
    },
    call: 'softmaxRegression',
  }),
  training('three-clouds', {
    task: 'train',
    seeds: [1, 2, 3],
    measures: { fr: 'exactitude sur d’autres points', en: 'accuracy on other points' },
    run: (my, seed) => {
      let state = seed;
      const random = (): number => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
      };
      const known = clouds(random);
      const other = clouds(random);
      const model = my.softmaxRegression(known.points, known.labels, 3, 0.5, 100);
      const right = other.points.filter((x, i) => {
        const z = model.weights.map((w, j) => w[0]! * x[0]! + w[1]! * x[1]! + model.biases[j]!);
        return z.indexOf(Math.max(...z)) === other.labels[i];
      });
      return right.length / other.points.length;
    },
    atLeast: 0.95,
  }),
]);
