import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'learn',
  title: { fr: 'Un neurone qui apprend', en: 'A neuron that learns' },
  kind: 'train',
  tier: 2,
  minutes: 15,
  tasks: [
    {
      id: 'loss',
      points: 2,
      fr: 'Écrivez `lossOf(w, b, points)` avec des `Value` : la somme des $(\\tanh(w x + b) - y)^2$ sur les points $[x, y]$.',
      en: 'Write `lossOf(w, b, points)` with `Value`s: the sum of $(\\tanh(w x + b) - y)^2$ over the points $[x, y]$.',
    },
    {
      id: 'train',
      points: 3,
      fr: 'Écrivez `trainNeuron(points, rate, steps)` : à chaque pas, de nouveaux gradients, puis w et b reculent de `rate` fois leur gradient. Partez de 0 et rendez `[w, b]`.',
      en: 'Write `trainNeuron(points, rate, steps)`: at each step, fresh gradients, then w and b move back by `rate` times their gradient. Start from 0 and return `[w, b]`.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'not-squared',
      rule: 'local',
      fr: 'Vous additionnez les écarts sans les élever au carré : ils se compensent.',
      en: 'You add the gaps without squaring them: they cancel out.',
    },
    {
      id: 'uphill',
      rule: 'seed',
      fr: 'Vous ajoutez le gradient : la perte monte. On va contre lui.',
      en: 'You add the gradient: the loss climbs. Go against it.',
    },
    {
      id: 'gradients-kept',
      rule: 'accumulate',
      fr: 'Les gradients du pas précédent restent dans les nœuds et s’ajoutent aux nouveaux : repartez de 0.',
      en: 'The gradients of the previous step stay in the nodes and add to the new ones: start from 0 again.',
    },
    {
      id: 'bias-frozen',
      rule: 'accumulate',
      fr: 'Le biais ne bouge pas : il a lui aussi un gradient.',
      en: 'The bias does not move: it has a gradient too.',
    },
  ],
});
