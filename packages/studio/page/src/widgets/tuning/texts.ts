/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    choose: 'Façon de chercher',
    methods: { grid: 'grille', random: 'hasard', bayesian: 'bayésienne' },
    axes: '→ taux d’apprentissage, de 10⁻⁴ à 1 (échelle logarithmique) · ↑ dropout, de 0 à 0,8',
    trials: 'essais',
    again: 'Autre tirage',
    show: 'Montrer ce que la recherche ignore',
    percent: (value: string) => `${value}\u00a0%`,
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
    axes: '→ learning rate, from 10⁻⁴ to 1 (logarithmic scale) · ↑ dropout, from 0 to 0.8',
    trials: 'trials',
    again: 'Another draw',
    show: 'Show what the search does not know',
    percent: (value: string) => `${value}%`,
    best: 'best accuracy found:',
    regret: 'regret (distance to the best possible):',
    distinct: 'different rates tried:',
    next: (mean: string, deviation: string) =>
      `Next trial, the cross: the search expects ${mean}% ± ${deviation} there.`,
    curve: 'Regret after each trial',
  },
});
