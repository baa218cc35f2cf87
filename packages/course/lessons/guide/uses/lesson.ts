import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/uses',
  title: { fr: 'Où l’IA sert', en: 'Where AI is used' },
  summary: {
    fr: 'Santé, finance, industrie, vision, langage et le reste : ce que l’IA y fait, ce qu’elle y apporte, ce qu’elle y risque.',
    en: 'Health, finance, industry, vision, language and the rest: what AI does there, what it brings, what it puts at risk.',
  },
  teaches: [
    'use-health',
    'use-finance',
    'use-industry',
    'use-vision',
    'use-language',
    'use-others',
  ],
  requires: ['guide/kinds-of-learning'],
  minutes: 40,
  sources: [
    {
      title:
        'Development and Validation of a Deep Learning Algorithm for Detection of Diabetic Retinopathy, JAMA 316',
      authors: 'V. Gulshan et al.',
      year: 2016,
      url: 'https://doi.org/10.1001/jama.2016.17216',
    },
    {
      title:
        'Dissecting racial bias in an algorithm used to manage the health of populations, Science 366',
      authors: 'Z. Obermeyer et al.',
      year: 2019,
      url: 'https://doi.org/10.1126/science.aax2342',
    },
    {
      title: 'Gender Shades, Proceedings of Machine Learning Research 81',
      authors: 'J. Buolamwini, T. Gebru',
      year: 2018,
      url: 'https://proceedings.mlr.press/v81/buolamwini18a.html',
    },
    {
      title: 'Findings regarding the market events of May 6, 2010',
      authors: 'U.S. CFTC, SEC',
      year: 2010,
      url: 'https://www.sec.gov/news/studies/2010/marketevents-report.pdf',
    },
    {
      title: 'Arrêt C-634/21, SCHUFA Holding (Scoring), 7 décembre 2023',
      authors: 'Cour de justice de l’Union européenne',
      year: 2023,
      url: 'https://curia.europa.eu/juris/liste.jsf?num=C-634/21',
    },
    {
      title: 'Highly accurate protein structure prediction with AlphaFold, Nature 596',
      authors: 'J. Jumper et al.',
      year: 2021,
      url: 'https://doi.org/10.1038/s41586-021-03819-2',
    },
    {
      title: 'A Deep Learning Approach to Antibiotic Discovery, Cell 180',
      authors: 'J. M. Stokes et al.',
      year: 2020,
      url: 'https://doi.org/10.1016/j.cell.2020.01.021',
    },
    {
      title: 'Règlement (UE) 2024/1689 sur l’intelligence artificielle',
      authors: 'Union européenne',
      year: 2024,
      url: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    },
  ],
});
