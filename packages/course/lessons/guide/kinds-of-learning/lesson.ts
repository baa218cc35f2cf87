import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/kinds-of-learning',
  title: { fr: 'Les types d’apprentissage', en: 'Kinds of learning' },
  summary: {
    fr: 'Avec des réponses, sans réponses, par essais et récompenses : reconnaître le type d’apprentissage qui convient à un problème.',
    en: 'With answers, without answers, by trials and rewards: recognising the kind of learning that suits a problem.',
  },
  teaches: ['supervised-learning', 'unsupervised-learning', 'reinforcement-idea'],
  requires: ['guide/what-is-ai'],
  minutes: 40,
  sources: [
    {
      title: 'The Elements of Statistical Learning, chap. 1, 2 et 14',
      authors: 'T. Hastie, R. Tibshirani, J. Friedman',
      year: 2009,
      url: 'https://hastie.su.domains/ElemStatLearn/',
    },
    {
      title: 'Reinforcement Learning: An Introduction, chap. 1 et 2',
      authors: 'R. S. Sutton, A. G. Barto',
      year: 2018,
      url: 'http://incompleteideas.net/book/the-book-2nd.html',
    },
    {
      title: 'Mastering the game of Go with deep neural networks and tree search, Nature 529',
      authors: 'D. Silver et al.',
      year: 2016,
      url: 'https://doi.org/10.1038/nature16961',
    },
  ],
});
