/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    function: 'Fonction',
    functions: {
      square: 'x²',
      sine: 'sin x',
      exponential: 'eˣ',
      sigmoid: 'sigmoïde',
      absolute: '|x|',
    },
    point: 'Point x : les flèches gauche et droite le déplacent',
    step: 'écart h',
    secant: 'pente de la sécante',
    tangent: 'pente de la tangente',
    none: 'pas de dérivée en ce point',
    error: 'erreur',
    centred: 'Différence centrée',
    uLabel:
      'Erreur de la différence avant et de la différence centrée selon h, en puissances de dix',
    forwardName: 'avant',
    centredName: 'centrée',
    hAxis: 'puissance de 10 de h',
    errorAxis: 'puissance de 10 de l’erreur',
  },
  en: {
    function: 'Function',
    functions: {
      square: 'x²',
      sine: 'sin x',
      exponential: 'eˣ',
      sigmoid: 'sigmoid',
      absolute: '|x|',
    },
    point: 'Point x: the left and right arrow keys move it',
    step: 'gap h',
    secant: 'slope of the secant',
    tangent: 'slope of the tangent',
    none: 'no derivative at this point',
    error: 'error',
    centred: 'Centred difference',
    uLabel: 'Error of the forward and of the centred difference by h, in powers of ten',
    forwardName: 'forward',
    centredName: 'centred',
    hAxis: 'power of 10 of h',
    errorAxis: 'power of 10 of the error',
  },
});
