import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'models/linear-regression',
  title: { fr: 'Régression linéaire', en: 'Linear regression' },
  summary: {
    fr: 'Ajuster une droite à des points, par une formule puis par descente de gradient.',
    en: 'Fit a line to points, by a formula and then by gradient descent.',
  },
  teaches: ['linear-regression'],
  requires: ['maths/dot-product', 'maths/gradient'],
  minutes: 45,
  sources: [
    {
      title: 'Nouvelles méthodes pour la détermination des orbites des comètes',
      authors: 'A.-M. Legendre',
      year: 1805,
    },
    {
      title: 'Regression towards Mediocrity in Hereditary Stature',
      authors: 'F. Galton',
      year: 1886,
      url: 'https://doi.org/10.2307/2841583',
    },
    {
      title: 'The Elements of Statistical Learning, chap. 3',
      authors: 'T. Hastie, R. Tibshirani, J. Friedman',
      year: 2009,
      url: 'https://hastie.su.domains/ElemStatLearn/',
    },
  ],
});
