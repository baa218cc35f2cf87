import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/batches',
  title: { fr: 'Les lots', en: 'Batches' },
  summary: {
    fr: 'Couper les exemples en lots mélangés, savoir le bruit que cela met dans le gradient, et régler le taux en conséquence.',
    en: 'Cut the examples into shuffled batches, know how much noise that puts into the gradient, and set the rate accordingly.',
  },
  teaches: ['mini-batches'],
  requires: ['networks/optimisers', 'models/linear-regression', 'maths/distributions'],
  minutes: 50,
  sources: [
    {
      title: 'A Stochastic Approximation Method',
      authors: 'H. Robbins, S. Monro',
      year: 1951,
      url: 'https://doi.org/10.1214/aoms/1177729586',
    },
    {
      title: 'Algorithm 235: Random Permutation',
      authors: 'R. Durstenfeld',
      year: 1964,
      url: 'https://doi.org/10.1145/364520.364540',
    },
    {
      title: 'Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour',
      authors: 'P. Goyal et al.',
      year: 2017,
      url: 'https://arxiv.org/abs/1706.02677',
    },
    {
      title: 'Optimization Methods for Large-Scale Machine Learning',
      authors: 'L. Bottou, F. E. Curtis, J. Nocedal',
      year: 2018,
      url: 'https://arxiv.org/abs/1606.04838',
    },
    {
      title: 'Measuring the Effects of Data Parallelism on Neural Network Training',
      authors: 'C. J. Shallue et al.',
      year: 2019,
      url: 'https://jmlr.org/papers/v20/18-789.html',
    },
  ],
});
