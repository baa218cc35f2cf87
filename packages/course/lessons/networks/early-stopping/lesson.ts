import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'networks/early-stopping',
  title: { fr: 'L’arrêt anticipé', en: 'Early stopping' },
  summary: {
    fr: 'Surveiller la validation, patienter ce qu’il faut, s’arrêter, et reprendre les meilleurs poids.',
    en: 'Watch the validation, wait as long as needed, stop, and take back the best weights.',
  },
  teaches: ['early-stopping'],
  requires: ['networks/batches', 'models/splits'],
  minutes: 40,
  sources: [
    {
      title: 'Early Stopping — But When? (Neural Networks: Tricks of the Trade)',
      authors: 'L. Prechelt',
      year: 1998,
      url: 'https://doi.org/10.1007/3-540-49430-8_3',
    },
    {
      title: 'Deep Learning, § 7.8',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
  ],
});
