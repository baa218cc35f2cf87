import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'lasso',
  title: { fr: 'Seuillage doux et lasso', en: 'Soft threshold and lasso' },
  kind: 'code',
  tier: 2,
  minutes: 18,
  tasks: [
    {
      id: 'soft',
      points: 1,
      fr: 'Écrivez `softThreshold(rho, t)`.',
      en: 'Write `softThreshold(rho, t)`.',
    },
    {
      id: 'lasso',
      points: 3,
      fr: 'Écrivez `lasso(X, y, lambda, sweeps)` : à partir de poids nuls, autant de passages sur toutes les variables.',
      en: 'Write `lasso(X, y, lambda, sweeps)`: from zero weights, that many sweeps over all variables.',
    },
  ],
  exports: ['softThreshold', 'lasso'],
  diagnoses: [
    {
      id: 'hard',
      rule: 'soft',
      fr: 'Vous annulez sous le seuil, mais vous ne rapprochez pas le reste de zéro : c’est le seuillage dur.',
      en: 'You cancel below the threshold, but do not move the rest towards zero: that is the hard threshold.',
    },
    {
      id: 'positive-only',
      rule: 'soft',
      fr: 'Une valeur négative devrait se rapprocher de zéro par l’autre côté.',
      en: 'A negative value should come near zero from the other side.',
    },
    {
      id: 'whole-lambda',
      rule: 'coordinate',
      fr: 'Le seuil est λ/2 : le carré, dérivé, a donné un facteur 2.',
      en: 'The threshold is λ/2: the square, differentiated, gave a factor 2.',
    },
    {
      id: 'own-part-kept',
      rule: 'coordinate',
      fr: 'Votre résidu contient encore la part de la variable j : ôtez-la de la prédiction.',
      en: 'Your residual still contains the part of variable j: take it out of the prediction.',
    },
    {
      id: 'all-at-once',
      rule: 'coordinate',
      fr: 'Vous calculez tous les poids d’un passage avec ceux du passage précédent. Chacun sert dès le suivant.',
      en: 'You compute all weights of a sweep from those of the sweep before. Each one serves from the next on.',
    },
  ],
});
