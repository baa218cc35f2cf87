import { defineChecks } from '@limpide/course/checks';
import { createMlp } from '@me/engine';
import { digits } from './digits.ts';
import type { TrainOptions } from './solution.ts';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});

export default defineChecks<typeof import('./solution.ts')>(({ example, property, training }) => [
  example('most-probable', {
    task: 'predict',
    rule: 'argmax',
    says: {
      fr: 'Une seule couche, qui recopie ses entrées : la réponse est le numéro du plus grand nombre de la ligne.',
      en: 'A single layer, which copies its inputs: the answer is the number of the largest entry of the row.',
    },
    call: 'predictMlp',
    args: [
      {
        layers: [
          { weights: matrix(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1]), bias: matrix(1, 3, [0, 0, 0]) },
        ],
      },
      matrix(2, 3, [0, 2, 1, 5, -1, 3]),
    ],
    gives: [1, 0],
  }),
  example('two-of-three', {
    task: 'accuracy',
    rule: 'accuracy',
    call: 'accuracyOf',
    args: [
      [7, 1, 4],
      [7, 2, 4],
    ],
    gives: 2 / 3,
  }),
  example('steps-of-adam', {
    task: 'epoch',
    rule: 'all-batches',
    says: {
      fr: 'Dix exemples, des lots de quatre, deux époques : Adam a fait six pas.',
      en: 'Ten examples, batches of four, two epochs: Adam has made six steps.',
    },
    run: (my) => {
      const model = createMlp([2, 3, 2], 1);
      const x = matrix(
        10,
        2,
        Array.from({ length: 20 }, (_, i) => Math.sin(i)),
      );
      const options: TrainOptions = { batchSize: 4, rate: 0.01, seed: 1, state: {} };
      const data = { x, labels: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1] };
      my.trainEpoch(model, data, options);
      my.trainEpoch(model, data, { ...options, seed: 2 });
      return options.state.steps ?? 0;
    },
    shows: 'options.state.steps',
    gives: 6,
  }),
  property('one-batch', {
    task: 'epoch',
    rule: 'together',
    says: {
      fr: 'Un seul lot contient tout : l’ordre ne compte plus. La perte, puis les poids après un pas.',
      en: 'A single batch holds everything: the order no longer counts. The loss, then the weights after one step.',
    },
    given: (g) => {
      const n = g.integer(5, 8);
      return [g.vector(n * 3), g.labels(n, 3), g.integer(1, 99)];
    },
    cases: 8,
    run: (my, [values, labels, seed]) => {
      const model = createMlp([3, 4, 3], seed);
      const data = { x: matrix(labels.length, 3, values), labels };
      const loss = my.trainEpoch(model, data, { batchSize: 100, rate: 0.01, seed, state: {} });
      return [loss, model.layers.flatMap(({ weights, bias }) => [...weights.data, ...bias.data])];
    },
    shows: 'trainEpoch(model, data, { batchSize: 100, … })',
  }),
  training('reads-digits', {
    task: 'epoch',
    seeds: [1, 2, 3],
    measures: {
      fr: 'exactitude sur 100 chiffres jamais vus, après 12 époques',
      en: 'accuracy on 100 digits never seen, after 12 epochs',
    },
    run: (my, seed) => {
      const { train, test } = digits();
      const model = createMlp([196, 32, 10], seed);
      const state: TrainOptions['state'] = {};
      for (let epoch = 0; epoch < 12; epoch++) {
        my.trainEpoch(model, train, {
          batchSize: 32,
          rate: 0.005,
          seed: 100 * seed + epoch,
          state,
        });
      }
      return my.accuracyOf(my.predictMlp(model, test.x), test.labels);
    },
    atLeast: 0.75,
  }),
]);
