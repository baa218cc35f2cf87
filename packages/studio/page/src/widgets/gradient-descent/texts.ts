/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    landscape: 'Paysage',
    names: { bowl: 'cuvette', valley: 'vallée étroite', wells: 'deux vallées (non convexe)' },
    start: 'Départ : les flèches du clavier le déplacent',
    rate: 'taux η',
    momentum: 'inertie β',
    steps: 'pas',
    one: 'Un pas',
    play: 'Lire',
    pause: 'Pause',
    again: 'Revenir au départ',
    loss: 'perte',
    point: 'point',
    states: {
      far: 'en route',
      arrived: 'arrivé : le gradient est presque nul',
      diverged: 'le chemin diverge : le taux est trop grand',
    },
    limit: (value: string) => `limite sans inertie : ${value}`,
    losses: 'Perte à chaque pas',
  },
  en: {
    landscape: 'Landscape',
    names: { bowl: 'bowl', valley: 'narrow valley', wells: 'two valleys (non-convex)' },
    start: 'Start: the arrow keys move it',
    rate: 'rate η',
    momentum: 'momentum β',
    steps: 'steps',
    one: 'Step',
    play: 'Play',
    pause: 'Pause',
    again: 'Back to the start',
    loss: 'loss',
    point: 'point',
    states: {
      far: 'on its way',
      arrived: 'arrived: the gradient is nearly zero',
      diverged: 'the path diverges: the rate is too large',
    },
    limit: (value: string) => `limit without momentum: ${value}`,
    losses: 'Loss at each step',
  },
});
