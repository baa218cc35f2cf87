import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'models/splits',
  title: { fr: 'Entraînement, validation, test', en: 'Training, validation, test' },
  summary: {
    fr: 'Découper des données pour mesurer honnêtement, sans fuite.',
    en: 'Split data so as to measure honestly, without a leak.',
  },
  teaches: ['data-splits', 'cross-validation'],
  requires: ['models/overfitting'],
  minutes: 40,
  sources: [
    {
      title: 'Cross-Validatory Choice and Assessment of Statistical Predictions',
      authors: 'M. Stone',
      year: 1974,
      url: 'https://doi.org/10.1111/j.2517-6161.1974.tb00994.x',
    },
    {
      title: 'Leakage and the Reproducibility Crisis in Machine-Learning-Based Science',
      authors: 'S. Kapoor, A. Narayanan',
      year: 2023,
      url: 'https://doi.org/10.1016/j.patter.2023.100804',
    },
  ],
});
