import { defineChecks } from '@limpide/course/checks';
import { Value } from '@me/engine';

/** Points of y = tanh(w x + b) with known w and b. */
const pointsOf = (w: number, b: number): number[][] =>
  [-2, -1, -0.5, 0, 0.5, 1, 2].map((x) => [x, Math.tanh(w * x + b)]);

export default defineChecks<typeof import('./solution.ts')>(({ example, property, training }) => [
  example('two-points', {
    task: 'loss',
    run: (my) =>
      my.lossOf(new Value(0), new Value(0), [
        [1, 1],
        [2, -3],
      ]).data,
    shows: 'lossOf(0, 0, [[1, 1], [2, -3]]).data',
    gives: 10,
  }),
  example('one-step', {
    task: 'train',
    rule: 'seed',
    call: 'trainNeuron',
    args: [
      [
        [1, 1],
        [2, 0],
      ],
      0.1,
      1,
    ],
    gives: [0.2, 0.2],
  }),
  example('two-steps', {
    task: 'train',
    rule: 'accumulate',
    call: 'trainNeuron',
    args: [[[1, 1]], 0.5, 2],
    gives: [1.0025414811396078, 1.0025414811396078],
  }),
  property('any-loss', {
    task: 'loss',
    given: (g) => [g.real(-1, 1), g.real(-1, 1), g.matrix(g.size(1, 5), 2)],
    run: (my, [w, b, points]) => my.lossOf(new Value(w), new Value(b), points).data,
    shows: 'lossOf(w, b, points).data',
    expect: ([w, b, points]) =>
      points.reduce((sum, [x, y]) => sum + (Math.tanh(w * x! + b) - y!) ** 2, 0),
  }),
  training('finds-the-neuron', {
    task: 'train',
    seeds: [1, 2, 3],
    measures: {
      fr: 'part de l’erreur de départ qui a disparu',
      en: 'share of the initial error that is gone',
    },
    run: (my, seed) => {
      const points = pointsOf(0.5 + 0.4 * seed, 1 - 0.5 * seed);
      const loss = (w: number, b: number): number =>
        points.reduce((sum, [x, y]) => sum + (Math.tanh(w * x! + b) - y!) ** 2, 0);
      const [w, b] = my.trainNeuron(points, 0.1, 300);
      return 1 - loss(w!, b!) / loss(0, 0);
    },
    atLeast: 0.99,
  }),
]);
