/** Sentences of metrics and scorers. */
import type { Catalog } from '../error.ts';

export const metricErrors = {
  'metric.empty': {
    en: '{who} has nothing to compare: there are no samples.',
    fr: '{who} n’a rien à comparer : il n’y a aucun exemple.',
  },
  'metric.length': {
    en: '{who}: yTrue has {expected} values and {name} has {got}. They need as many, in the same order.',
    fr: '{who} : yTrue a {expected} valeurs et {name} en a {got}. Il en faut autant, dans le même ordre.',
  },
  'metric.nan': {
    en: '{who}: {name} is {got} at place {row}. Scores need finite numbers; look at what the model predicted there.',
    fr: '{who} : {name} vaut {got} à la place {row}. Un score a besoin de nombres finis ; regardez ce que le modèle a prédit là.',
  },
  'metric.binary': {
    en: "{who} compares two classes, got {got}. Choose average: 'macro', 'weighted' or 'micro' for more classes, or compare one class against the others.",
    fr: "{who} compare deux classes, reçu {got}. Choisissez average : 'macro', 'weighted' ou 'micro' pour plus de classes, ou comparez une classe à toutes les autres.",
  },
  'metric.posLabel': {
    en: '{who}: posLabel {got} is none of the classes {known}. Say which class counts as positive: { posLabel: … }.',
    fr: '{who} : posLabel {got} n’est aucune des classes {known}. Dites quelle classe compte comme positive : { posLabel: … }.',
  },
  'metric.oneClass': {
    en: '{who} is not defined when only one class ({got}) is present in yTrue. Use more samples, or stratified folds.',
    fr: '{who} n’est pas défini quand yTrue ne contient qu’une classe ({got}). Prenez plus d’exemples, ou des parts stratifiées.',
  },
  'metric.columns': {
    en: '{who}: there should be one column of scores per class, {expected}, got {got}. Name the classes with { labels: […] } when some are absent from yTrue.',
    fr: '{who} : il faut une colonne de scores par classe, {expected}, reçu {got}. Nommez les classes par { labels: […] } quand certaines manquent dans yTrue.',
  },
  'metric.option': {
    en: '{who}: {name} should be {expected}, got {got}.',
    fr: '{who} : {name} devrait être {expected}, reçu {got}.',
  },
  'metric.range': {
    en: '{who}: {name} should hold values {expected}, got {got} at place {row}.',
    fr: '{who} : {name} devrait contenir des valeurs {expected}, reçu {got} à la place {row}.',
  },
  'metric.label': {
    en: '{who}: yTrue holds {got}, which is not among labels {known}.',
    fr: '{who} : yTrue contient {got}, qui ne figure pas parmi labels {known}.',
  },
  'metric.oneHasSets': {
    en: '{who}: {sets} holds sets of labels (rows of 0 and 1) and {single} one label per sample. Give both in the same form.',
    fr: '{who} : {sets} contient des ensembles d’étiquettes (des lignes de 0 et de 1) et {single} une étiquette par exemple. Donnez les deux sous la même forme.',
  },
  'metric.setRow': {
    en: '{who}: row {row} of {name} has {got} values, the first row has {expected}. Sets of labels have one column per label, in every row.',
    fr: '{who} : la ligne {row} de {name} a {got} valeurs, la première en a {expected}. Les ensembles d’étiquettes ont une colonne par étiquette, à chaque ligne.',
  },
  'metric.setCell': {
    en: '{who}: {name} is {got} at row {row}, column {column}. Sets of labels are rows of 0 and 1: 1 where the sample has the label.',
    fr: '{who} : {name} vaut {got} à la ligne {row}, colonne {column}. Les ensembles d’étiquettes sont des lignes de 0 et de 1 : 1 là où l’exemple a l’étiquette.',
  },
  'metric.setsAverage': {
    en: "{who}: with sets of labels there is no single positive class. Choose average: 'micro', 'macro', 'weighted', 'samples', or null for one score per label.",
    fr: "{who} : avec des ensembles d’étiquettes, il n’y a pas une seule classe positive. Choisissez average : 'micro', 'macro', 'weighted', 'samples', ou null pour un score par étiquette.",
  },
  'metric.samplewise': {
    en: '{who}: scores of each sample need sets of labels, rows of 0 and 1 with one column per label; here there is one label per sample.',
    fr: '{who} : les scores de chaque exemple demandent des ensembles d’étiquettes, des lignes de 0 et de 1 à une colonne par étiquette ; il n’y a ici qu’une étiquette par exemple.',
  },
  'metric.clusters': {
    en: '{who} needs between 2 and {expected} clusters (samples − 1), got {got}.',
    fr: '{who} a besoin de 2 à {expected} groupes (exemples − 1), reçu {got}.',
  },
  'metric.scorer': {
    en: 'There is no score named "{name}"{hint}. Known: {known}. Or make your own with makeScorer(…).',
    fr: 'Il n’y a pas de score nommé « {name} »{hint}. Connus : {known}. Ou faites le vôtre avec makeScorer(…).',
  },
  'metric.response': {
    en: 'The score "{name}" needs {expected}, which {who} does not have.',
    fr: 'Le score « {name} » a besoin de {expected}, que {who} n’a pas.',
  },
} as const satisfies Catalog;
