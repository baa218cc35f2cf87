/** Sentences of models of several targets. */
import type { Catalog } from '../error.ts';

export const outputErrors = {
  'output.columns': {
    en: '{who} has learned {expected} targets per sample and is compared with {got}. Give y as many columns as at fit.',
    fr: '{who} a appris {expected} cibles par exemple et est comparé à {got}. Donnez à y autant de colonnes qu’à fit.',
  },
  'output.weights': {
    en: '{who}: {got} knows no sample weights. Leave sampleWeight out, or take another estimator.',
    fr: '{who} : {got} ne connaît pas les poids d’exemples. N’indiquez pas sampleWeight, ou prenez un autre estimateur.',
  },
  'output.target': {
    en: '{who}: there is no target {got}; targets are numbered 0 … {last}.',
    fr: '{who} : il n’y a pas de cible {got} ; les cibles sont numérotées 0 … {last}.',
  },
  'output.order': {
    en: '{who}: order should name each target 0 … {last} once, got {got}.',
    fr: '{who} : order devrait nommer une fois chaque cible 0 … {last}, reçu {got}.',
  },
} as const satisfies Catalog;
