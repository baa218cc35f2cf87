import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/matrix-operations',
  title: {
    fr: 'Produit, transposée, inverse, déterminant',
    en: 'Product, transpose, inverse, determinant',
  },
  summary: {
    fr: 'Multiplier deux matrices sans se tromper d’indice, et savoir quand une application peut être défaite.',
    en: 'Multiply two matrices without mixing up the indices, and know when a map can be undone.',
  },
  teaches: ['matrix-product', 'transpose', 'inverse', 'determinant'],
  requires: ['maths/linear-maps'],
  minutes: 45,
  sources: [
    { title: 'Introduction to Linear Algebra, chap. 2 et 5', authors: 'G. Strang', year: 2023 },
    {
      title: 'Gaussian Elimination is not Optimal',
      authors: 'V. Strassen',
      year: 1969,
      url: 'https://doi.org/10.1007/BF02165411',
    },
    { title: 'The Matrix Cookbook', authors: 'K. B. Petersen, M. S. Pedersen', year: 2012 },
  ],
});
