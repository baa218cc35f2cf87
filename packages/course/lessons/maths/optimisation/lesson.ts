import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/optimisation',
  title: { fr: 'Convexité et descente de gradient', en: 'Convexity and gradient descent' },
  summary: {
    fr: 'Descendre une perte pas à pas, et choisir un taux qui n’est ni trop petit ni trop grand.',
    en: 'Walk down a loss step by step, and choose a rate that is neither too small nor too large.',
  },
  teaches: ['convexity', 'gradient-descent'],
  requires: ['maths/gradient'],
  minutes: 45,
  sources: [
    {
      title: 'Convex Optimization, chap. 3 et 9',
      authors: 'S. Boyd, L. Vandenberghe',
      year: 2004,
      url: 'https://web.stanford.edu/~boyd/cvxbook/',
    },
    {
      title: 'Why Momentum Really Works',
      authors: 'G. Goh',
      year: 2017,
      url: 'https://doi.org/10.23915/distill.00006',
    },
    {
      title: 'Some methods of speeding up the convergence of iteration methods',
      authors: 'B. T. Polyak',
      year: 1964,
      url: 'https://doi.org/10.1016/0041-5553(64)90137-5',
    },
  ],
});
