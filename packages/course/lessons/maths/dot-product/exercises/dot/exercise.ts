import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'dot',
  title: { fr: 'Le produit scalaire', en: 'The dot product' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'dot',
      points: 2,
      fr: 'Écrivez `dot(a, b)`, la somme des produits des composantes de même rang. Si les longueurs diffèrent, lancez une erreur.',
      en: 'Write `dot(a, b)`, the sum of the products of components of the same rank. If the lengths differ, throw an error.',
    },
  ],
  exports: ['dot'],
  diagnoses: [
    {
      id: 'product-of-sums',
      rule: 'products',
      fr: 'Vous multipliez la somme de a par la somme de b. Il faut d’abord multiplier rang par rang, puis additionner les produits.',
      en: 'You multiply the sum of a by the sum of b. Multiply rank by rank first, then add the products.',
    },
    {
      id: 'stops-early',
      rule: 'products',
      fr: 'La boucle s’arrête un rang trop tôt : la dernière composante n’est pas comptée.',
      en: 'The loop stops one rank too early: the last component is not counted.',
    },
    {
      id: 'no-length-check',
      rule: 'same-length',
      fr: 'Deux vecteurs de longueurs différentes donnent un nombre au lieu d’une erreur.',
      en: 'Two vectors of different lengths give a number instead of an error.',
    },
  ],
});
