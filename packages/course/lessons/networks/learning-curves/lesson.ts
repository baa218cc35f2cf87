import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/learning-curves',
  title: { fr: 'Lire les courbes d’apprentissage', en: 'Reading learning curves' },
  summary: {
    fr: 'Deux courbes suffisent à dire ce qui ne va pas, et quoi changer d’abord.',
    en: 'Two curves are enough to tell what is wrong, and what to change first.',
  },
  teaches: ['learning-curves'],
  requires: ['networks/early-stopping', 'networks/mnist'],
  minutes: 50,
  sources: [
    {
      title: 'Deep Learning, chap. 11',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
    {
      title: 'Learning Curves: Asymptotic Values and Rate of Convergence',
      authors: 'C. Cortes, L. D. Jackel, S. A. Solla, V. Vapnik, J. S. Denker',
      year: 1993,
    },
    {
      title: 'A Recipe for Training Neural Networks',
      authors: 'A. Karpathy',
      year: 2019,
      url: 'https://karpathy.github.io/2019/04/25/recipe/',
    },
  ],
});
