import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'layers',
  title: { fr: 'Une couche, et ce qu’elle garde', en: 'A layer, and what it keeps' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'outer',
      points: 2,
      fr: 'Écrivez `rankOne(sigma, u, v)`, la couche de rang un.',
      en: 'Write `rankOne(sigma, u, v)`, the layer of rank one.',
    },
    {
      id: 'share',
      points: 2,
      fr: 'Écrivez `keptShare(sigmas, k)`, la part conservée, entre 0 et 1, par les k premières couches.',
      en: 'Write `keptShare(sigmas, k)`, the share, between 0 and 1, that the first k layers keep.',
    },
  ],
  exports: ['rankOne'],
  diagnoses: [
    {
      id: 'transposed',
      rule: 'outer',
      fr: 'Votre couche a la forme [n, m] : les lignes suivent u, les colonnes suivent v.',
      en: 'Your layer has shape [n, m]: rows follow u, columns follow v.',
    },
    {
      id: 'sigma-forgotten',
      rule: 'outer',
      fr: 'La couche n’est pas multipliée par sa valeur singulière.',
      en: 'The layer is not multiplied by its singular value.',
    },
    {
      id: 'not-squared',
      rule: 'share',
      fr: 'Vous comparez les valeurs singulières : ce sont leurs carrés qui s’additionnent.',
      en: 'You compare the singular values: it is their squares that add up.',
    },
    {
      id: 'one-less',
      rule: 'share',
      fr: 'Vous gardez une couche de moins que demandé.',
      en: 'You keep one layer fewer than asked.',
    },
  ],
});
