import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'two-by-two',
  title: { fr: 'Deux dimensions, par la formule', en: 'Two dimensions, by the formula' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'values',
      points: 2,
      fr: 'Écrivez `eigen2(A)`, les deux valeurs propres d’une matrice $[2, 2]$, la plus grande d’abord. Si elles ne sont pas réelles, lancez une erreur.',
      en: 'Write `eigen2(A)`, both eigenvalues of a $[2, 2]$ matrix, the larger first. If they are not real, throw an error.',
    },
  ],
  exports: ['eigen2'],
  diagnoses: [
    {
      id: 'smaller-first',
      rule: 'characteristic',
      fr: 'Les deux nombres sont justes, dans l’ordre inverse.',
      en: 'Both numbers are right, in reverse order.',
    },
    {
      id: 'diagonal-only',
      rule: 'characteristic',
      fr: 'Vous rendez la diagonale : elle ne donne les valeurs propres que si b ou c est nul.',
      en: 'You return the diagonal: it gives the eigenvalues only if b or c is zero.',
    },
    {
      id: 'not-halved',
      rule: 'characteristic',
      fr: 'Vous oubliez de diviser par 2 : l’équation a pour racines (trace ± √Δ) / 2.',
      en: 'You forget to divide by 2: the roots are (trace ± √Δ) / 2.',
    },
    {
      id: 'complex-passes',
      rule: 'complex',
      fr: 'Une rotation donne NaN au lieu d’une erreur : regardez le signe du discriminant.',
      en: 'A rotation gives NaN instead of an error: look at the sign of the discriminant.',
    },
  ],
});
