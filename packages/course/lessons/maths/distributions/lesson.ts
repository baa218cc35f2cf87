import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/distributions',
  title: { fr: 'Distributions, moyenne, variance', en: 'Distributions, mean, variance' },
  summary: {
    fr: 'Résumer des données et des lois par leur moyenne, leur variance, leur corrélation ; tirer au hasard selon une loi.',
    en: 'Sum up data and laws by their mean, variance and correlation; draw at random from a law.',
  },
  teaches: ['distributions', 'descriptive-statistics'],
  requires: ['maths/probability', 'maths/dot-product'],
  minutes: 45,
  sources: [
    {
      title: 'Note on Regression and Inheritance in the Case of Two Parents',
      authors: 'K. Pearson',
      year: 1895,
      url: 'https://doi.org/10.1098/rspl.1895.0041',
    },
    {
      title: 'A Note on the Generation of Random Normal Deviates',
      authors: 'G. E. P. Box, M. E. Muller',
      year: 1958,
      url: 'https://doi.org/10.1214/aoms/1177706645',
    },
    {
      title: 'Mathematics for Machine Learning, chap. 6',
      authors: 'M. P. Deisenroth, A. A. Faisal, C. S. Ong',
      year: 2020,
      url: 'https://mml-book.github.io/',
    },
  ],
});
