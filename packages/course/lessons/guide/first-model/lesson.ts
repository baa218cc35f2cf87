import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/first-model',
  title: { fr: 'Un premier modèle', en: 'A first model' },
  summary: {
    fr: 'Reconnaître des chiffres manuscrits, deux fois : à la manière de Keras, puis à celle de PyTorch.',
    en: 'Reading handwritten digits, twice: in the manner of Keras, then in that of PyTorch.',
  },
  teaches: ['first-model'],
  requires: ['guide/kinds-of-learning'],
  minutes: 55,
  sources: [
    {
      title: 'Gradient-based learning applied to document recognition, Proceedings of the IEEE 86',
      authors: 'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner',
      year: 1998,
      url: 'https://doi.org/10.1109/5.726791',
    },
    {
      title: 'Adam: A Method for Stochastic Optimization',
      authors: 'D. P. Kingma, J. Ba',
      year: 2014,
      url: 'https://arxiv.org/abs/1412.6980',
    },
    {
      title: 'Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms',
      authors: 'H. Xiao, K. Rasul, R. Vollgraf',
      year: 2017,
      url: 'https://arxiv.org/abs/1708.07747',
    },
  ],
});
