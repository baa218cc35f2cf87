import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/probability',
  title: { fr: 'Probabilités et théorème de Bayes', en: 'Probability and Bayes’s theorem' },
  summary: {
    fr: 'Réviser une croyance à la lumière d’une observation, sans confondre les deux sens d’une condition.',
    en: 'Revise a belief in the light of an observation, without confusing the two directions of a condition.',
  },
  teaches: ['conditional-probability', 'bayes'],
  requires: ['maths/tensors'],
  minutes: 35,
  sources: [
    {
      title: 'An Essay towards Solving a Problem in the Doctrine of Chances',
      authors: 'T. Bayes, R. Price',
      year: 1763,
      url: 'https://doi.org/10.1098/rstl.1763.0053',
    },
    {
      title: 'Mémoire sur la probabilité des causes par les événements',
      authors: 'P.-S. de Laplace',
      year: 1774,
    },
    {
      title: 'Mathematics for Machine Learning, chap. 6',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
  ],
});
