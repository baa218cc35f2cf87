/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    choose: 'Façon de chercher',
    methods: { grid: 'grille', random: 'hasard', bayesian: 'bayésienne' },
    rate: 'taux d’apprentissage',
    dropout: 'dropout',
    trials: 'essais',
    again: 'Autre tirage',
    show: 'Montrer ce que la recherche ignore',
    best: 'meilleure exactitude trouvée :',
    regret: 'regret (écart à la meilleure possible) :',
    distinct: 'taux différents essayés :',
    next: (mean: string, deviation: string) =>
      `Prochain essai, en croix : la recherche y attend ${mean} % ± ${deviation}.`,
    curve: 'Regret après chaque essai',
  },
  en: {
    choose: 'Way of searching',
    methods: { grid: 'grid', random: 'random', bayesian: 'Bayesian' },
    rate: 'learning rate',
    dropout: 'dropout',
    trials: 'trials',
    again: 'Another draw',
    show: 'Show what the search does not know',
    best: 'best accuracy found:',
    regret: 'regret (distance to the best possible):',
    distinct: 'different rates tried:',
    next: (mean: string, deviation: string) =>
      `Next trial, the cross: the search expects ${mean}% ± ${deviation} there.`,
    curve: 'Regret after each trial',
  },
});
