import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/svd',
  title: { fr: 'Décomposition en valeurs singulières', en: 'Singular value decomposition' },
  summary: {
    fr: 'Ranger ce que contient une matrice par ordre d’importance, et n’en garder que l’essentiel.',
    en: 'Sort what a matrix contains by importance, and keep only what matters.',
  },
  teaches: ['svd'],
  requires: ['maths/eigen'],
  minutes: 45,
  sources: [
    {
      title: 'The approximation of one matrix by another of lower rank',
      authors: 'C. Eckart, G. Young',
      year: 1936,
      url: 'https://doi.org/10.1007/BF02288367',
    },
    {
      title: 'Mathematics for Machine Learning, chap. 4',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
    {
      title: 'LoRA: Low-Rank Adaptation of Large Language Models',
      authors: 'E. J. Hu et al.',
      year: 2021,
      url: 'https://arxiv.org/abs/2106.09685',
    },
  ],
});
