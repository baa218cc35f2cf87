/** Sentences of `limpide learn`: models by name, tables, columns. */
import type { Catalog } from '../error.ts';

export const learnCliErrors = {
  'learnCli.part': {
    en: 'limpide learn has no part "{got}"{hint}. It has: {known}. Help: limpide learn --help',
    fr: 'limpide learn n’a pas de partie « {got} »{hint}. Elle a : {known}. Aide : limpide learn --help',
  },
  'learnCli.model': {
    en: 'Unknown model "{got}"{hint}. All models: limpide learn models',
    fr: 'Modèle inconnu : « {got} »{hint}. Tous les modèles : limpide learn models',
  },
  'learnCli.kind': {
    en: '{model} predicts {gives}, but the target "{target}" is taken for {task} ({why}). Choose another model (limpide learn models), or say what it is: --task {other}.',
    fr: '{model} prédit {gives}, mais la cible « {target} » est prise pour {task} ({why}). Choisissez un autre modèle (limpide learn models), ou dites ce qu’elle est : --task {other}.',
  },
  'learnCli.transformer': {
    en: '{model} transforms data and predicts nothing: limpide learn fit has no use for it alone. Models that predict: limpide learn models',
    fr: '{model} transforme des données et ne prédit rien : limpide learn fit ne peut s’en servir seul. Les modèles qui prédisent : limpide learn models',
  },
  'learnCli.noTarget': {
    en: '{model} learns to predict a column: say which one with --target <column>. The table has: {known}.',
    fr: '{model} apprend à prédire une colonne : dites laquelle par --target <colonne>. Le tableau a : {known}.',
  },
  'learnCli.targetEmpty': {
    en: 'Column "{target}", the target, has no value in any row. Choose another one with --target.',
    fr: 'La colonne « {target} », la cible, n’a de valeur à aucune ligne. Choisissez-en une autre par --target.',
  },
  'learnCli.unwantedTarget': {
    en: '{model} finds groups or exceptions without a target. Leave --target out; --drop {target} keeps the column out of what it sees.',
    fr: '{model} trouve des groupes ou des exceptions sans cible. N’indiquez pas --target ; --drop {target} retire la colonne de ce qu’il voit.',
  },
  'learnCli.lacking': {
    en: '{file} lacks columns that the model of {path} has learned from: {missing}. It has: {known}.',
    fr: 'Il manque à {file} des colonnes dont le modèle de {path} a appris : {missing}. Le tableau a : {known}.',
  },
  'learnCli.textTarget': {
    en: 'Column "{target}", the target, holds texts ("{got}"): a regression predicts numbers. Leave --task out, or choose a column of numbers.',
    fr: 'La colonne « {target} », la cible, contient des textes (« {got} ») : une régression prédit des nombres. N’indiquez pas --task, ou choisissez une colonne de nombres.',
  },
  'learnCli.noColumns': {
    en: 'No column is left to learn from (target: {target}; left out: {dropped}).',
    fr: 'Il ne reste aucune colonne dont apprendre (cible : {target} ; laissées de côté : {dropped}).',
  },
  'learnCli.noText': {
    en: '{model}: the parameter {name} cannot be written on the command line; it wants {expected}. Use the library for it.',
    fr: '{model} : le paramètre {name} ne peut s’écrire en ligne de commande ; il attend {expected}. Passez par la bibliothèque.',
  },
  'learnCli.value': {
    en: '{model}: --set {name}=… should be {expected}, got "{got}".',
    fr: '{model} : --set {name}=… devrait être {expected}, reçu « {got} ».',
  },
  'learnCli.notPredicting': {
    en: 'The model of {path} ({model}) does not predict new rows: it only describes those it has learned from.',
    fr: 'Le modèle de {path} ({model}) ne prédit pas de nouvelles lignes : il ne décrit que celles dont il a appris.',
  },
  'learnCli.stopped': {
    en: 'Stopped while {who} was learning{far}. No model was kept.',
    fr: 'Arrêté pendant l’apprentissage de {who}{far}. Aucun modèle n’a été gardé.',
  },
  'learnCli.plot': {
    en: 'The plot "{plot}" does not fit {model}: {why}. Choose another one with --plot ({known}).',
    fr: 'Le graphique « {plot} » ne convient pas à {model} : {why}. Choisissez-en un autre par --plot ({known}).',
  },
} as const satisfies Catalog;
