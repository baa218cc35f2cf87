import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/linear-systems',
  title: { fr: 'Systèmes linéaires', en: 'Linear systems' },
  summary: {
    fr: 'Résoudre un système par élimination, et savoir ce que vaut la réponse.',
    en: 'Solve a system by elimination, and know what the answer is worth.',
  },
  teaches: ['linear-systems'],
  requires: ['maths/matrix-operations'],
  minutes: 45,
  sources: [
    { title: 'Introduction to Linear Algebra, chap. 2 et 4', authors: 'G. Strang', year: 2023 },
    {
      title: 'Accuracy and Stability of Numerical Algorithms, chap. 9',
      authors: 'N. J. Higham',
      year: 2002,
      url: 'https://doi.org/10.1137/1.9780898718027',
    },
    {
      title: 'Nouvelles méthodes pour la détermination des orbites des comètes',
      authors: 'A.-M. Legendre',
      year: 1805,
    },
  ],
});
