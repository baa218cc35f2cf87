import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/mlp',
  title: { fr: 'Le perceptron multicouche', en: 'The multilayer perceptron' },
  summary: {
    fr: 'Empiler des couches de neurones, les écrire comme des produits de matrices, et résoudre le ou exclusif.',
    en: 'Stack layers of neurons, write them as products of matrices, and solve the exclusive or.',
  },
  teaches: ['mlp'],
  requires: ['networks/perceptron', 'maths/matrix-operations'],
  minutes: 45,
  sources: [
    {
      title: 'Approximation by Superpositions of a Sigmoidal Function',
      authors: 'G. Cybenko',
      year: 1989,
      url: 'https://doi.org/10.1007/BF02551274',
    },
    {
      title: 'Multilayer Feedforward Networks Are Universal Approximators',
      authors: 'K. Hornik, M. Stinchcombe, H. White',
      year: 1989,
      url: 'https://doi.org/10.1016/0893-6080(89)90020-8',
    },
    {
      title: 'Deep Learning, chap. 6',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
  ],
});
