import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'grid',
  title: { fr: 'Chercher en grille', en: 'Searching on a grid' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'search',
      points: 2,
      fr: 'Écrivez `searchGrid(rates, widths, losses)` : le réglage `[taux, largeur]` de plus petite perte de validation, où `losses[i][j]` est celle de `rates[i]` avec `widths[j]`.',
      en: 'Write `searchGrid(rates, widths, losses)`: the setting `[rate, width]` with the smallest validation loss, where `losses[i][j]` is that of `rates[i]` with `widths[j]`.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'largest',
      rule: 'on-validation',
      fr: 'Vous gardez la plus grande perte : une perte se minimise.',
      en: 'You keep the largest loss: a loss is to be minimised.',
    },
    {
      id: 'one-by-one',
      rule: 'grid',
      fr: 'Vous réglez le taux avec la première largeur, puis la largeur : des combinaisons ne sont jamais essayées.',
      en: 'You set the rate with the first width, then the width: some combinations are never tried.',
    },
    {
      id: 'diagonal',
      rule: 'grid',
      fr: 'Vous n’essayez que la diagonale : il faut toutes les paires, soit deux boucles l’une dans l’autre.',
      en: 'You try the diagonal only: all pairs are needed, two loops one inside the other.',
    },
  ],
});
