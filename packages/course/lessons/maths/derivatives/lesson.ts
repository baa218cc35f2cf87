import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/derivatives',
  title: { fr: 'Dérivées', en: 'Derivatives' },
  summary: {
    fr: 'Mesurer de combien une sortie change quand l’entrée bouge à peine, par les règles et par la machine.',
    en: 'Measure how much an output changes when its input barely moves, by the rules and by machine.',
  },
  teaches: ['derivatives', 'finite-differences'],
  requires: [],
  minutes: 40,
  sources: [
    {
      title: 'Mathematics for Machine Learning, chap. 5',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
    { title: 'Numerical Optimization, chap. 8', authors: 'J. Nocedal, S. J. Wright', year: 2006 },
    { title: 'Nova methodus pro maximis et minimis', authors: 'G. W. Leibniz', year: 1684 },
  ],
});
