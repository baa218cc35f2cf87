/** The words of this widget. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    train: 'Entraîner',
    pause: 'Pause',
    clear: 'Effacer',
    digit: 'Un chiffre du test',
    draw: 'Feuille de 28 × 28 pixels où l’on dessine un chiffre avec le pointeur',
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
    draw: 'Sheet of 28 × 28 pixels on which a digit is drawn with the pointer',
    seen: 'images seen',
    loss: 'loss',
    accuracy: 'accuracy on 500 digits of the test set',
    answer: 'answer',
    label: 'label',
    loading: 'The images are coming…',
    missing: 'The images of MNIST are not there.',
  },
});
