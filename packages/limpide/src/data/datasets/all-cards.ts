/** The cards of all data sets that Limpide loads, in one list. */
import { type DatasetCard, fashionMnistCard, irisCard, mnistCard } from './cards.ts';
import {
  breastCancerCard,
  diabetesCard,
  digitsCard,
  penguinsCard,
  wineCard,
} from './small-cards.ts';

export const datasetCards: readonly DatasetCard[] = [
  mnistCard,
  fashionMnistCard,
  irisCard,
  wineCard,
  breastCancerCard,
  diabetesCard,
  digitsCard,
  penguinsCard,
];
