import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'models/regularisation',
  title: { fr: 'Régularisation L1 et L2', en: 'L1 and L2 regularisation' },
  summary: {
    fr: 'Retenir un modèle trop souple en faisant payer ses poids, et choisir entre rétrécir et annuler.',
    en: 'Hold back a model that is too flexible by making its weights pay, and choose between shrinking and cancelling.',
  },
  teaches: ['l1-l2'],
  requires: ['models/overfitting'],
  minutes: 45,
  sources: [
    {
      title: 'Ridge Regression: Biased Estimation for Nonorthogonal Problems',
      authors: 'A. E. Hoerl, R. W. Kennard',
      year: 1970,
      url: 'https://doi.org/10.1080/00401706.1970.10488634',
    },
    {
      title: 'Regression Shrinkage and Selection via the Lasso',
      authors: 'R. Tibshirani',
      year: 1996,
      url: 'https://doi.org/10.1111/j.2517-6161.1996.tb02080.x',
    },
    {
      title: 'Regularization Paths for Generalized Linear Models via Coordinate Descent',
      authors: 'J. Friedman, T. Hastie, R. Tibshirani',
      year: 2010,
      url: 'https://doi.org/10.18637/jss.v033.i01',
    },
  ],
});
