import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/what-is-ai',
  title: { fr: 'Qu’est-ce que l’IA ?', en: 'What is AI?' },
  summary: {
    fr: 'Trois cercles qui s’emboîtent — IA, apprentissage automatique, apprentissage profond —, leur histoire, et ce qui est en jeu.',
    en: 'Three nested circles — AI, machine learning, deep learning —, their history, and what is at stake.',
  },
  teaches: ['ai-ml-dl', 'ai-history', 'ai-stakes'],
  requires: [],
  minutes: 35,
  sources: [
    {
      title: 'Computing Machinery and Intelligence, Mind 59',
      authors: 'A. M. Turing',
      year: 1950,
      url: 'https://doi.org/10.1093/mind/LIX.236.433',
    },
    {
      title:
        'Some Studies in Machine Learning Using the Game of Checkers, IBM Journal of Research and Development 3',
      authors: 'A. L. Samuel',
      year: 1959,
      url: 'https://doi.org/10.1147/rd.33.0210',
    },
    {
      title: 'Deep Learning, Nature 521',
      authors: 'Y. LeCun, Y. Bengio, G. Hinton',
      year: 2015,
      url: 'https://doi.org/10.1038/nature14539',
    },
    {
      title: 'Règlement (UE) 2024/1689 sur l’intelligence artificielle, article 3',
      authors: 'Union européenne',
      year: 2024,
      url: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
    },
  ],
});
