import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'probabilities',
  title: { fr: 'Entropie croisée binaire', en: 'Binary cross-entropy' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'cross',
      points: 3,
      fr: 'Écrivez `binaryCrossEntropy(probabilities, labels)`, finie même pour une probabilité de 0 ou de 1.',
      en: 'Write `binaryCrossEntropy(probabilities, labels)`, finite even for a probability of 0 or 1.',
    },
  ],
  exports: ['binaryCrossEntropy'],
  diagnoses: [
    {
      id: 'only-ones',
      rule: 'cross-entropy',
      fr: 'Les exemples de classe 0 ne paient rien : il manque le second terme.',
      en: 'Examples of class 0 pay nothing: the second term is missing.',
    },
    {
      id: 'infinite',
      rule: 'clip',
      fr: 'Un logarithme de zéro : le coût devient infini ou NaN. Bornez les probabilités.',
      en: 'A logarithm of zero: the loss becomes infinite or NaN. Bound the probabilities.',
    },
    {
      id: 'sign',
      rule: 'cross-entropy',
      fr: 'Votre coût est négatif : le logarithme d’un nombre plus petit que 1 l’est aussi.',
      en: 'Your loss is negative: so is the logarithm of a number smaller than 1.',
    },
    {
      id: 'base-two',
      rule: 'cross-entropy',
      fr: 'Vous prenez le logarithme en base 2. Celui de la leçon est naturel.',
      en: 'You take the logarithm in base 2. That of the lesson is natural.',
    },
  ],
});
