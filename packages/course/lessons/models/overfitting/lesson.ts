import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'models/overfitting',
  title: { fr: 'Le surapprentissage', en: 'Overfitting' },
  summary: {
    fr: 'Reconnaître un modèle qui retient au lieu d’apprendre, et choisir sa complexité sur des points qu’il n’a pas vus.',
    en: 'Recognise a model that memorises instead of learning, and choose its complexity on points it has not seen.',
  },
  teaches: ['overfitting', 'bias-variance'],
  requires: ['models/linear-regression'],
  minutes: 35,
  sources: [
    {
      title: 'Neural Networks and the Bias/Variance Dilemma',
      authors: 'S. Geman, E. Bienenstock, R. Doursat',
      year: 1992,
      url: 'https://doi.org/10.1162/neco.1992.4.1.1',
    },
    {
      title:
        'Reconciling Modern Machine-Learning Practice and the Classical Bias–Variance Trade-Off',
      authors: 'M. Belkin, D. Hsu, S. Ma, S. Mandal',
      year: 2019,
      url: 'https://doi.org/10.1073/pnas.1903070116',
    },
    {
      title: 'The Elements of Statistical Learning, chap. 7',
      authors: 'T. Hastie, R. Tibshirani, J. Friedman',
      year: 2009,
      url: 'https://hastie.su.domains/ElemStatLearn/',
    },
  ],
});
