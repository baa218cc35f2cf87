/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    landscape: 'Paysage',
    names: { bowl: 'cuvette', valley: 'vallée', saddle: 'selle', hills: 'collines' },
    point: 'Point : les flèches du clavier le déplacent',
    direction: 'direction u',
    height: 'hauteur f',
    gradient: 'gradient ∇f',
    norm: 'plus forte pente ‖∇f‖',
    slope: 'Pente dans la direction u',
    flat: 'Le gradient est nul : ni montée ni descente.',
  },
  en: {
    landscape: 'Landscape',
    names: { bowl: 'bowl', valley: 'valley', saddle: 'saddle', hills: 'hills' },
    point: 'Point: the arrow keys move it',
    direction: 'direction u',
    height: 'height f',
    gradient: 'gradient ∇f',
    norm: 'steepest slope ‖∇f‖',
    slope: 'Slope in direction u',
    flat: 'The gradient is zero: neither up nor down.',
  },
});
