import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/optimisers',
  title: { fr: 'Les optimiseurs', en: 'Optimisers' },
  summary: {
    fr: 'Suivre le gradient par petits pas, avec inertie, puis avec un pas propre à chaque poids.',
    en: 'Follow the gradient in small steps, with momentum, then with a step of its own for each weight.',
  },
  teaches: ['sgd', 'momentum', 'rmsprop', 'adam', 'learning-rate'],
  requires: ['networks/backprop-matrix', 'maths/optimisation'],
  minutes: 45,
  sources: [
    {
      title: 'Adam: A Method for Stochastic Optimization',
      authors: 'D. P. Kingma, J. Ba',
      year: 2015,
      url: 'https://arxiv.org/abs/1412.6980',
    },
    {
      title: 'Some Methods of Speeding up the Convergence of Iteration Methods',
      authors: 'B. T. Polyak',
      year: 1964,
    },
    {
      title: 'Decoupled Weight Decay Regularization',
      authors: 'I. Loshchilov, F. Hutter',
      year: 2019,
      url: 'https://arxiv.org/abs/1711.05101',
    },
  ],
});
