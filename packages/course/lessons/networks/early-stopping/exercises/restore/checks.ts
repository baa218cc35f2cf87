import { defineChecks } from '@limpide/course/checks';
import { createMlp, crossEntropyRows, forwardMlp, seededRandom, trainEpoch } from '@me/engine';
import type { Data, Mlp } from './solution.ts';

/** Points of a square, of class 1 inside a disc; one label in six is wrong. */
function noisyDisc(count: number, seed: number): Data {
  const random = seededRandom(seed);
  const data = new Float64Array(2 * count);
  const labels = Array.from({ length: count }, (_, i) => {
    const [x, y] = [2 * random() - 1, 2 * random() - 1];
    data.set([x, y], 2 * i);
    return (Math.hypot(x, y) < 0.8 ? 1 : 0) ^ (random() < 1 / 6 ? 1 : 0);
  });
  return { x: { rows: count, cols: 2, data }, labels };
}
const weightsOf = (model: Mlp): number[] =>
  model.layers.flatMap(({ weights, bias }) => [...weights.data, ...bias.data]);
const lossOf = (model: Mlp, { x, labels }: Data): number =>
  crossEntropyRows(forwardMlp(model, x).probabilities, labels);
const usual = { batchSize: 8, rate: 0.03, patience: 6 };

export default defineChecks<typeof import('./solution.ts')>(({ example, property, training }) => [
  example('own-arrays', {
    task: 'copy',
    rule: 'copy',
    says: {
      fr: 'On ajoute 1 à chaque poids du modèle : la différence avec sa copie, en moyenne.',
      en: 'Each weight of the model goes up by 1: the mean difference with its copy.',
    },
    run: (my) => {
      const model = createMlp([2, 3, 2], 1);
      const copy = my.copyMlp(model);
      for (const { weights, bias } of model.layers) {
        for (const { data } of [weights, bias]) for (const i of data.keys()) data[i]! += 1;
      }
      const [now, before] = [weightsOf(model), weightsOf(copy)];
      return now.reduce((sum, w, i) => sum + w - before[i]!, 0) / now.length;
    },
    shows: 'copyMlp(model), then model + 1',
    gives: 1,
  }),
  property('same-weights', {
    task: 'copy',
    says: {
      fr: 'La copie a les mêmes formes et les mêmes poids.',
      en: 'The copy has the same shapes and the same weights.',
    },
    given: (g) => [[g.size(1, 3), g.size(1, 4), g.size(2, 3)], g.integer(1, 99)],
    cases: 8,
    run: (my, [sizes, seed]) => my.copyMlp(createMlp(sizes, seed)),
    shows: 'copyMlp(createMlp(sizes, seed))',
  }),
  example('until-the-epochs-are-over', {
    task: 'train',
    rule: 'restore',
    says: {
      fr: 'Huit époques, patience 50 : la perte de validation du réseau rendu, moins la plus petite des pertes.',
      en: 'Eight epochs, patience 50: the validation loss of the network afterwards, minus the smallest of the losses.',
    },
    run: (my) => {
      const model = createMlp([2, 16, 2], 5);
      const validation = noisyDisc(40, 6);
      const options = { ...usual, rate: 0.3, patience: 50, epochs: 8, seed: 1 };
      const losses = my.trainUntilBest(model, noisyDisc(24, 5), validation, options);
      return lossOf(model, validation) - Math.min(...losses);
    },
    shows: 'loss of the model − min(trainUntilBest(model, …))',
    gives: 0,
  }),
  property('losses-and-weights', {
    task: 'train',
    rule: 'stop',
    says: {
      fr: 'Les pertes de validation, puis les poids du réseau à la fin.',
      en: 'The validation losses, then the weights of the network in the end.',
    },
    given: (g) => [g.integer(1, 99), g.integer(1, 3), g.integer(3, 12)],
    cases: 8,
    run: (my, [seed, patience, epochs]) => {
      const model = createMlp([2, 8, 2], seed);
      const losses = my.trainUntilBest(model, noisyDisc(16, seed), noisyDisc(24, seed + 100), {
        ...usual,
        ...{ rate: 0.2, patience, epochs, seed },
      });
      return [losses, weightsOf(model)];
    },
    shows: 'trainUntilBest(model, train, validation, options)',
  }),
  training('better-than-to-the-end', {
    task: 'train',
    rule: 'restore',
    seeds: [1, 2, 3, 4, 5],
    measures: {
      fr: 'perte sur 300 exemples jamais vus, divisée par celle du même réseau entraîné 300 époques sans s’arrêter',
      en: 'loss on 300 examples never seen, divided by that of the same network trained for 300 epochs without stopping',
    },
    run: (my, seed) => {
      const [train, validation, test] = [
        noisyDisc(40, 10 * seed),
        noisyDisc(100, 10 * seed + 1),
        noisyDisc(300, 10 * seed + 2),
      ];
      const [stopped, endless] = [createMlp([2, 24, 2], seed), createMlp([2, 24, 2], seed)];
      const long = { ...usual, rate: 0.05, patience: 8, epochs: 300 };
      my.trainUntilBest(stopped, train, validation, { ...long, seed });
      const state = {};
      for (let k = 0; k < long.epochs; k++) {
        trainEpoch(endless, train, { ...long, seed: seed + k, state });
      }
      return lossOf(stopped, test) / lossOf(endless, test);
    },
    atMost: 0.9,
  }),
]);
