import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/good-practice',
  title: { fr: 'Les bonnes pratiques', en: 'Good practice' },
  summary: {
    fr: 'Séparer, fixer le hasard, changer une chose à la fois, noter : ce qui transforme des essais en résultats.',
    en: 'Separating, fixing chance, changing one thing at a time, noting: what turns trials into results.',
  },
  teaches: ['reproducibility', 'one-change', 'experiment-tracking'],
  requires: ['guide/tuning'],
  minutes: 30,
  sources: [
    {
      title: 'Improving Reproducibility in Machine Learning Research, JMLR 22',
      authors: 'J. Pineau et al.',
      year: 2021,
      url: 'https://jmlr.org/papers/v22/20-303.html',
    },
    {
      title: 'Leakage and the reproducibility crisis in machine-learning-based science, Patterns 4',
      authors: 'S. Kapoor, A. Narayanan',
      year: 2023,
      url: 'https://doi.org/10.1016/j.patter.2023.100804',
    },
    {
      title: 'Model Cards for Model Reporting',
      authors: 'M. Mitchell et al.',
      year: 2019,
      url: 'https://arxiv.org/abs/1810.03993',
    },
    {
      title: 'Reproducibility (documentation)',
      authors: 'PyTorch Foundation',
      year: 2026,
      url: 'https://docs.pytorch.org/docs/stable/notes/randomness.html',
    },
  ],
});
