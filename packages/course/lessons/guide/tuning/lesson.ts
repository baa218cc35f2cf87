import { defineLesson } from '@limpide/course/format';

export default defineLesson({
  id: 'guide/tuning',
  title: { fr: 'Régler un modèle', en: 'Tuning a model' },
  summary: {
    fr: 'Les hyperparamètres, leur rôle, et les façons de les chercher : à la main, en grille, au hasard, avec un modèle.',
    en: 'Hyper-parameters, what they do, and the ways of searching them: by hand, on a grid, at random, with a model.',
  },
  teaches: ['hyper-parameters', 'search-methods', 'architecture-search'],
  requires: ['guide/overfitting-guide'],
  minutes: 40,
  sources: [
    {
      title: 'Random Search for Hyper-Parameter Optimization, JMLR 13',
      authors: 'J. Bergstra, Y. Bengio',
      year: 2012,
      url: 'https://jmlr.org/papers/v13/bergstra12a.html',
    },
    {
      title: 'Practical Bayesian Optimization of Machine Learning Algorithms, NeurIPS',
      authors: 'J. Snoek, H. Larochelle, R. P. Adams',
      year: 2012,
      url: 'https://arxiv.org/abs/1206.2944',
    },
    {
      title: 'Optuna: A Next-generation Hyperparameter Optimization Framework, KDD',
      authors: 'T. Akiba et al.',
      year: 2019,
      url: 'https://arxiv.org/abs/1907.10902',
    },
    {
      title: 'Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization, JMLR 18',
      authors: 'L. Li et al.',
      year: 2018,
      url: 'https://jmlr.org/papers/v18/16-558.html',
    },
  ],
});
