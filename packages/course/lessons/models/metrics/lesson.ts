import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'models/metrics',
  title: { fr: 'Mesurer un classifieur', en: 'Measuring a classifier' },
  summary: {
    fr: 'Compter chaque sorte d’erreur, choisir un seuil, lire une courbe ROC et une courbe précision–rappel.',
    en: 'Count each kind of mistake, choose a threshold, read a ROC and a precision–recall curve.',
  },
  teaches: ['classification-metrics', 'roc-auc'],
  requires: ['models/logistic-regression'],
  minutes: 45,
  sources: [
    {
      title:
        'The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve',
      authors: 'J. A. Hanley, B. J. McNeil',
      year: 1982,
      url: 'https://doi.org/10.1148/radiology.143.1.7063747',
    },
    {
      title: 'An Introduction to ROC Analysis',
      authors: 'T. Fawcett',
      year: 2006,
      url: 'https://doi.org/10.1016/j.patrec.2005.10.010',
    },
    {
      title: 'The Relationship between Precision-Recall and ROC Curves',
      authors: 'J. Davis, M. Goadrich',
      year: 2006,
      url: 'https://doi.org/10.1145/1143844.1143874',
    },
  ],
});
