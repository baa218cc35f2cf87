/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    train: 'entraînement',
    validation: 'validation',
    test: 'test',
    shareTrain: 'Part d’entraînement',
    shareValidation: 'Part de validation',
    shuffle: 'mélanger',
    stratify: 'stratifier',
    together: 'garder les copies ensemble',
    again: 'Mélanger de nouveau',
    part: 'partie',
    count: 'exemples',
    positives: 'positifs',
    leaks: 'exemples jugés dont une copie est dans l’entraînement',
  },
  en: {
    train: 'training',
    validation: 'validation',
    test: 'test',
    shareTrain: 'Share of training',
    shareValidation: 'Share of validation',
    shuffle: 'shuffle',
    stratify: 'stratify',
    together: 'keep copies together',
    again: 'Shuffle again',
    part: 'part',
    count: 'examples',
    positives: 'positives',
    leaks: 'examples judged with a copy in training',
  },
});
