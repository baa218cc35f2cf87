import { defineChecks } from '@limpide/course/checks';
import { createMlp, crossEntropyRows, forwardMlp, seededRandom, trainEpoch } from '@me/engine';
import type { Data } from './solution.ts';

/** Points of a square, of class 1 above its diagonal; one label in eight is wrong. */
function noisyHalf(count: number, seed: number): Data {
  const random = seededRandom(seed);
  const data = new Float64Array(2 * count);
  const labels = Array.from({ length: count }, (_, i) => {
    const [x, y] = [2 * random() - 1, 2 * random() - 1];
    data.set([x, y], 2 * i);
    return (y > x ? 1 : 0) ^ (random() < 1 / 8 ? 1 : 0);
  });
  return { x: { rows: count, cols: 2, data }, labels };
}
const usual = { batchSize: 4, rate: 0.05, seed: 3 };
const fresh = () => createMlp([2, 6, 2], 7);
const [train, validation] = [noisyHalf(24, 1), noisyHalf(30, 2)];

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('validation-after-one-epoch', {
    task: 'other-examples',
    says: {
      fr: 'Une époque : la perte de validation du réseau obtenu, moins celle de la courbe.',
      en: 'One epoch: the validation loss of the network that results, minus that of the curve.',
    },
    run: (my) => {
      const model = fresh();
      const { valLoss } = my.trainingCurves(model, train, validation, { ...usual, epochs: 1 });
      const after = forwardMlp(model, validation.x).probabilities;
      return crossEntropyRows(after, validation.labels) - valLoss[0]!;
    },
    shows: 'loss on the validation − valLoss[0]',
    gives: 0,
  }),
  example('training-after-one-epoch', {
    task: 'same-moment',
    says: {
      fr: 'Une époque : la perte d’entraînement du réseau obtenu, moins celle de la courbe.',
      en: 'One epoch: the training loss of the network that results, minus that of the curve.',
    },
    run: (my) => {
      const model = fresh();
      const { loss } = my.trainingCurves(model, train, validation, { ...usual, epochs: 1 });
      const after = forwardMlp(model, train.x).probabilities;
      return crossEntropyRows(after, train.labels) - loss[0]!;
    },
    shows: 'loss on the training set − loss[0]',
    gives: 0,
  }),
  example('three-epochs', {
    task: 'whole-epochs',
    says: {
      fr: 'Trois époques : le premier poids, moins celui de trois appels de trainEpoch avec le même état.',
      en: 'Three epochs: the first weight, minus that of three calls of trainEpoch with the same state.',
    },
    run: (my) => {
      const [model, other] = [fresh(), fresh()];
      my.trainingCurves(model, train, validation, { ...usual, epochs: 3 });
      const state = {};
      for (let k = 0; k < 3; k++) {
        trainEpoch(other, train, { ...usual, seed: usual.seed + k, state });
      }
      return model.layers[0]!.weights.data[0]! - other.layers[0]!.weights.data[0]!;
    },
    shows: 'weights[0] − expected',
    gives: 0,
  }),
  ...(['other-examples', 'same-moment', 'whole-epochs'] as const).map((task) =>
    property(`any-${task}`, {
      task,
      given: (g) => [g.integer(1, 99), g.integer(2, 5)],
      cases: 6,
      run: (my, [seed, epochs]) => {
        const curves = my.trainingCurves(
          createMlp([2, 4, 2], seed),
          noisyHalf(12, seed),
          noisyHalf(16, seed + 100),
          { ...usual, seed, epochs },
        );
        if (task === 'whole-epochs') return curves;
        return task === 'other-examples' ? curves.valLoss : curves.loss;
      },
      shows: `trainingCurves(model, train, validation, options)${
        task === 'whole-epochs' ? '' : task === 'other-examples' ? '.valLoss' : '.loss'
      }`,
    }),
  ),
]);
