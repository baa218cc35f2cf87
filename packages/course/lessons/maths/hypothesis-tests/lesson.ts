import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'maths/hypothesis-tests',
  title: { fr: 'Tests d’hypothèses', en: 'Hypothesis tests' },
  summary: {
    fr: 'Décider si un écart est réel ou dû au hasard : permutations, statistique t, valeur p, puissance, et les manières de se tromper.',
    en: 'Decide whether a gap is real or due to chance: permutations, the t statistic, p-value, power, and the ways to be fooled.',
  },
  teaches: ['hypothesis-tests'],
  requires: ['maths/distributions'],
  minutes: 50,
  sources: [
    {
      title: 'The Probable Error of a Mean',
      authors: 'Student (W. S. Gosset)',
      year: 1908,
      url: 'https://doi.org/10.1093/biomet/6.1.1',
    },
    {
      title: 'On the Problem of the Most Efficient Tests of Statistical Hypotheses',
      authors: 'J. Neyman, E. S. Pearson',
      year: 1933,
      url: 'https://doi.org/10.1098/rsta.1933.0009',
    },
    {
      title: 'The Design of Experiments',
      authors: 'R. A. Fisher',
      year: 1935,
    },
    {
      title:
        'The Generalization of “Student’s” Problem when Several Different Population Variances are Involved',
      authors: 'B. L. Welch',
      year: 1947,
      url: 'https://doi.org/10.1093/biomet/34.1-2.28',
    },
    {
      title:
        'Approximate Statistical Tests for Comparing Supervised Classification Learning Algorithms',
      authors: 'T. G. Dietterich',
      year: 1998,
      url: 'https://doi.org/10.1162/089976698300017197',
    },
    {
      title: 'Permutation P-values Should Never Be Zero',
      authors: 'B. Phipson, G. K. Smyth',
      year: 2010,
      url: 'https://doi.org/10.2202/1544-6115.1585',
    },
    {
      title: 'The ASA Statement on p-Values: Context, Process, and Purpose',
      authors: 'R. L. Wasserstein, N. A. Lazar',
      year: 2016,
      url: 'https://doi.org/10.1080/00031305.2016.1154108',
    },
  ],
});
