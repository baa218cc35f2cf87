/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    train: 'entraînement',
    validation: 'validation',
    test: 'test',
    shareTrain: 'Pour apprendre',
    percent: (value: string) => `${value} %`,
    shareValidation: 'Pour choisir',
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
    shareTrain: 'To learn',
    percent: (value: string) => `${value}%`,
    shareValidation: 'To choose',
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
