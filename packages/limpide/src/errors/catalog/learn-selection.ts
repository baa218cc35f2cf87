/** Sentences of splits, cross-validation and searches. */
import type { Catalog } from '../error.ts';

export const selectionErrors = {
  'split.count': {
    en: '{who}: {name} should be {expected}, got {got}.',
    fr: '{who} : {name} devrait être {expected}, reçu {got}.',
  },
  'split.strata': {
    en: '{who}: no class has {expected} samples, the largest has {got}. Take fewer splits, or more samples.',
    fr: '{who} : aucune classe n’a {expected} exemples, la plus grande en a {got}. Prenez moins de parts, ou plus d’exemples.',
  },
  'split.fewOfClass': {
    en: '{who}: class {name} has {got} samples; at least {expected} are needed.',
    fr: '{who} : la classe {name} a {got} exemples ; il en faut au moins {expected}.',
  },
  'split.noLabels': {
    en: '{who} needs y, the class of each sample: split(X, y).',
    fr: '{who} a besoin de y, la classe de chaque exemple : split(X, y).',
  },
  'split.noGroups': {
    en: '{who} needs groups, the group of each sample: split(X, y, groups), or { groups } in crossValidate.',
    fr: '{who} a besoin de groups, le groupe de chaque exemple : split(X, y, groups), ou { groups } dans crossValidate.',
  },
  'split.fewGroups': {
    en: '{who}: there are {got} groups for {expected} splits. Take fewer splits.',
    fr: '{who} : il y a {got} groupes pour {expected} parts. Prenez moins de parts.',
  },
  'split.lengths': {
    en: '{who}: {name} has {got} samples and X has {expected}. They need as many.',
    fr: '{who} : {name} a {got} exemples et X en a {expected}. Il en faut autant.',
  },
  'split.empty': {
    en: '{who}: with {got} samples, a test part of {test} and a part to learn from of {train}, one of them is empty.',
    fr: '{who} : avec {got} exemples, une part de test de {test} et une part d’apprentissage de {train}, l’une d’elles est vide.',
  },
  'cv.scoring': {
    en: "scoring should be a score by name ('accuracy'), a scorer, an array of names, or scorers by name; got {got}.",
    fr: "scoring devrait être un score par son nom ('accuracy'), un scorer, un tableau de noms, ou des scorers par nom ; reçu {got}.",
  },
  'cv.kind': {
    en: '{who}: cv should be a number of splits, a splitter such as KFold, or a list of {train, test}; got {got}.',
    fr: '{who} : cv devrait être un nombre de parts, un découpeur comme KFold, ou une liste de {train, test} ; reçu {got}.',
  },
  'cv.allFailed': {
    en: '{who}: all {got} fits failed. The first said: {message}',
    fr: '{who} : les {got} apprentissages ont tous échoué. Le premier a dit : {message}',
  },
  'cv.partition': {
    en: '{who} needs splits whose test parts hold each sample exactly once (KFold and its like); sample {row} is in {got}.',
    fr: '{who} a besoin de parts de test qui contiennent chaque exemple exactement une fois (KFold et semblables) ; l’exemple {row} est dans {got}.',
  },
  'search.refit': {
    en: '{who}: with several scores, refit should name the one that decides ({known}) or be false; got {got}.',
    fr: '{who} : avec plusieurs scores, refit devrait nommer celui qui décide ({known}) ou valoir false ; reçu {got}.',
  },
  'search.grid': {
    en: '{who}: the values to try for "{name}" should be a list with at least one value{more}; got {got}.',
    fr: '{who} : les valeurs à essayer pour « {name} » devraient être une liste d’au moins une valeur{more} ; reçu {got}.',
  },
  'search.noRefit': {
    en: '{who} was fitted with refit: false, so there is no best estimator to ask for {what}. Use bestParams_, or refit: true.',
    fr: '{who} a été ajusté avec refit: false : il n’y a pas de meilleur estimateur à qui demander {what}. Utilisez bestParams_, ou refit: true.',
  },
  'search.resource': {
    en: '{who}: the resource "{name}" is neither \'nSamples\' nor an integer parameter of the estimator that the grid leaves free.',
    fr: "{who} : la ressource « {name} » n’est ni 'nSamples' ni un paramètre entier de l’estimateur que la grille laisse libre.",
  },
} as const satisfies Catalog;
