/** Sentences about modules, their states, and losses. */
import type { Catalog } from '../error.ts';

export const nnErrors = {
  'module.state': {
    en: 'loadStateDict: the state does not fit {module}. Missing keys: {missing}. Unexpected keys: {unexpected}. Different shapes: {shapes}. With { strict: false } missing and unexpected keys are left aside; shapes must always agree.',
    fr: 'loadStateDict : l’état ne correspond pas à {module}. Clés manquantes : {missing}. Clés inattendues : {unexpected}. Formes différentes : {shapes}. Avec { strict: false }, les clés manquantes ou inattendues sont laissées de côté ; les formes doivent toujours concorder.',
  },
  'module.name': {
    en: '{op}: "{name}" cannot be the name of a member of a module: {reason}.',
    fr: '{op} : « {name} » ne peut pas être le nom d’un membre de module : {reason}.',
  },
  'module.member': {
    en: '{op}: there is no member {name}; this container has {expected}.',
    fr: '{op} : il n’y a pas de membre {name} ; ce conteneur a {expected}.',
  },
  'module.argument': {
    en: '{op}: {name} should be {expected}, got {got}.',
    fr: '{op} : {name} devrait être {expected}, reçu {got}.',
  },
  'module.input': {
    en: '{op}: expected an input of shape {expected}, got {got}.',
    fr: '{op} : une entrée de forme {expected} était attendue, reçu {got}.',
  },
  'norm.single': {
    en: '{op}: in training, more than one value per channel is needed to take a mean and a variance; the input has shape {got}. Use larger batches, or eval().',
    fr: '{op} : à l’entraînement, il faut plus d’une valeur par canal pour une moyenne et une variance ; l’entrée a la forme {got}. Prenez de plus grands lots, ou eval().',
  },
  'loss.shape': {
    en: '{op}: {what} should have shape {expected}, got {got}.',
    fr: '{op} : {what} devrait avoir la forme {expected}, reçu {got}.',
  },
  'loss.classes': {
    en: '{op}: class indices must be whole numbers (int32 or uint8), got {got}. Make them with tensor(labels, { dtype: "int32" }) or convert with .to("int32"). Probabilities instead of indices have the input’s own shape, {expected}.',
    fr: '{op} : les indices de classe doivent être entiers (int32 ou uint8), reçu {got}. Créez-les avec tensor(labels, { dtype: "int32" }) ou convertissez avec .to("int32"). Des probabilités au lieu d’indices ont la forme de l’entrée, {expected}.',
  },
  'loss.target': {
    en: '{op}: the target holds the class {got}, but the input has {classes} classes (0 to {last}).',
    fr: '{op} : la cible contient la classe {got}, mais l’entrée a {classes} classes (de 0 à {last}).',
  },
  'init.fans': {
    en: '{op}: a tensor of shape {got} has no number of inputs and outputs; at least two axes are needed.',
    fr: '{op} : un tenseur de forme {got} n’a pas de nombre d’entrées et de sorties ; il faut au moins deux axes.',
  },
  'utils.vector': {
    en: '{op}: the vector has {got} elements, the parameters {expected}.',
    fr: '{op} : le vecteur a {got} éléments, les paramètres {expected}.',
  },
} as const satisfies Catalog;
