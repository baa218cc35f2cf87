/** Sentences of the command line about what it was asked. */
import type { Catalog } from '../error.ts';

export const cliErrors = {
  'cli.command': {
    en: 'Unknown command "{got}"{hint}. All commands: limpide --help',
    fr: 'Commande inconnue : « {got} »{hint}. Toutes les commandes : limpide --help',
  },
  'cli.option': {
    en: 'Unknown option "{got}" for "limpide {command}"{hint}. Help: limpide {command} --help',
    fr: 'Option inconnue pour « limpide {command} » : « {got} »{hint}. Aide : limpide {command} --help',
  },
  'cli.globalOption': {
    en: 'Unknown option "{got}"{hint}. Help: limpide --help',
    fr: 'Option inconnue : « {got} »{hint}. Aide : limpide --help',
  },
  'cli.needsValue': {
    en: 'The option {option} needs a value: {option} <{placeholder}>',
    fr: 'L’option {option} a besoin d’une valeur : {option} <{placeholder}>',
  },
  'cli.noValue': {
    en: 'The option {option} takes no value, got "{got}".',
    fr: 'L’option {option} ne prend pas de valeur, reçu « {got} ».',
  },
  'cli.value': {
    en: 'The option {option} should be {expected}, got "{got}"{hint}.',
    fr: 'L’option {option} devrait être {expected}, reçu « {got} »{hint}.',
  },
  'cli.integer': {
    en: 'The option {option} should be a whole number, at least {min}, got "{got}".',
    fr: 'L’option {option} devrait être un nombre entier, au moins {min}, reçu « {got} ».',
  },
  'cli.number': {
    en: 'The option {option} should be a number, at least {min}, got "{got}".',
    fr: 'L’option {option} devrait être un nombre, au moins {min}, reçu « {got} ».',
  },
  'cli.missing': {
    en: 'Missing: {what}. Usage: {usage}',
    fr: 'Il manque : {what}. Usage : {usage}',
  },
  'cli.extra': {
    en: 'Too much: "{got}". Usage: {usage}',
    fr: 'De trop : « {got} ». Usage : {usage}',
  },
  'cli.set': {
    en: '--set wants key=value, got "{got}". For example: --set lr=0.01',
    fr: '--set attend clé=valeur, reçu « {got} ». Par exemple : --set lr=0.01',
  },
  'cli.recipe': {
    en: 'Unknown recipe "{got}"{hint}. Recipes: {known}.',
    fr: 'Recette inconnue : « {got} »{hint}. Recettes : {known}.',
  },
  'cli.recipeOrPath': {
    en: '"{got}" is neither a recipe{hint} nor a checkpoint: there is no such file. Recipes: {known}.',
    fr: '« {got} » n’est ni une recette{hint} ni un point de reprise : ce fichier n’existe pas. Recettes : {known}.',
  },
  'cli.noRun': {
    en: 'Nothing has been learnt yet with {recipe} ({path} is missing). First: {command}',
    fr: 'Rien n’a encore été appris avec {recipe} ({path} manque). D’abord : {command}',
  },
  'cli.resumeOption': {
    en: '{option} cannot be changed when a training is taken up again: the checkpoint says {expected}. Only --epochs can.',
    fr: '{option} ne peut pas changer quand un entraînement est repris : le point de reprise dit {expected}. Seul --epochs le peut.',
  },
  'cli.otherRecipe': {
    en: '{path} is a checkpoint of {got}, not of {expected}.',
    fr: '{path} est un point de reprise de {got}, pas de {expected}.',
  },
  'cli.foreign': {
    en: '{path} is not the checkpoint of a recipe: "limpide train" did not write it.',
    fr: '{path} n’est pas le point de reprise d’une recette : « limpide train » ne l’a pas écrit.',
  },
  'cli.either': {
    en: 'Say either {a} or {b}.',
    fr: 'Dites soit {a}, soit {b}.',
  },
  'cli.index': {
    en: '--index should lie between 0 and {last}, got {got}.',
    fr: '--index devrait être entre 0 et {last}, reçu {got}.',
  },
  'cli.notPictures': {
    en: 'The recipe {recipe} does not read pictures: use --index.',
    fr: 'La recette {recipe} ne lit pas d’images : utilisez --index.',
  },
  'cli.picture': {
    en: '{path} cannot be read as a picture: {reason}. PNG (8 bits a channel, not interlaced) and PGM are read.',
    fr: '{path} ne peut pas être lu comme une image : {reason}. Les formats lus sont PNG (8 bits par canal, non entrelacé) et PGM.',
  },
  'cli.notPicture': {
    en: 'The file {path} is not a picture that can be read here: expected PNG or PGM. Convert it, for example with an image editor.',
    fr: 'Le fichier {path} n’est pas une image lisible ici : PNG ou PGM attendu. Convertissez-le, par exemple avec un éditeur d’images.',
  },
} as const satisfies Catalog;
