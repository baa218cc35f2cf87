import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'tiny',
  title: { fr: 'Neuf gradients', en: 'Nine gradients' },
  kind: 'code',
  tier: 1,
  minutes: 20,
  tasks: [
    {
      id: 'loss',
      points: 1,
      fr: 'Écrivez `tinyLoss(net, x, y)` : la perte du petit réseau de la leçon.',
      en: 'Write `tinyLoss(net, x, y)`: the loss of the small network of the lesson.',
    },
    {
      id: 'gradient',
      points: 4,
      fr: 'Écrivez `tinyGradient(net, x, y)` : le gradient de la perte par rapport à `w`, `b`, `v` et `c`, dans un objet de même forme.',
      en: 'Write `tinyGradient(net, x, y)`: the gradient of the loss with respect to `w`, `b`, `v` and `c`, in an object of the same form.',
    },
  ],
  exports: ['tinyLoss', 'tinyGradient'],
  diagnoses: [
    {
      id: 'no-half',
      fr: 'La perte de la leçon est la moitié du carré : le facteur ½ manque.',
      en: 'The loss of the lesson is half the square: the factor ½ is missing.',
    },
    {
      id: 'wrong-sign',
      rule: 'output-error',
      fr: 'Vous partez de y − ŷ : tous les gradients ont le signe contraire.',
      en: 'You start from y − ŷ: all gradients have the opposite sign.',
    },
    {
      id: 'no-slope',
      rule: 'hidden-error',
      fr: 'La pente de la ReLU manque : l’erreur traverse aussi les neurones éteints.',
      en: 'The slope of the ReLU is missing: the error also passes through silent neurons.',
    },
    {
      id: 'weight-forgotten',
      rule: 'hidden-error',
      fr: 'L’erreur d’un neurone caché oublie le poids v qui le relie à la sortie.',
      en: 'The error of a hidden neuron forgets the weight v that joins it to the output.',
    },
    {
      id: 'transposed',
      rule: 'weight',
      fr: 'w[i][j] va de l’entrée i au neurone j : vous avez échangé les deux indices.',
      en: 'w[i][j] goes from input i to neuron j: you swapped the two indices.',
    },
  ],
});
