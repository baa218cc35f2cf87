/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    relu: 'ReLU',
    tanh: 'tanh',
    linear: 'aucune',
    activation: 'Activation',
    scale: 'Écart type des poids × √n',
    depth: 'Couches',
    layer: 'couche',
    values: 'activations',
    gradients: 'gradients',
    size: 'ampleur',
    he: 'He (√2)',
    one: '1/√n (1)',
    seed: 'Autre tirage',
  },
  en: {
    relu: 'ReLU',
    tanh: 'tanh',
    linear: 'none',
    activation: 'Activation',
    scale: 'Deviation of weights × √n',
    depth: 'Layers',
    layer: 'layer',
    values: 'activations',
    gradients: 'gradients',
    size: 'scale',
    he: 'He (√2)',
    one: '1/√n (1)',
    seed: 'Draw again',
  },
});
