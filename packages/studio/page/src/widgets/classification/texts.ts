/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    point: (i: number, name: string) =>
      `Point ${i}, classe ${name} : les flèches du clavier le déplacent`,
    step: 'Un pas',
    twenty: 'Vingt pas',
    loss: 'coût moyen',
    right: 'bien classés',
    steps: 'pas faits',
    score: 'score',
    scoreOf: (name: string) => `score de ${name}`,
    weightsOf: 'Poids de la classe',
    bias: 'b',
  },
  en: {
    point: (i: number, name: string) => `Point ${i}, class ${name}: the arrow keys move it`,
    step: 'One step',
    twenty: 'Twenty steps',
    loss: 'mean loss',
    right: 'classified correctly',
    steps: 'steps made',
    score: 'score',
    scoreOf: (name: string) => `score of ${name}`,
    weightsOf: 'Weights of class',
    bias: 'b',
  },
});
