/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    next: 'Pas suivant',
    back: 'Pas précédent',
    step: 'pas',
    loss: 'perte',
    target: 'Cible y',
    input: (i: number) => `Entrée x${'₁₂'[i - 1]}`,
    forward: 'Aller : valeurs',
    backward: 'Retour : gradients',
    start: 'Les entrées et les poids sont donnés.',
    descend: 'Un pas de descente',
  },
  en: {
    next: 'Next step',
    back: 'Step before',
    step: 'step',
    loss: 'loss',
    target: 'Target y',
    input: (i: number) => `Input x${'₁₂'[i - 1]}`,
    forward: 'Forward: values',
    backward: 'Backward: gradients',
    start: 'Inputs and weights are given.',
    descend: 'One step of descent',
  },
});
