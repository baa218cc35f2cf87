import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'choose',
  title: { fr: 'Choisir le degré', en: 'Choose the degree' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'error',
      points: 2,
      fr: 'Écrivez `polynomialError(w, data)`, la RMSE du polynôme de coefficients w sur ces points.',
      en: 'Write `polynomialError(w, data)`, the RMSE of the polynomial of coefficients w on these points.',
    },
    {
      id: 'choose',
      points: 2,
      fr: 'Écrivez `chooseFit(fits, training, validation)` : le rang de l’ajustement à garder. Ils sont rangés du plus simple au plus complexe.',
      en: 'Write `chooseFit(fits, training, validation)`: the rank of the fit to keep. They are sorted from the simplest to the most complex.',
    },
  ],
  exports: ['polynomialError', 'chooseFit'],
  diagnoses: [
    {
      id: 'no-root',
      rule: 'rmse',
      fr: 'Il manque la racine : vous rendez la moyenne des carrés.',
      en: 'The root is missing: you return the mean of the squares.',
    },
    {
      id: 'mean-of-roots',
      rule: 'rmse',
      fr: 'Vous prenez la racine de chaque carré : c’est la moyenne des valeurs absolues. La racine vient après la moyenne.',
      en: 'You take the root of each square: that is the mean of the absolute values. The root comes after the mean.',
    },
    {
      id: 'by-training',
      rule: 'choose',
      fr: 'Vous choisissez sur les points de l’ajustement : le plus complexe gagne toujours.',
      en: 'You choose on the points of the fit: the most complex always wins.',
    },
    {
      id: 'last-of-equals',
      rule: 'choose',
      fr: 'À égalité, vous gardez le plus complexe.',
      en: 'Between equals, you keep the most complex.',
    },
  ],
});
