import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'least-squares',
  title: { fr: 'Les moindres carrés', en: 'Least squares' },
  kind: 'code',
  tier: 2,
  minutes: 10,
  tasks: [
    {
      id: 'least',
      points: 3,
      fr: 'Écrivez `leastSquares(A, b)`, le x qui minimise la norme de Ax − b, par les équations normales.',
      en: 'Write `leastSquares(A, b)`, the x that minimises the norm of Ax − b, by the normal equations.',
    },
  ],
  exports: ['leastSquares'],
  diagnoses: [
    {
      id: 'first-rows',
      rule: 'normal',
      fr: 'Vous ne résolvez que les n premières équations : les autres comptent aussi.',
      en: 'You solve only the first n equations: the others count too.',
    },
    {
      id: 'wrong-order',
      rule: 'normal',
      fr: 'Vous formez AAᵀ au lieu de AᵀA : le système obtenu est trop grand, et singulier.',
      en: 'You form AAᵀ instead of AᵀA: the system is too large, and singular.',
    },
    {
      id: 'right-side-not-multiplied',
      rule: 'normal',
      fr: 'Vous multipliez A par Aᵀ, mais pas b : les deux membres doivent l’être.',
      en: 'You multiply A by Aᵀ but not b: both sides must be.',
    },
  ],
});
