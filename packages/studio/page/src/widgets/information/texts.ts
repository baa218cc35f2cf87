/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    truth: 'p, la réalité',
    model: 'q, le modèle',
    bar: (name: string, i: number) => `Barre ${i} de ${name} : les flèches du clavier la déplacent`,
    event: 'issue',
    entropyTerm: 'terme de H(p)',
    crossTerm: 'terme de H(p, q)',
    total: 'somme',
    entropy: 'entropie H(p)',
    cross: 'entropie croisée H(p, q)',
    kl: 'divergence KL',
    bits: 'bit',
    match: 'q = p',
  },
  en: {
    truth: 'p, reality',
    model: 'q, the model',
    bar: (name: string, i: number) => `Bar ${i} of ${name}: the arrow keys move it`,
    event: 'outcome',
    entropyTerm: 'term of H(p)',
    crossTerm: 'term of H(p, q)',
    total: 'sum',
    entropy: 'entropy H(p)',
    cross: 'cross-entropy H(p, q)',
    kl: 'KL divergence',
    bits: 'bits',
    match: 'q = p',
  },
});
