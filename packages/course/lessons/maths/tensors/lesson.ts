import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/tensors',
  title: {
    fr: 'Scalaires, vecteurs, matrices, tenseurs',
    en: 'Scalars, vectors, matrices, tensors',
  },
  summary: {
    fr: 'Lire une forme, et trouver n’importe quel nombre d’un tenseur dans la mémoire.',
    en: 'Read a shape, and find any number of a tensor in memory.',
  },
  teaches: ['scalars-to-tensors', 'shapes'],
  requires: [],
  minutes: 35,
  sources: [
    {
      title: 'Mathematics for Machine Learning, chap. 2',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
    {
      title: 'Array programming with NumPy',
      authors: 'C. R. Harris et al.',
      year: 2020,
      url: 'https://doi.org/10.1038/s41586-020-2649-2',
    },
    {
      title: 'Die fundamentalen physikalischen Eigenschaften der Krystalle',
      authors: 'W. Voigt',
      year: 1898,
    },
  ],
});
