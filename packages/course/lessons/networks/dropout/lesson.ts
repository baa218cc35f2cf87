import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/dropout',
  title: { fr: 'Le dropout', en: 'Dropout' },
  summary: {
    fr: 'Éteindre des neurones au hasard pendant l’apprentissage, sans changer ce que le réseau donne en moyenne.',
    en: 'Silence units at random during training, without changing what the network gives on average.',
  },
  teaches: ['dropout'],
  requires: ['networks/backprop-matrix', 'models/regularisation', 'maths/distributions'],
  minutes: 45,
  sources: [
    {
      title: 'Improving Neural Networks by Preventing Co-Adaptation of Feature Detectors',
      authors: 'G. E. Hinton, N. Srivastava, A. Krizhevsky, I. Sutskever, R. Salakhutdinov',
      year: 2012,
      url: 'https://arxiv.org/abs/1207.0580',
    },
    {
      title: 'Dropout Training as Adaptive Regularization',
      authors: 'S. Wager, S. Wang, P. Liang',
      year: 2013,
      url: 'https://arxiv.org/abs/1307.1493',
    },
    {
      title: 'Dropout: A Simple Way to Prevent Neural Networks from Overfitting',
      authors: 'N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov',
      year: 2014,
      url: 'https://jmlr.org/papers/v15/srivastava14a.html',
    },
    {
      title: 'Dropout as a Bayesian Approximation: Representing Model Uncertainty in Deep Learning',
      authors: 'Y. Gal, Z. Ghahramani',
      year: 2016,
      url: 'https://arxiv.org/abs/1506.02142',
    },
  ],
});
