import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'angle',
  title: { fr: 'Cosinus et projection', en: 'Cosine and projection' },
  kind: 'code',
  tier: 2,
  minutes: 12,
  tasks: [
    {
      id: 'cosine',
      points: 2,
      fr: 'Écrivez `cosine(a, b)`, le cosinus de l’angle entre les deux vecteurs. Si l’un est nul, lancez une erreur.',
      en: 'Write `cosine(a, b)`, the cosine of the angle between the two vectors. If one of them is zero, throw an error.',
    },
    {
      id: 'project',
      points: 2,
      fr: 'Écrivez `project(a, b)`, la projection de a sur la droite de b : un vecteur de même forme.',
      en: 'Write `project(a, b)`, the projection of a on the line of b: a vector of the same shape.',
    },
  ],
  exports: ['cosine', 'project'],
  diagnoses: [
    {
      id: 'not-divided',
      rule: 'cosine',
      fr: 'Vous rendez le produit scalaire lui-même : divisez-le par les deux normes.',
      en: 'You return the dot product itself: divide it by both norms.',
    },
    {
      id: 'zero-vector',
      rule: 'cosine',
      fr: 'Le vecteur nul n’a pas de direction : 0/0 donne NaN, et NaN se propage sans bruit. Lancez une erreur.',
      en: 'The zero vector has no direction: 0/0 gives NaN, and NaN spreads silently. Throw an error.',
    },
    {
      id: 'other-way-round',
      rule: 'projection',
      fr: 'Vous projetez b sur a. L’ombre de a sur la droite de b est un multiple de b.',
      en: 'You project b on a. The shadow of a on the line of b is a multiple of b.',
    },
    {
      id: 'norm-not-squared',
      rule: 'projection',
      fr: 'Vous divisez par la norme de b, et non par b·b, son carré : la projection grandit avec b.',
      en: 'You divide by the norm of b, not by b·b, its square: the projection grows with b.',
    },
  ],
});
