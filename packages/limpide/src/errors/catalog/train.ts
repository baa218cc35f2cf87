/** Sentences about training: losses and metrics by name, models in Keras's manner, callbacks, recipes. */
import type { Catalog } from '../error.ts';

export const trainErrors = {
  'unknown.loss': {
    en: 'There is no loss called "{got}"{hint}. There are: {known}.',
    fr: 'Il n’y a pas de perte nommée « {got} »{hint}. Il y a : {known}.',
  },
  'unknown.metric': {
    en: 'There is no metric called "{got}"{hint}. There are: {known}.',
    fr: 'Il n’y a pas de métrique nommée « {got} »{hint}. Il y a : {known}.',
  },
  'unknown.optimizer': {
    en: 'There is no optimiser called "{got}"{hint}. There are: {known}.',
    fr: 'Il n’y a pas d’optimiseur nommé « {got} »{hint}. Il y a : {known}.',
  },
  'unknown.activation': {
    en: 'There is no activation called "{got}"{hint}. There are: {known}.',
    fr: 'Il n’y a pas d’activation nommée « {got} »{hint}. Il y a : {known}.',
  },
  'unknown.initializer': {
    en: 'There is no initialiser called "{got}"{hint}. There are: {known}.',
    fr: 'Il n’y a pas d’initialisation nommée « {got} »{hint}. Il y a : {known}.',
  },
  'unknown.recipe': {
    en: 'There is no recipe called "{got}"{hint}. There are: {known}.',
    fr: 'Il n’y a pas de recette nommée « {got} »{hint}. Il y a : {known}.',
  },
  'train.option': {
    en: '{op}: {name} should be {expected}, got {got}.',
    fr: '{op} : {name} devrait être {expected}, reçu {got}.',
  },
  'train.rows': {
    en: '{op}: x has {x} samples and y has {y}; each sample needs its target.',
    fr: '{op} : x a {x} exemples et y en a {y} ; à chaque exemple sa cible.',
  },
  'train.noData': {
    en: '{op}: there is not a single batch to go through (samples: {samples}, batch size: {batchSize}).',
    fr: '{op} : il n’y a pas un seul lot à parcourir (exemples : {samples}, taille de lot : {batchSize}).',
  },
  'train.notTensor': {
    en: '{op}: a batch should be a pair of tensors [inputs, targets], got {got}.',
    fr: '{op} : un lot devrait être une paire de tenseurs [entrées, cibles], reçu {got}.',
  },
  'model.notCompiled': {
    en: '{op}: say first how to learn: model.compile({ loss: …, optimizer: …, metrics: […] }).',
    fr: '{op} : dites d’abord comment apprendre : model.compile({ loss: …, optimizer: …, metrics: […] }).',
  },
  'model.notBuilt': {
    en: '{op}: the shape of the inputs is not known yet. Give the first layer an { inputShape: […] } (without the batch axis), call model.build([…]), or fit it first.',
    fr: '{op} : la forme des entrées n’est pas encore connue. Donnez à la première couche un { inputShape: […] } (sans l’axe du lot), appelez model.build([…]), ou entraînez d’abord.',
  },
  'model.built': {
    en: 'The model was built for inputs of shape {expected}, it cannot be built again for {got}.',
    fr: 'Le modèle a été construit pour des entrées de forme {expected}, il ne peut pas l’être de nouveau pour {got}.',
  },
  'model.layer': {
    en: '{op} cannot take an input of shape {got} (without the batch axis): {reason}.',
    fr: '{op} ne peut pas recevoir une entrée de forme {got} (sans l’axe du lot) : {reason}.',
  },
  'model.empty': {
    en: 'sequential needs at least one layer.',
    fr: 'sequential a besoin d’au moins une couche.',
  },
  'model.softmaxLogits': {
    en: 'The loss "{loss}" takes raw scores (logits) and applies the softmax itself, but this model already ends with one. Remove the softmax, or use "sparseCategoricalCrossentropy".',
    fr: 'La perte « {loss} » prend des scores bruts (logits) et applique elle-même le softmax, or ce modèle finit déjà par un softmax. Retirez-le, ou prenez « sparseCategoricalCrossentropy ».',
  },
  'loss.values': {
    en: '{op}: outputs of shape {got} and targets of shape {expected} do not go together. {hint}',
    fr: '{op} : des sorties de forme {got} et des cibles de forme {expected} ne vont pas ensemble. {hint}',
  },
  'callback.monitor': {
    en: '{op} watches "{got}", which this training does not measure. It measures: {known}.{hint}',
    fr: '{op} surveille « {got} », que cet entraînement ne mesure pas. Il mesure : {known}.{hint}',
  },
  'checkpoint.shape': {
    en: '{path} is the checkpoint of another training: {reason}.',
    fr: '{path} est le point de reprise d’un autre entraînement : {reason}.',
  },
  'recipe.parameter': {
    en: 'The recipe {recipe} has no parameter "{got}"{hint}. Its parameters: {known}.',
    fr: 'La recette {recipe} n’a pas de paramètre « {got} »{hint}. Ses paramètres : {known}.',
  },
  'recipe.integerAtLeast': {
    en: 'The parameter {name} of the recipe {recipe} should be a whole number, at least {min}, got "{got}".',
    fr: 'Le paramètre {name} de la recette {recipe} devrait être un nombre entier, au moins {min}, reçu « {got} ».',
  },
  'recipe.numberAtLeast': {
    en: 'The parameter {name} of the recipe {recipe} should be a number, at least {min}, got "{got}".',
    fr: 'Le paramètre {name} de la recette {recipe} devrait être un nombre, au moins {min}, reçu « {got} ».',
  },
  'recipe.integer': {
    en: 'The parameter {name} of the recipe {recipe} should be a whole number from {min} to {max}, got "{got}".',
    fr: 'Le paramètre {name} de la recette {recipe} devrait être un nombre entier de {min} à {max}, reçu « {got} ».',
  },
  'recipe.number': {
    en: 'The parameter {name} of the recipe {recipe} should be a number from {min} to {max}, got "{got}".',
    fr: 'Le paramètre {name} de la recette {recipe} devrait être un nombre de {min} à {max}, reçu « {got} ».',
  },
  'recipe.value': {
    en: 'The parameter {name} of the recipe {recipe} should be {expected}, got "{got}".',
    fr: 'Le paramètre {name} de la recette {recipe} devrait être {expected}, reçu « {got} ».',
  },
} as const satisfies Catalog;
