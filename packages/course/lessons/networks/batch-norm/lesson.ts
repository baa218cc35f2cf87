import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/batch-norm',
  title: { fr: 'La normalisation par lot', en: 'Batch normalisation' },
  summary: {
    fr: 'Ramener chaque variable d’un lot à la moyenne 0 et à l’écart type 1, au milieu du réseau, et faire passer le gradient à travers.',
    en: 'Bring each variable of a batch to mean 0 and deviation 1, in the middle of a network, and take the gradient through.',
  },
  teaches: ['batch-normalisation'],
  requires: ['networks/backprop-matrix', 'networks/initialisation', 'networks/batches'],
  minutes: 50,
  sources: [
    {
      title:
        'Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift',
      authors: 'S. Ioffe, C. Szegedy',
      year: 2015,
      url: 'https://arxiv.org/abs/1502.03167',
    },
    {
      title: 'How Does Batch Normalization Help Optimization?',
      authors: 'S. Santurkar, D. Tsipras, A. Ilyas, A. Mądry',
      year: 2018,
      url: 'https://arxiv.org/abs/1805.11604',
    },
    {
      title: 'Layer Normalization',
      authors: 'J. L. Ba, J. R. Kiros, G. E. Hinton',
      year: 2016,
      url: 'https://arxiv.org/abs/1607.06450',
    },
  ],
});
