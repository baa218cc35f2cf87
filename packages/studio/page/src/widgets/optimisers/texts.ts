/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    sgd: 'SGD',
    momentum: 'inertie',
    rmsprop: 'RMSProp',
    adam: 'Adam',
    start: 'Point de départ : les flèches du clavier le déplacent',
    rate: 'Taux',
    narrow: 'Étroitesse de la vallée',
    steps: 'Pas',
    one: 'Un pas de plus',
    height: 'perte atteinte',
    diverges: 'diverge',
  },
  en: {
    sgd: 'SGD',
    momentum: 'momentum',
    rmsprop: 'RMSProp',
    adam: 'Adam',
    start: 'Starting point: the arrow keys move it',
    rate: 'Rate',
    narrow: 'Narrowness of the valley',
    steps: 'Steps',
    one: 'One more step',
    height: 'loss reached',
    diverges: 'diverges',
  },
});
