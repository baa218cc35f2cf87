/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    error: 'Erreur e = ŷ − y',
    probability: 'Probabilité de la bonne classe',
    handle: 'Point de l’axe : les flèches du clavier le déplacent',
    loss: 'perte',
    value: 'valeur',
    slope: 'pente',
    squared: 'carré',
    absolute: 'valeur absolue',
    huber: 'Huber (δ = 1)',
    cross: 'entropie croisée',
    brier: 'carré de 1 − p',
  },
  en: {
    error: 'Error e = ŷ − y',
    probability: 'Probability of the right class',
    handle: 'Point of the axis: the arrow keys move it',
    loss: 'loss',
    value: 'value',
    slope: 'slope',
    squared: 'square',
    absolute: 'absolute value',
    huber: 'Huber (δ = 1)',
    cross: 'cross-entropy',
    brier: 'square of 1 − p',
  },
});
