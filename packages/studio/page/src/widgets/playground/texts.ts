/** The words of this widget that are not the laboratory's. */
import { inBoth } from '../kit/texts.ts';

export const texts = inBoth({
  fr: {
    forget: 'Tout oublier',
    lossTrain: 'perte (entraînement)',
    lossTest: 'perte (test)',
    accuracyTest: 'exactitude (test)',
    accuracyTrain: 'exactitude (vos points)',
    curve: 'Les deux pertes au fil des pas : entraînement en trait plein, test en pointillé',
    yours: 'Vos pièces au travail :',
    noneYours: 'Aucune pièce de vous encore.',
    references: (count: number) => `Pièces de référence : ${count}.`,
  },
  en: {
    forget: 'Forget all',
    lossTrain: 'loss (training)',
    lossTest: 'loss (test)',
    accuracyTest: 'accuracy (test)',
    accuracyTrain: 'accuracy (your points)',
    curve: 'Both losses over the steps: training as a solid line, test dashed',
    yours: 'Your pieces at work:',
    noneYours: 'No piece of yours yet.',
    references: (count: number) => `Reference pieces: ${count}.`,
  },
});
