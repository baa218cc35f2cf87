import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/dot-product',
  title: { fr: 'Produit scalaire et normes', en: 'Dot product and norms' },
  summary: {
    fr: 'Mesurer avec un seul nombre combien deux vecteurs se ressemblent, et quelle est leur longueur.',
    en: 'Measure with a single number how alike two vectors are, and how long they are.',
  },
  teaches: ['dot-product', 'norms', 'cosine-similarity'],
  requires: ['maths/tensors'],
  minutes: 40,
  sources: [
    {
      title: 'Mathematics for Machine Learning, chap. 3',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
    {
      title: 'Introduction to Linear Algebra, chap. 1',
      authors: 'G. Strang',
      year: 2023,
    },
  ],
});
