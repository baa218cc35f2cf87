/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    before: 'avant',
    after: 'après',
    example: 'Exemple',
    point: (i: number) => `Valeur de l’exemple ${i}`,
    mode: 'Mode',
    training: 'entraînement',
    evaluation: 'évaluation',
    gamma: 'Échelle γ',
    beta: 'Décalage β',
    next: 'Lot suivant',
    many: '20 lots',
    used: 'Moyenne et écart type employés',
    batch: 'Moyenne et écart type du lot',
    running: 'Moyennes mobiles',
    batches: (n: number) => (n > 1 ? `après ${n} lots` : `après ${n} lot`),
  },
  en: {
    before: 'before',
    after: 'after',
    example: 'Example',
    point: (i: number) => `Value of example ${i}`,
    mode: 'Mode',
    training: 'training',
    evaluation: 'evaluation',
    gamma: 'Scale γ',
    beta: 'Shift β',
    next: 'Next batch',
    many: '20 batches',
    used: 'Mean and deviation in use',
    batch: 'Mean and deviation of the batch',
    running: 'Moving averages',
    batches: (n: number) => (n === 1 ? 'after 1 batch' : `after ${n} batches`),
  },
});
