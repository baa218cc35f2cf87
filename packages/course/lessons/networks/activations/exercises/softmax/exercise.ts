import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'softmax',
  title: { fr: 'Le softmax par lignes', en: 'The softmax of each row' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'softmax',
      points: 3,
      fr: 'Écrivez `softmaxRows(z)` : les scores de chaque ligne deviennent des probabilités, même quand ils sont très grands.',
      en: 'Write `softmaxRows(z)`: the scores of each row become probabilities, even when they are very large.',
    },
  ],
  exports: ['softmaxRows'],
  diagnoses: [
    {
      id: 'by-columns',
      rule: 'softmax-rows',
      fr: 'Ce sont les colonnes qui ont pour somme 1 : le softmax est pris sur le mauvais axe.',
      en: 'It is the columns that add up to 1: the softmax is taken over the wrong axis.',
    },
    {
      id: 'whole-matrix',
      rule: 'softmax-rows',
      fr: 'Vous divisez par la somme de toute la matrice : chaque ligne a la sienne.',
      en: 'You divide by the sum of the whole matrix: each row has its own.',
    },
    {
      id: 'overflow',
      rule: 'shift',
      fr: 'Les grands scores donnent NaN : retranchez le plus grand de la ligne avant l’exponentielle.',
      en: 'Large scores give NaN: subtract the largest of the row before the exponential.',
    },
    {
      id: 'no-exponential',
      rule: 'softmax-rows',
      fr: 'Vous divisez les scores eux-mêmes par leur somme : prenez d’abord leurs exponentielles.',
      en: 'You divide the scores themselves by their sum: take their exponentials first.',
    },
  ],
});
