import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'forward',
  title: { fr: 'Normaliser un lot', en: 'Normalising a batch' },
  kind: 'code',
  tier: 2,
  minutes: 15,
  tasks: [
    {
      id: 'normalise',
      points: 3,
      fr: 'Écrivez `batchNormForward(layer, x, training)` en mode entraînement : la sortie, les valeurs normalisées et l’écart type de chaque colonne.',
      en: 'Write `batchNormForward(layer, x, training)` in training mode: the output, the normalised values and the deviation of each column.',
    },
    {
      id: 'running',
      points: 1,
      fr: 'À l’entraînement, mettez à jour sur place `layer.mean` et `layer.variance` : neuf dixièmes de l’ancienne valeur, un dixième de celle du lot.',
      en: 'In training, update `layer.mean` and `layer.variance` in place: nine tenths of the old value, one tenth of the batch’s.',
    },
    {
      id: 'evaluate',
      points: 2,
      fr: 'Quand `training` est faux, normalisez avec `layer.mean` et `layer.variance`, sans les changer.',
      en: 'When `training` is false, normalise with `layer.mean` and `layer.variance`, without changing them.',
    },
  ],
  exports: ['batchNormForward'],
  diagnoses: [
    {
      id: 'by-row',
      rule: 'columns',
      fr: 'Vous prenez la moyenne et l’écart type de chaque ligne : c’est la normalisation par couche. Ici, ce sont ceux de chaque colonne.',
      en: 'You take the mean and deviation of each row: that is layer normalisation. Here it is those of each column.',
    },
    {
      id: 'no-root',
      rule: 'deviation',
      fr: 'Vous divisez par la variance : il faut l’écart type, sa racine.',
      en: 'You divide by the variance: the deviation, its root, is wanted.',
    },
    {
      id: 'sample-variance',
      rule: 'deviation',
      fr: 'Vous divisez la somme des carrés par B − 1 : la variance d’un lot est une moyenne, sur B.',
      en: 'You divide the sum of squares by B − 1: the variance of a batch is a mean, over B.',
    },
    {
      id: 'shares-swapped',
      rule: 'running',
      fr: 'Les deux parts sont échangées : la moyenne mobile doit garder 0,9 de l’ancienne valeur.',
      en: 'The two shares are swapped: the moving average must keep 0.9 of the old value.',
    },
    {
      id: 'batch-in-evaluation',
      rule: 'evaluation',
      fr: 'En évaluation, vous employez encore la moyenne et l’écart type du lot.',
      en: 'In evaluation you still use the mean and the deviation of the batch.',
    },
  ],
});
