/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    choose: 'Fonction',
    sigmoid: 'sigmoïde',
    tanh: 'tanh',
    relu: 'ReLU',
    gelu: 'GELU',
    z: 'Le nombre z : les flèches du clavier le déplacent',
    slope: 'pente',
    ten: 'pente à travers 10 couches',
    spread: 'Étendue de la foule',
    shift: 'Centre de la foule',
    before: 'Mille nombres avant',
    after: 'Les mêmes après',
    percent: (value: string) => `${value} %`,
    flat: 'pente inférieure à 0,05',
  },
  en: {
    choose: 'Function',
    sigmoid: 'sigmoid',
    tanh: 'tanh',
    relu: 'ReLU',
    gelu: 'GELU',
    z: 'The number z: the arrow keys move it',
    slope: 'slope',
    ten: 'slope through 10 layers',
    spread: 'Spread of the crowd',
    shift: 'Centre of the crowd',
    before: 'A thousand numbers before',
    after: 'The same after',
    percent: (value: string) => `${value}%`,
    flat: 'slope below 0.05',
  },
});
