import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/linear-maps',
  title: { fr: 'Les matrices comme applications', en: 'Matrices as maps' },
  summary: {
    fr: 'Voir dans une matrice le mouvement de tout l’espace, et la multiplier par un vecteur.',
    en: 'See in a matrix the movement of the whole space, and multiply it by a vector.',
  },
  teaches: ['linear-maps'],
  requires: ['maths/dot-product'],
  minutes: 35,
  sources: [
    {
      title: 'Mathematics for Machine Learning, chap. 2',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
    { title: 'Introduction to Linear Algebra, chap. 1', authors: 'G. Strang', year: 2023 },
    {
      title: 'A Memoir on the Theory of Matrices',
      authors: 'A. Cayley',
      year: 1858,
      url: 'https://doi.org/10.1098/rstl.1858.0002',
    },
  ],
});
