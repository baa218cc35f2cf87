import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/gradient',
  title: {
    fr: 'Dérivées partielles, gradient, règle de la chaîne',
    en: 'Partial derivatives, gradient, chain rule',
  },
  summary: {
    fr: 'Trouver la pente d’un paysage à plusieurs entrées, dans toutes les directions à la fois.',
    en: 'Find the slope of a landscape with several inputs, in all directions at once.',
  },
  teaches: ['partial-derivatives', 'gradients', 'chain-rule'],
  requires: ['maths/derivatives', 'maths/dot-product'],
  minutes: 45,
  sources: [
    {
      title: 'Mathematics for Machine Learning, chap. 5',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
    {
      title: 'Deep Learning, chap. 4',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
  ],
});
