import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/resources',
  title: { fr: 'Les ressources', en: 'Resources' },
  summary: {
    fr: 'Cours, livres, documentations, terrains d’exercice, veille : choisir peu, et s’y tenir.',
    en: 'Courses, books, documentation, places to practise, keeping up: choosing few, and sticking to them.',
  },
  teaches: ['learning-resources', 'practice-places', 'staying-current'],
  requires: ['guide/first-model'],
  minutes: 20,
  sources: [
    {
      title: 'Elements of AI',
      authors: 'Université de Helsinki, MinnaLearn',
      year: 2018,
      url: 'https://www.elementsofai.com/',
    },
    {
      title: 'Deep Learning',
      authors: 'I. Goodfellow, Y. Bengio, A. Courville',
      year: 2016,
      url: 'https://www.deeplearningbook.org/',
    },
    {
      title: 'Deep Learning with Python, 3e édition',
      authors: 'F. Chollet, M. Watson',
      year: 2025,
      url: 'https://deeplearningwithpython.io/',
    },
    {
      title: 'How to Read a Paper, ACM SIGCOMM CCR 37',
      authors: 'S. Keshav',
      year: 2007,
      url: 'https://doi.org/10.1145/1273445.1273458',
    },
  ],
});
