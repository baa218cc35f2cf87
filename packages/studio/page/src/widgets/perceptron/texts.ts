/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    point: (i: number, label: number) =>
      `Point ${i}, classe ${label > 0 ? '+1' : '−1'} : les flèches du clavier le déplacent`,
    step: 'Corriger l’erreur suivante',
    ten: 'Dix corrections',
    back: 'Une de moins',
    corrections: 'corrections',
    wrong: 'points mal classés',
    next: 'prochaine erreur',
    none: 'aucune : la droite sépare les deux classes',
    score: 'score',
  },
  en: {
    point: (i: number, label: number) =>
      `Point ${i}, class ${label > 0 ? '+1' : '−1'}: the arrow keys move it`,
    step: 'Correct the next mistake',
    ten: 'Ten corrections',
    back: 'One fewer',
    corrections: 'corrections',
    wrong: 'misclassified points',
    next: 'next mistake',
    none: 'none: the line separates the two classes',
    score: 'score',
  },
});
