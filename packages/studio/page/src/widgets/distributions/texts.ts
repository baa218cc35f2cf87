/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    law: 'Loi',
    gaussian: 'gaussienne',
    bernoulli: 'Bernoulli',
    size: 'Tirages',
    again: 'Tirer de nouveau',
    theory: 'la loi',
    sample: 'l’échantillon',
    mean: 'moyenne',
    variance: 'variance',
    correlation: 'Corrélation ρ',
    measured: 'corrélation mesurée',
    covariance: 'covariance',
    peak: 'Sommet de la courbe : les flèches du clavier le déplacent',
  },
  en: {
    law: 'Law',
    gaussian: 'Gaussian',
    bernoulli: 'Bernoulli',
    size: 'Draws',
    again: 'Draw again',
    theory: 'the law',
    sample: 'the sample',
    mean: 'mean',
    variance: 'variance',
    correlation: 'Correlation ρ',
    measured: 'measured correlation',
    covariance: 'covariance',
    peak: 'Top of the curve: the arrow keys move it',
  },
});
