import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'numerical',
  title: { fr: 'Un gradient sans formule', en: 'A gradient without a formula' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'partial',
      points: 2,
      fr: 'Écrivez `partial(f, x, i)`, la dérivée partielle par rapport à l’entrée i, par différence centrée.',
      en: 'Write `partial(f, x, i)`, the partial derivative with respect to input i, by a centred difference.',
    },
    {
      id: 'gradient',
      points: 2,
      fr: 'Écrivez `numericalGradient(f, x)`, toutes les dérivées partielles dans l’ordre.',
      en: 'Write `numericalGradient(f, x)`, all partial derivatives in order.',
    },
  ],
  exports: ['partial', 'numericalGradient'],
  diagnoses: [
    {
      id: 'all-move',
      rule: 'partial',
      fr: 'Vous faites bouger toutes les entrées ensemble : une dérivée partielle n’en bouge qu’une.',
      en: 'You move all inputs together: a partial derivative moves one only.',
    },
    {
      id: 'others-forgotten',
      rule: 'partial',
      fr: 'Les autres entrées valent 0 dans votre calcul : elles doivent garder leur valeur.',
      en: 'The other inputs are 0 in your calculation: they must keep their values.',
    },
    {
      id: 'first-only',
      rule: 'partial',
      fr: 'C’est toujours la première entrée qui bouge chez vous.',
      en: 'With you it is always the first input that moves.',
    },
    {
      id: 'summed',
      rule: 'same-shape',
      fr: 'Vous additionnez les dérivées partielles : le gradient les garde toutes, une par entrée.',
      en: 'You add the partial derivatives up: the gradient keeps them all, one per input.',
    },
  ],
});
