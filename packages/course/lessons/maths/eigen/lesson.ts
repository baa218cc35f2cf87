import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/eigen',
  title: { fr: 'Valeurs et vecteurs propres', en: 'Eigenvalues and eigenvectors' },
  summary: {
    fr: 'Trouver les directions qu’une matrice ne fait qu’étirer, par la formule ou en itérant.',
    en: 'Find the directions that a matrix only stretches, by the formula or by iterating.',
  },
  teaches: ['eigen-decomposition'],
  requires: ['maths/matrix-operations'],
  minutes: 45,
  sources: [
    { title: 'Introduction to Linear Algebra, chap. 6', authors: 'G. Strang', year: 2023 },
    {
      title: 'Mathematics for Machine Learning, chap. 4',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
    {
      title: 'The Anatomy of a Large-Scale Hypertextual Web Search Engine',
      authors: 'S. Brin, L. Page',
      year: 1998,
      url: 'https://doi.org/10.1016/S0169-7552(98)00110-X',
    },
  ],
});
