import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'noise',
  title: { fr: 'Le bruit d’un lot', en: 'The noise of a batch' },
  kind: 'derive',
  tier: 2,
  minutes: 10,
  tasks: [
    {
      id: 'noise',
      points: 3,
      fr: 'Écrivez `batchNoise(gradients, size)` : l’écart type, autour du gradient complet, de la moyenne d’un lot de `size` exemples différents. `gradients` a un nombre par exemple.',
      en: 'Write `batchNoise(gradients, size)`: the standard deviation, around the full gradient, of the mean of a batch of `size` different examples. `gradients` has one number per example.',
    },
  ],
  exports: ['batchNoise'],
  diagnoses: [
    {
      id: 'no-correction',
      rule: 'spread',
      fr: 'Le facteur √((n − B)/(n − 1)) manque : un lot qui contient tout n’aurait plus de bruit.',
      en: 'The factor √((n − B)/(n − 1)) is missing: a batch that holds everything would have no noise left.',
    },
    {
      id: 'variance-for-deviation',
      rule: 'spread',
      fr: 'Vous rendez une variance : le bruit est sa racine.',
      en: 'You return a variance: the noise is its root.',
    },
    {
      id: 'divided-by-size',
      rule: 'spread',
      fr: 'Vous divisez l’écart type par B : c’est la variance que l’on divise par B, donc l’écart type par √B.',
      en: 'You divide the standard deviation by B: it is the variance that is divided by B, hence the deviation by √B.',
    },
    {
      id: 'sample-variance',
      rule: 'spread',
      fr: 'Vous divisez σ² par n − 1 : le jeu est connu en entier, et la moyenne des carrés se prend sur ses n exemples.',
      en: 'You divide σ² by n − 1: the whole set is known, and the mean of the squares is over its n examples.',
    },
  ],
});
