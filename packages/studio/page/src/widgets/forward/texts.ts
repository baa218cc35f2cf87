/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    step: 'seuil',
    relu: 'ReLU',
    sigmoid: 'sigmoïde',
    linear: 'aucune',
    input: (i: number) => `entrée x${'₁₂'[i - 1]}`,
    inputs: 'Les quatre coins',
    weight: (name: string) => `${name} : choisir ce nombre`,
    chosen: (name: string) => `nombre choisi : ${name}`,
    hidden: 'Activation cachée',
    hiddenNeuron: (j: number) => `neurone caché ${j}`,
    out: 'sortie',
    table: 'Ce que le réseau répond aux quatre coins',
  },
  en: {
    step: 'step',
    relu: 'ReLU',
    sigmoid: 'sigmoid',
    linear: 'none',
    input: (i: number) => `input x${'₁₂'[i - 1]}`,
    inputs: 'The four corners',
    weight: (name: string) => `${name}: choose this number`,
    chosen: (name: string) => `number chosen: ${name}`,
    hidden: 'Hidden activation',
    hiddenNeuron: (j: number) => `hidden neuron ${j}`,
    out: 'output',
    table: 'What the network answers at the four corners',
  },
});
