/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    train: 'Entraîner',
    pause: 'Pause',
    clear: 'Effacer',
    digit: 'Un chiffre du test',
    draw: 'Feuille de 28 × 28 pixels où l’on dessine un chiffre, avec le pointeur ou au clavier',
    keys: 'Flèches : déplacer la plume (Maj : de trois en trois). Espace : la poser ou la lever. Suppr : effacer.',
    pen: (x: number, y: number, down: boolean) =>
      `colonne ${x}, ligne ${y}, plume ${down ? 'posée' : 'levée'}`,
    percent: (value: string) => `${value} %`,
    seen: 'images vues',
    loss: 'perte',
    accuracy: 'exactitude sur 500 chiffres du test',
    answer: 'réponse',
    label: 'étiquette',
    loading: 'Les images arrivent…',
    missing: 'Les images de MNIST ne sont pas là.',
  },
  en: {
    train: 'Train',
    pause: 'Pause',
    clear: 'Clear',
    digit: 'A digit of the test set',
    draw: 'Sheet of 28 × 28 pixels on which a digit is drawn, with the pointer or from the keyboard',
    keys: 'Arrows: move the pen (Shift: by three). Space: put it down or lift it. Delete: clear.',
    pen: (x: number, y: number, down: boolean) =>
      `column ${x}, row ${y}, pen ${down ? 'down' : 'up'}`,
    percent: (value: string) => `${value}%`,
    seen: 'images seen',
    loss: 'loss',
    accuracy: 'accuracy on 500 digits of the test set',
    answer: 'answer',
    label: 'label',
    loading: 'The images are coming…',
    missing: 'The images of MNIST are not there.',
  },
});
