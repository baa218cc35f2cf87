import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/information',
  title: { fr: 'Entropie, entropie croisée, divergence', en: 'Entropy, cross-entropy, divergence' },
  summary: {
    fr: 'Mesurer la surprise, et comprendre la perte avec laquelle presque tous les modèles apprennent.',
    en: 'Measure surprise, and understand the loss with which nearly all models learn.',
  },
  teaches: ['entropy'],
  requires: ['maths/probability'],
  minutes: 35,
  sources: [
    {
      title: 'A Mathematical Theory of Communication',
      authors: 'C. E. Shannon',
      year: 1948,
      url: 'https://doi.org/10.1002/j.1538-7305.1948.tb01338.x',
    },
    {
      title: 'On Information and Sufficiency',
      authors: 'S. Kullback, R. A. Leibler',
      year: 1951,
      url: 'https://doi.org/10.1214/aoms/1177729694',
    },
    {
      title: 'Information Theory, Inference, and Learning Algorithms',
      authors: 'D. J. C. MacKay',
      year: 2003,
      url: 'https://www.inference.org.uk/mackay/itila/',
    },
  ],
});
