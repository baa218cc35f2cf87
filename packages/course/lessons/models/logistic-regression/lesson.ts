import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'models/logistic-regression',
  title: { fr: 'Régression logistique et softmax', en: 'Logistic and softmax regression' },
  summary: {
    fr: 'Prédire la probabilité d’une classe, parmi deux puis parmi plusieurs, et l’apprendre par descente.',
    en: 'Predict the probability of a class, among two and then several, and learn it by descent.',
  },
  teaches: ['logistic-regression', 'softmax-regression'],
  requires: ['models/linear-regression'],
  minutes: 55,
  sources: [
    {
      title: 'Recherches mathématiques sur la loi d’accroissement de la population',
      authors: 'P.-F. Verhulst',
      year: 1845,
    },
    {
      title: 'The Regression Analysis of Binary Sequences',
      authors: 'D. R. Cox',
      year: 1958,
      url: 'https://doi.org/10.1111/j.2517-6161.1958.tb00292.x',
    },
    {
      title: 'Pattern Recognition and Machine Learning, chap. 4',
      authors: 'C. M. Bishop',
      year: 2006,
    },
  ],
});
