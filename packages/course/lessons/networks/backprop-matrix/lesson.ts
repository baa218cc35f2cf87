import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/backprop-matrix',
  title: { fr: 'La rétropropagation sur des matrices', en: 'Backpropagation on matrices' },
  summary: {
    fr: 'Calculer tous les gradients d’un lot en quelques produits de matrices, sans se tromper d’axe.',
    en: 'Compute all gradients of a batch in a few matrix products, without mistaking an axis.',
  },
  teaches: ['matrix-backpropagation'],
  requires: ['networks/backprop', 'networks/forward'],
  minutes: 50,
  sources: [
    {
      title: 'Learning Representations by Back-propagating Errors',
      authors: 'D. E. Rumelhart, G. E. Hinton, R. J. Williams',
      year: 1986,
      url: 'https://doi.org/10.1038/323533a0',
    },
    {
      title: 'Deep Learning, § 6.5',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
  ],
});
