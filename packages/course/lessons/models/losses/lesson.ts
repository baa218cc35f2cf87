import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'models/losses',
  title: { fr: 'Les fonctions de coût', en: 'Loss functions' },
  summary: {
    fr: 'Choisir ce que le modèle paie quand il se trompe, et savoir ce que ce choix lui fait apprendre.',
    en: 'Choose what the model pays for being wrong, and know what this choice makes it learn.',
  },
  teaches: ['loss-functions'],
  requires: ['models/linear-regression'],
  minutes: 40,
  sources: [
    {
      title: 'Robust Estimation of a Location Parameter',
      authors: 'P. J. Huber',
      year: 1964,
      url: 'https://doi.org/10.1214/aoms/1177703732',
    },
    {
      title: 'On the Mathematical Foundations of Theoretical Statistics',
      authors: 'R. A. Fisher',
      year: 1922,
      url: 'https://doi.org/10.1098/rsta.1922.0009',
    },
    {
      title: 'Deep Learning, chap. 5 et 6',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
  ],
});
