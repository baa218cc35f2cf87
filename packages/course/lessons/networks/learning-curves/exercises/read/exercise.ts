import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'read',
  title: { fr: 'Un diagnostic', en: 'A diagnosis' },
  kind: 'code',
  tier: 2,
  minutes: 20,
  tasks: [
    {
      id: 'level',
      points: 1,
      fr: 'Écrivez `levelOf(values)` : la moyenne du dernier cinquième des valeurs, de deux au moins.',
      en: 'Write `levelOf(values)`: the mean of the last fifth of the values, of two at least.',
    },
    {
      id: 'stops',
      points: 1,
      fr: 'Écrivez `readCurves({ loss, valLoss })` ; d’abord `nan` et `early`, les règles 1 et 2.',
      en: 'Write `readCurves({ loss, valLoss })`; first `nan` and `early`, rules 1 and 2.',
    },
    {
      id: 'rate',
      points: 2,
      fr: 'Ajoutez `rate-high` et `rate-low`, les règles 3 et 5.',
      en: 'Add `rate-high` and `rate-low`, rules 3 and 5.',
    },
    {
      id: 'fit',
      points: 2,
      fr: 'Ajoutez `overfitting`, `underfitting` et `good`, à leur place.',
      en: 'Add `overfitting`, `underfitting` and `good`, in their places.',
    },
  ],
  exports: ['levelOf', 'readCurves'],
  diagnoses: [
    {
      id: 'last-value',
      rule: 'level',
      fr: 'Vous prenez la dernière valeur seule : elle tremble. Faites la moyenne du dernier cinquième.',
      en: 'You take the last value alone: it trembles. Take the mean of the last fifth.',
    },
    {
      id: 'first-fifth',
      rule: 'level',
      fr: 'Vous prenez le premier cinquième : le niveau est celui de la fin.',
      en: 'You take the first fifth: the level is that of the end.',
    },
    {
      id: 'training-only',
      rule: 'finite',
      fr: 'Vous ne cherchez des valeurs impossibles que dans la perte d’entraînement.',
      en: 'You look for impossible values in the training loss only.',
    },
    {
      id: 'no-leaps',
      rule: 'climbs',
      fr: 'Vous ne voyez que les pertes qui montent : celles qui bondissent sur place viennent aussi d’un taux trop grand.',
      en: 'You only see losses that climb: those that leap on the spot come from too large a rate too.',
    },
    {
      id: 'slow-is-underfit',
      rule: 'order',
      fr: 'Vous examinez le plafond avant la pente : une descente lente en ligne droite est prise pour du sous-apprentissage.',
      en: 'You look at the ceiling before the slope: a slow descent in a straight line is taken for underfitting.',
    },
    {
      id: 'gap-alone',
      rule: 'turns',
      fr: 'Un écart ne suffit pas : il faut aussi que la validation soit remontée depuis son minimum.',
      en: 'A gap is not enough: the validation must also have climbed since its minimum.',
    },
  ],
});
