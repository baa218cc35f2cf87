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
    en: '{who}: {expected} output columns are more than {got} can number. Take a smaller degree, or fewer columns.',
    fr: '{who} : {expected} colonnes en sortie, c’est plus que {got}. Prenez un degré plus petit, ou moins de colonnes.',
  },
} as const satisfies Catalog;
