import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/overfitting-guide',
  title: { fr: 'Éviter le surapprentissage', en: 'Avoiding overfitting' },
  summary: {
    fr: 'Le reconnaître, en trouver la cause, choisir le remède : données, taille du modèle, pénalités, dropout, arrêt anticipé.',
    en: 'Recognising it, finding its cause, choosing the remedy: data, size of the model, penalties, dropout, early stopping.',
  },
  teaches: ['overfitting-remedies', 'data-augmentation', 'data-cleaning-idea'],
  requires: ['guide/first-model'],
  minutes: 40,
  sources: [
    {
      title: 'Dropout: A Simple Way to Prevent Neural Networks from Overfitting, JMLR 15',
      authors: 'N. Srivastava et al.',
      year: 2014,
      url: 'https://jmlr.org/papers/v15/srivastava14a.html',
    },
    {
      title: 'Early Stopping — But When?',
      authors: 'L. Prechelt',
      year: 1998,
      url: 'https://doi.org/10.1007/3-540-49430-8_3',
    },
    {
      title: 'Understanding deep learning requires rethinking generalization',
      authors: 'C. Zhang et al.',
      year: 2017,
      url: 'https://arxiv.org/abs/1611.03530',
    },
    {
      title: 'Deep Learning, chap. 7',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
  ],
});
