import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'loss',
  title: { fr: 'L’entropie croisée d’un lot', en: 'The cross-entropy of a batch' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'loss',
      points: 2,
      fr: 'Écrivez `crossEntropyRows(probabilities, labels)` : la moyenne, sur les lignes, de $-\\ln$ de la probabilité de la bonne classe. Bornez les probabilités par en bas à 1e-12.',
      en: 'Write `crossEntropyRows(probabilities, labels)`: the mean, over rows, of $-\\ln$ of the probability of the right class. Bound probabilities from below by 1e-12.',
    },
  ],
  exports: ['crossEntropyRows'],
  diagnoses: [
    {
      id: 'sum',
      rule: 'loss-mean',
      fr: 'Vous rendez la somme : divisez par le nombre d’exemples.',
      en: 'You return the sum: divide by the number of examples.',
    },
    {
      id: 'sign',
      rule: 'loss-mean',
      fr: 'Le signe manque : le logarithme d’une probabilité est négatif, une perte est positive.',
      en: 'The sign is missing: the logarithm of a probability is negative, a loss is positive.',
    },
    {
      id: 'base-two',
      rule: 'loss-mean',
      fr: 'Vous employez le logarithme en base 2 ; c’est le logarithme naturel que l’on dérive.',
      en: 'You use the logarithm to base 2; it is the natural logarithm that is differentiated.',
    },
    {
      id: 'infinite',
      rule: 'loss-mean',
      fr: 'Une probabilité nulle donne une perte infinie : bornez-la par en bas à 1e-12.',
      en: 'A probability of zero gives an infinite loss: bound it from below by 1e-12.',
    },
  ],
});
