import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'norms',
  title: { fr: 'Norme et distance', en: 'Norm and distance' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'norm',
      points: 1,
      fr: 'Écrivez `norm(a)`, la longueur du vecteur, à l’aide de votre `dot`.',
      en: 'Write `norm(a)`, the length of the vector, with the help of your `dot`.',
    },
    {
      id: 'distance',
      points: 1,
      fr: 'Écrivez `distance(a, b)`, la longueur de ce qui sépare les deux points.',
      en: 'Write `distance(a, b)`, the length of what separates the two points.',
    },
  ],
  exports: ['norm', 'distance'],
  diagnoses: [
    {
      id: 'no-root',
      rule: 'norm',
      fr: 'Il manque la racine carrée : vous rendez le carré de la longueur.',
      en: 'The square root is missing: you return the length squared.',
    },
    {
      id: 'sum-of-absolutes',
      rule: 'norm',
      fr: 'Vous additionnez les valeurs absolues : c’est la norme 1. La norme demandée passe par les carrés.',
      en: 'You add the absolute values: that is the 1-norm. The norm asked for goes through squares.',
    },
    {
      id: 'difference-of-norms',
      rule: 'distance',
      fr: 'Vous soustrayez les deux longueurs. Il faut soustraire les vecteurs, puis mesurer le résultat.',
      en: 'You subtract the two lengths. Subtract the vectors, then measure the result.',
    },
  ],
});
