import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/activations',
  title: { fr: 'Les fonctions d’activation', en: 'Activation functions' },
  summary: {
    fr: 'Choisir la fonction qui plie l’espace entre deux couches, en sachant ce que sa dérivée fait au gradient.',
    en: 'Choose the function that folds space between two layers, knowing what its derivative does to the gradient.',
  },
  teaches: ['activations'],
  requires: ['networks/mlp', 'maths/derivatives'],
  minutes: 40,
  sources: [
    {
      title: 'Rectified Linear Units Improve Restricted Boltzmann Machines',
      authors: 'V. Nair, G. E. Hinton',
      year: 2010,
    },
    {
      title: 'Deep Sparse Rectifier Neural Networks',
      authors: 'X. Glorot, A. Bordes, Y. Bengio',
      year: 2011,
      url: 'https://proceedings.mlr.press/v15/glorot11a.html',
    },
    {
      title: 'Gaussian Error Linear Units (GELUs)',
      authors: 'D. Hendrycks, K. Gimpel',
      year: 2016,
      url: 'https://arxiv.org/abs/1606.08415',
    },
  ],
});
