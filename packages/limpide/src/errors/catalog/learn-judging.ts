/** Sentences of dummies, calibration, inspection and feature selection. */
import type { Catalog } from '../error.ts';

export const judgingErrors = {
  'dummy.constant': {
    en: "{who}: strategy 'constant' needs { constant: … }{known}; got {got}.",
    fr: "{who} : la stratégie 'constant' a besoin de { constant: … }{known} ; reçu {got}.",
  },
  'calibration.fewOfClass': {
    en: '{who}: class {name} has {got} samples, fewer than the {expected} folds. Take a smaller cv, or more samples.',
    fr: '{who} : la classe {name} a {got} exemples, moins que les {expected} parts. Prenez un cv plus petit, ou plus d’exemples.',
  },
  'calibration.response': {
    en: '{who}: {got} has neither decisionFunction nor predictProba, so there is nothing to calibrate.',
    fr: '{who} : {got} n’a ni decisionFunction ni predictProba, il n’y a donc rien à calibrer.',
  },
  'calibration.prefit': {
    en: "{who}: cv: 'prefit' needs an estimator that was fitted before.",
    fr: "{who} : cv: 'prefit' demande un estimateur déjà ajusté.",
  },
  'isotonic.bounds': {
    en: "{who}: {got} lies outside of what fit has seen ({expected}). Use outOfBounds: 'clip' or 'nan'.",
    fr: "{who} : {got} est en dehors de ce que fit a vu ({expected}). Utilisez outOfBounds: 'clip' ou 'nan'.",
  },
  'inspect.feature': {
    en: '{who}: there is no column {got}. Columns: {known}.',
    fr: '{who} : il n’y a pas de colonne {got}. Colonnes : {known}.',
  },
  'select.none': {
    en: '{who}: no column passes {what}. The largest is {got}.',
    fr: '{who} : aucune colonne ne passe {what}. La plus grande valeur est {got}.',
  },
  'select.count': {
    en: '{who}: {name} should be {expected}, got {got}.',
    fr: '{who} : {name} devrait être {expected}, reçu {got}.',
  },
  'select.importance': {
    en: '{who}: {got} says nothing about the importance of its columns (neither coef_ nor featureImportances_). Give importanceGetter.',
    fr: '{who} : {got} ne dit rien de l’importance de ses colonnes (ni coef_ ni featureImportances_). Donnez importanceGetter.',
  },
  'select.negative': {
    en: '{who} needs values ≥ 0 (counts, frequencies); column {column} holds {got}.',
    fr: '{who} a besoin de valeurs ≥ 0 (comptes, fréquences) ; la colonne {column} contient {got}.',
  },
} as const satisfies Catalog;
