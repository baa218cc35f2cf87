import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'features',
  title: { fr: 'Les puissances comme variables', en: 'Powers as features' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'features',
      points: 2,
      fr: 'Écrivez `polynomialFeatures(x, degree)` : une ligne par nombre, ses puissances de 0 au degré.',
      en: 'Write `polynomialFeatures(x, degree)`: one row per number, its powers from 0 to the degree.',
    },
  ],
  exports: ['polynomialFeatures'],
  diagnoses: [
    {
      id: 'no-constant',
      rule: 'features',
      fr: 'La puissance 0 manque : chaque ligne commence par 1.',
      en: 'Power 0 is missing: each row begins with 1.',
    },
    {
      id: 'one-short',
      rule: 'features',
      fr: 'La dernière puissance manque : pour un degré d, il y a d + 1 nombres.',
      en: 'The last power is missing: for a degree d there are d + 1 numbers.',
    },
    {
      id: 'multiples',
      rule: 'features',
      fr: 'Vous rendez des multiples de x. Les puissances se multiplient entre elles.',
      en: 'You return multiples of x. Powers multiply x by itself.',
    },
    {
      id: 'transposed',
      rule: 'features',
      fr: 'Votre matrice est couchée : une ligne par point, une colonne par puissance.',
      en: 'Your matrix lies on its side: one row per point, one column per power.',
    },
  ],
});
