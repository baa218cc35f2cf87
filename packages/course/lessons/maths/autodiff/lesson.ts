import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/autodiff',
  title: { fr: 'Différentiation automatique', en: 'Automatic differentiation' },
  summary: {
    fr: 'Écrire la machine qui rend toutes les dérivées d’un calcul en un seul passage arrière.',
    en: 'Write the machine that returns all derivatives of a calculation in one backward pass.',
  },
  teaches: ['automatic-differentiation'],
  requires: ['maths/gradient'],
  minutes: 60,
  sources: [
    {
      title: 'Automatic Differentiation in Machine Learning: a Survey',
      authors: 'A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind',
      year: 2018,
      url: 'https://jmlr.org/papers/v18/17-468.html',
    },
    {
      title: 'Learning representations by back-propagating errors',
      authors: 'D. E. Rumelhart, G. E. Hinton, R. J. Williams',
      year: 1986,
      url: 'https://doi.org/10.1038/323533a0',
    },
    {
      title: 'Taylor expansion of the accumulated rounding error',
      authors: 'S. Linnainmaa',
      year: 1976,
      url: 'https://doi.org/10.1007/BF01931367',
    },
  ],
});
