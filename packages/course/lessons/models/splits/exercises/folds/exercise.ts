import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'folds',
  title: { fr: 'La validation croisée', en: 'Cross-validation' },
  kind: 'code',
  tier: 2,
  minutes: 12,
  tasks: [
    {
      id: 'folds',
      points: 3,
      fr: 'Écrivez `kFold(m, k)` : pour chaque pli, les numéros d’entraînement et de validation. Lancez une erreur si k est plus petit que 2 ou plus grand que m.',
      en: 'Write `kFold(m, k)`: for each fold, the training and validation numbers. Throw an error if k is less than 2 or more than m.',
    },
  ],
  exports: ['kFold'],
  diagnoses: [
    {
      id: 'last-takes-all',
      rule: 'folds',
      fr: 'Le dernier pli reçoit tout le reste : répartissez-le, un exemple de plus pour chacun des premiers.',
      en: 'The last fold gets all that remains: spread it, one more example for each of the first.',
    },
    {
      id: 'dropped',
      rule: 'each-once',
      fr: 'Des exemples ne sont jamais en validation : le reste de la division est perdu.',
      en: 'Some examples are never in validation: the remainder of the division is lost.',
    },
    {
      id: 'train-on-all',
      rule: 'each-once',
      fr: 'L’entraînement contient aussi le pli de validation.',
      en: 'Training also contains the validation fold.',
    },
    {
      id: 'no-limits',
      rule: 'folds',
      fr: 'Un seul pli ne laisse rien pour l’entraînement, et plus de plis que d’exemples en laisse de vides. Lancez une erreur.',
      en: 'A single fold leaves nothing for training, and more folds than examples leave empty ones. Throw an error.',
    },
  ],
});
