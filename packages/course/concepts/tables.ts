/** Concepts of the layer `tables`: what progress belongs to. */
import { defineConcepts } from '../src/format/define.ts';

export const tables = defineConcepts([
  {
    id: 'python-syntax',
    title: { fr: 'Syntaxe de Python', en: 'Python syntax' },
    lesson: 'tables/python',
  },
  {
    id: 'arrays',
    title: { fr: 'Tableaux à la manière de NumPy', en: 'Arrays in NumPy’s manner' },
    lesson: 'tables/arrays',
  },
  {
    id: 'data-frames',
    title: { fr: 'Tables de données à la manière de pandas', en: 'Data frames in pandas’s manner' },
    lesson: 'tables/frames',
  },
  {
    id: 'data-cleaning',
    title: { fr: 'Nettoyage de données', en: 'Data cleaning' },
    lesson: 'tables/frames',
  },
  {
    id: 'pipelines',
    title: {
      fr: 'Chaînes de traitement à la manière de scikit-learn',
      en: 'Pipelines in scikit-learn’s manner',
    },
    lesson: 'tables/pipelines',
  },
]);
