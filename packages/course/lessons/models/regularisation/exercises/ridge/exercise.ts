import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'ridge',
  title: { fr: 'Régression ridge', en: 'Ridge regression' },
  kind: 'code',
  tier: 1,
  minutes: 15,
  tasks: [
    {
      id: 'ridge',
      points: 3,
      fr: 'Écrivez `ridgeRegression(X, y, lambda)`, les poids de la régression ridge. `solve` est fourni.',
      en: 'Write `ridgeRegression(X, y, lambda)`, the weights of ridge regression. `solve` is given.',
    },
  ],
  exports: ['ridgeRegression'],
  diagnoses: [
    {
      id: 'sum-not-mean',
      rule: 'ridge',
      fr: 'Votre XᵀX n’est pas divisé par m : la pénalité pèse trop peu quand il y a beaucoup d’exemples.',
      en: 'Your XᵀX is not divided by m: the penalty weighs too little when there are many examples.',
    },
    {
      id: 'everywhere',
      rule: 'ridge',
      fr: 'Vous ajoutez λ à toutes les cases. Seule la diagonale le reçoit.',
      en: 'You add λ to all cells. Only the diagonal gets it.',
    },
    {
      id: 'subtracted',
      rule: 'ridge',
      fr: 'Vous retranchez λ : les poids grandissent au lieu de rétrécir.',
      en: 'You subtract λ: the weights grow instead of shrinking.',
    },
    {
      id: 'squared-lambda',
      rule: 'ridge',
      fr: 'C’est λ, et non son carré, qui s’ajoute à la diagonale.',
      en: 'It is λ, not its square, that is added to the diagonal.',
    },
  ],
});
