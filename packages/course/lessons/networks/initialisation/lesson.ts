import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/initialisation',
  title: { fr: 'L’initialisation', en: 'Initialisation' },
  summary: {
    fr: 'Tirer des poids de départ qui ne laissent ni s’éteindre ni exploser ce qui traverse le réseau.',
    en: 'Draw starting weights that let nothing fade or explode on its way through the network.',
  },
  teaches: ['initialisation'],
  requires: ['networks/forward', 'maths/distributions'],
  minutes: 35,
  sources: [
    {
      title: 'Understanding the Difficulty of Training Deep Feedforward Neural Networks',
      authors: 'X. Glorot, Y. Bengio',
      year: 2010,
      url: 'https://proceedings.mlr.press/v9/glorot10a.html',
    },
    {
      title:
        'Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet Classification',
      authors: 'K. He, X. Zhang, S. Ren, J. Sun',
      year: 2015,
      url: 'https://arxiv.org/abs/1502.01852',
    },
  ],
});
