import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'mask',
  title: { fr: 'Éteindre, à l’aller et au retour', en: 'Silencing, forward and back' },
  kind: 'code',
  tier: 1,
  minutes: 15,
  tasks: [
    {
      id: 'mask',
      points: 2,
      fr: 'Écrivez `dropoutMask(rows, cols, rate, random)` : une matrice de 0 et de 1/(1 − rate), un tirage par nombre, ligne après ligne. Si `rate` n’est pas dans [0, 1[, lancez une erreur.',
      en: 'Write `dropoutMask(rows, cols, rate, random)`: a matrix of 0 and 1/(1 − rate), one draw per number, row after row. If `rate` is not in [0, 1), throw an error.',
    },
    {
      id: 'forward',
      points: 2,
      fr: 'Écrivez `dropoutForward(h, rate, training, random)` : la sortie, et le masque qui a servi. Hors de l’entraînement, la sortie est `h`, et le masque n’a que des 1.',
      en: 'Write `dropoutForward(h, rate, training, random)`: the output, and the mask that was used. Outside training the output is `h`, and the mask has only ones.',
    },
    {
      id: 'backward',
      points: 1,
      fr: 'Écrivez `dropoutBackward(gradient, mask)` : le gradient par rapport à h.',
      en: 'Write `dropoutBackward(gradient, mask)`: the gradient with respect to h.',
    },
  ],
  exports: ['dropoutMask', 'dropoutForward', 'dropoutBackward'],
  diagnoses: [
    {
      id: 'not-scaled',
      rule: 'scale',
      fr: 'Les neurones gardés gardent leur voix ordinaire : il faut les multiplier par 1/(1 − p).',
      en: 'The units that are kept keep their ordinary voice: they have to be multiplied by 1/(1 − p).',
    },
    {
      id: 'scaled-by-rate',
      rule: 'scale',
      fr: 'Vous divisez par p, la part éteinte : c’est la part gardée, 1 − p, qu’il faut compenser.',
      en: 'You divide by p, the silent share: it is the share that is kept, 1 − p, that has to be made up for.',
    },
    {
      id: 'kept-for-silent',
      rule: 'mask',
      fr: 'Les rôles sont échangés : le neurone est éteint, et non gardé, quand le tirage est inférieur à p.',
      en: 'The roles are swapped: the unit is silent, not kept, when the draw is less than p.',
    },
    {
      id: 'one-for-all-rows',
      rule: 'own-mask',
      fr: 'Tous les exemples du lot ont le même masque : tirez un nombre pour chaque ligne et chaque colonne.',
      en: 'All examples of the batch have the same mask: draw a number for each row and each column.',
    },
    {
      id: 'rate-of-one',
      rule: 'range',
      fr: 'Un taux de 1 passe : la division par 1 − p donne l’infini. Lancez une erreur.',
      en: 'A rate of 1 gets through: the division by 1 − p gives infinity. Throw an error.',
    },
    {
      id: 'always-training',
      rule: 'evaluation',
      fr: 'Votre dropout éteint aussi à l’évaluation : `training` dit s’il faut tirer un masque.',
      en: 'Your dropout also silences in evaluation: `training` says whether to draw a mask.',
    },
    {
      id: 'scaled-again',
      rule: 'evaluation',
      fr: 'Vous multipliez par 1 − p à l’évaluation : la forme inversée a déjà compensé à l’entraînement.',
      en: 'You multiply by 1 − p in evaluation: the inverted form has already made up for it during training.',
    },
    {
      id: 'gradient-unmasked',
      rule: 'backward',
      fr: 'Votre gradient traverse les neurones éteints : multipliez-le par le masque.',
      en: 'Your gradient goes through silent units: multiply it by the mask.',
    },
    {
      id: 'gradient-not-scaled',
      rule: 'backward',
      fr: 'Votre gradient ne passe que par les neurones gardés, mais le facteur 1/(1 − p) manque au retour.',
      en: 'Your gradient goes through the kept units only, but the factor 1/(1 − p) is missing on the way back.',
    },
  ],
});
