/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    tip: (name: string) => `Pointe du vecteur ${name} : les flèches du clavier la déplacent`,
    norms: 'normes',
    cosine: 'cosinus',
    angle: 'angle',
    projection: 'projection de a sur b',
    noAngle: 'pas défini pour le vecteur nul',
  },
  en: {
    tip: (name: string) => `Tip of vector ${name}: the arrow keys move it`,
    norms: 'norms',
    cosine: 'cosine',
    angle: 'angle',
    projection: 'projection of a on b',
    noAngle: 'not defined for the zero vector',
  },
});
