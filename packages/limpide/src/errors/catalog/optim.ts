/** Sentences about optimisers, schedulers and averages of weights. */
import type { Catalog } from '../error.ts';

export const optimErrors = {
  'optim.empty': {
    en: '{op}: there is nothing to optimise: the list of parameters is empty. Pass model.parameters().',
    fr: '{op} : il n’y a rien à optimiser : la liste de paramètres est vide. Passez model.parameters().',
  },
  'optim.notLeaf': {
    en: '{op}: parameter {index} of shape {shape} was computed by {made}; only tensors that the user made can be optimised. Use detach() and requiresGrad.',
    fr: '{op} : le paramètre {index} de forme {shape} a été calculé par {made} ; seuls les tenseurs créés par l’utilisateur s’optimisent. Utilisez detach() et requiresGrad.',
  },
  'optim.repeated': {
    en: '{op}: parameter {index} of shape {shape} stands twice, or in two groups. Give each parameter once.',
    fr: '{op} : le paramètre {index} de forme {shape} figure deux fois, ou dans deux groupes. Donnez chaque paramètre une seule fois.',
  },
  'optim.option': {
    en: '{op}: {name} should be {expected}, got {got}.',
    fr: '{op} : {name} devrait être {expected}, reçu {got}.',
  },
  'optim.state': {
    en: 'loadStateDict: the state does not fit this {op}: {what} should be {expected}, got {got}.',
    fr: 'loadStateDict : l’état ne correspond pas à cet optimiseur {op} : {what} devrait être {expected}, reçu {got}.',
  },
  'optim.closure': {
    en: '{op}: step(closure) needs a function that clears the gradients, computes the loss, calls backward() and returns the loss.',
    fr: '{op} : step(closure) demande une fonction qui efface les gradients, calcule la perte, appelle backward() et rend la perte.',
  },
  'optim.trace': {
    en: '{op}: this optimiser reads values in the middle of a step and cannot be compiled. Call it outside compile().',
    fr: '{op} : cet optimiseur lit des valeurs au milieu d’un pas et ne se compile pas. Appelez-le hors de compile().',
  },
  'scheduler.state': {
    en: '{op}: the state does not belong to this scheduler: {what} should be {expected}, got {got}.',
    fr: '{op} : l’état n’appartient pas à cet ordonnanceur : {what} devrait être {expected}, reçu {got}.',
  },
  'scheduler.metric': {
    en: '{op}: step(metric) needs the number that is watched, such as the validation loss; got {got}.',
    fr: '{op} : step(metric) demande le nombre surveillé, comme la perte de validation ; reçu {got}.',
  },
  'scheduler.past': {
    en: '{op}: step number {got} was asked of a cycle of {expected} steps. Give it a larger totalSteps.',
    fr: '{op} : le pas numéro {got} a été demandé à un cycle de {expected} pas. Donnez un totalSteps plus grand.',
  },
  'ema.swapped': {
    en: '{op}: the averaged weights are in the model at the moment. Call swapOut() first.',
    fr: '{op} : les poids moyennés sont dans le modèle en ce moment. Appelez d’abord swapOut().',
  },
  'ema.notSwapped': {
    en: '{op}: the averaged weights are not in the model. Call swapIn() first.',
    fr: '{op} : les poids moyennés ne sont pas dans le modèle. Appelez d’abord swapIn().',
  },
} as const satisfies Catalog;
