/** Sentences of preprocessing: scaling, encoding, filling in, cutting. */
import type { Catalog } from '../error.ts';

export const prepErrors = {
  'prep.sparseCentre': {
    en: '{who}: centring a sparse matrix would fill it with numbers. Set {option}: false, or use X.toDense() if it fits in memory.',
    fr: '{who} : centrer une matrice creuse la remplirait de nombres. Mettez {option}: false, ou utilisez X.toDense() si elle tient en mémoire.',
  },
  'prep.range': {
    en: '{who}: {name} should be {expected}, got {got}.',
    fr: '{who} : {name} devrait être {expected}, reçu {got}.',
  },
  'prep.unknown': {
    en: '{who}: column {column} holds {got} at row {row}, a category that fit has not seen. Known: {known}. {remedy}',
    fr: '{who} : la colonne {column} contient {got} à la ligne {row}, une catégorie que fit n’a pas vue. Connues : {known}. {remedy}',
  },
  'prep.unknownLabel': {
    en: '{who}: y holds {got} at row {row}, a class that fit has not seen. Known: {known}.',
    fr: '{who} : y contient {got} à la ligne {row}, une classe que fit n’a pas vue. Connues : {known}.',
  },
  'prep.code': {
    en: '{who}: {got} at row {row} is not the code of a category of column {column}; codes go from 0 to {last}.',
    fr: '{who} : {got} à la ligne {row} n’est pas le code d’une catégorie de la colonne {column} ; les codes vont de 0 à {last}.',
  },
  'prep.mixed': {
    en: '{who}: column {column} mixes numbers and texts (row {row}: {got}). Make all of them texts, or all numbers.',
    fr: '{who} : la colonne {column} mélange nombres et textes (ligne {row} : {got}). Faites-en partout des textes, ou partout des nombres.',
  },
  'prep.categories': {
    en: "{who}: categories lists {got} columns for {expected}. Give one list per column, or 'auto'.",
    fr: "{who} : categories énumère {got} colonnes pour {expected}. Donnez une liste par colonne, ou 'auto'.",
  },
  'prep.drop': {
    en: '{who}: drop names {got}, which is no category of column {column}. Known: {known}.',
    fr: '{who} : drop nomme {got}, qui n’est pas une catégorie de la colonne {column}. Connues : {known}.',
  },
  'prep.allMissing': {
    en: "{who}: column {column} has no value at all, so its {what} does not exist. Drop the column, or use strategy: 'constant' or keepEmptyFeatures: true.",
    fr: "{who} : la colonne {column} n’a aucune valeur, donc {what} n’existe pas. Retirez la colonne, ou utilisez strategy: 'constant' ou keepEmptyFeatures: true.",
  },
  'prep.textStrategy': {
    en: "{who}: column {column} holds texts, which have no {got}. Use strategy: 'mostFrequent' or 'constant'.",
    fr: "{who} : la colonne {column} contient des textes, qui n’ont pas de {got}. Utilisez strategy: 'mostFrequent' ou 'constant'.",
  },
  'prep.positive': {
    en: "{who}: method 'box-cox' needs values > 0; column {column} holds {got} at row {row}. Use method: 'yeo-johnson'.",
    fr: "{who} : la méthode 'box-cox' demande des valeurs > 0 ; la colonne {column} contient {got} à la ligne {row}. Utilisez method: 'yeo-johnson'.",
  },
  'prep.noInverse': {
    en: '{who} cannot be undone: {reason}.',
    fr: '{who} ne peut pas être défait : {reason}.',
  },
  'prep.names': {
    en: '{who}.getFeatureNamesOut: {got} names were given for {expected} columns.',
    fr: '{who}.getFeatureNamesOut : {got} noms ont été donnés pour {expected} colonnes.',
  },
  'prep.rows': {
    en: '{who}: func gave {got} rows for {expected} samples.',
    fr: '{who} : func a donné {got} lignes pour {expected} exemples.',
  },
  'prep.manyColumns': {
    en: '{who}: degree {degree} of {cols} columns gives {got} products; {most} are the most. Take a smaller degree, fewer columns, or interactionOnly: true.',
    fr: '{who} : le degré {degree} de {cols} colonnes donne {got} produits ; {most} sont le maximum. Prenez un degré plus petit, moins de colonnes, ou interactionOnly: true.',
  },
  'prep.product': {
    en: '{who}: a product of the values of row {row} is too large for a number. Put the columns on a small scale first (StandardScaler), or take a smaller degree.',
    fr: '{who} : un produit des valeurs de la ligne {row} est trop grand pour un nombre. Mettez d’abord les colonnes à petite échelle (StandardScaler), ou prenez un degré plus petit.',
  },
  'prep.category': {
    en: '{who}: column {column} holds {got} at row {row}. Categories are texts, numbers or booleans; what is missing is null.',
    fr: '{who} : la colonne {column} contient {got} à la ligne {row}. Les catégories sont des textes, des nombres ou des booléens ; ce qui manque est null.',
  },
  'prep.periodic': {
    en: '{who}: a periodic curve needs more knots than its degree, got {got} knots for degree {degree}. Raise nKnots, or lower degree.',
    fr: '{who} : une courbe périodique demande plus de nœuds que son degré, reçu {got} nœuds pour le degré {degree}. Augmentez nKnots, ou diminuez degree.',
  },
  'prep.knots': {
    en: '{who}: the knots of column {column} should ascend, and the last be larger than the first.',
    fr: '{who} : les nœuds de la colonne {column} devraient être croissants, et le dernier plus grand que le premier.',
  },
  'prep.knotColumns': {
    en: '{who}: knots has {got} columns for {expected} features. Give one column of knots per feature.',
    fr: '{who} : knots a {got} colonnes pour {expected} variables. Donnez une colonne de nœuds par variable.',
  },
  'prep.outside': {
    en: "{who}: column {column} is {got} at row {row}, outside of the knots ({low} … {high}). Choose another extrapolation: 'constant', 'linear', 'continue', 'periodic'.",
    fr: "{who} : la colonne {column} vaut {got} à la ligne {row}, hors des nœuds ({low} … {high}). Choisissez une autre extrapolation : 'constant', 'linear', 'continue', 'periodic'.",
  },
  'prep.labelLists': {
    en: '{who} takes, for each sample, an array of its labels: [["a", "b"], []…]; got {got}.',
    fr: '{who} prend, pour chaque exemple, un tableau de ses étiquettes : [["a", "b"], []…] ; reçu {got}.',
  },
  'prep.labelList': {
    en: '{who}: row {row} is {got}, where an array of labels belongs: ["a", "b"], or [] for none.',
    fr: '{who} : la ligne {row} est {got}, alors qu’il faut un tableau d’étiquettes : ["a", "b"], ou [] pour aucune.',
  },
  'prep.label': {
    en: '{who}: row {row} holds the label {got}. Labels are texts, numbers or booleans.',
    fr: '{who} : la ligne {row} contient l’étiquette {got}. Les étiquettes sont des textes, des nombres ou des booléens.',
  },
  'prep.mixedLabels': {
    en: '{who}: labels of several kinds ({got}) stand side by side. Use texts only, or numbers only.',
    fr: '{who} : des étiquettes de plusieurs sortes ({got}) se côtoient. N’utilisez que des textes, ou que des nombres.',
  },
  'prep.labelColumns': {
    en: '{who} knows {expected} labels, and got rows of {got} columns.',
    fr: '{who} connaît {expected} étiquettes, et reçoit des lignes de {got} colonnes.',
  },
  'prep.labelCell': {
    en: '{who}: row {row}, column {column} is {got}. Sets of labels are rows of 0 and 1.',
    fr: '{who} : la ligne {row}, colonne {column}, vaut {got}. Les ensembles d’étiquettes sont des lignes de 0 et de 1.',
  },
} as const satisfies Catalog;
