/** Sentences about data and parameters of statistics. What tests say of their results is in `stats-results.ts`. */
import type { Catalog } from '../error.ts';

export const statsErrors = {
  'stats.sample': {
    en: '{op}: {name} should be an array of numbers or a tensor, got {got}.',
    fr: '{op} : {name} devrait être un tableau de nombres ou un tenseur, reçu {got}.',
  },
  'stats.empty': {
    en: '{op}: {name} is empty; at least {expected} needed. Check the filter that made it.',
    fr: '{op} : {name} est vide ; il faut au moins {expected}. Vérifiez le filtre qui l’a produit.',
  },
  'stats.few': {
    en: '{op}: {name} has {got} value(s), and at least {expected} are needed. Collect more data, or use a method for smaller samples.',
    fr: '{op} : {name} a {got} valeur(s), et il en faut au moins {expected}. Recueillez plus de données, ou prenez une méthode pour de plus petits échantillons.',
  },
  'stats.many': {
    en: '{op}: {name} has {got} values; the method holds up to {expected}. {remedy}',
    fr: '{op} : {name} a {got} valeurs ; la méthode vaut jusqu’à {expected}. {remedy}',
  },
  'stats.nan': {
    en: "{op}: {name} is NaN at place {index} (counted from 0). Find out why it is missing, then repair the data or leave such values out with {nanPolicy: 'omit'}.",
    fr: "{op} : {name} est NaN à la place {index} (comptée depuis 0). Cherchez pourquoi cette valeur manque, puis réparez les données ou écartez ces valeurs avec {nanPolicy: 'omit'}.",
  },
  'stats.finite': {
    en: '{op}: {name} is {got} at place {index} (counted from 0), and only finite numbers have a meaning here. Look for a division by zero or an overflow before this call.',
    fr: '{op} : {name} vaut {got} à la place {index} (comptée depuis 0), et seuls des nombres finis ont un sens ici. Cherchez une division par zéro ou un dépassement avant cet appel.',
  },
  'stats.length': {
    en: '{op}: {a} has {na} values and {b} has {nb}. They are pairs: both need as many, in the same order.',
    fr: '{op} : {a} a {na} valeurs et {b} en a {nb}. Ce sont des paires : il en faut autant des deux côtés, dans le même ordre.',
  },
  'stats.constant': {
    en: '{op}: all values of {name} are equal ({got}), so {what} is not defined. Check that the right column was taken.',
    fr: '{op} : toutes les valeurs de {name} sont égales ({got}), donc {what} n’est pas défini. Vérifiez que c’est la bonne colonne.',
  },
  'stats.range': {
    en: '{op}: {name} must be {expected}, got {got}.',
    fr: '{op} : {name} doit être {expected}, reçu {got}.',
  },
  'stats.value': {
    en: '{op}: {name} holds {got} at place {index} (counted from 0); expected {expected}.',
    fr: '{op} : {name} contient {got} à la place {index} (comptée depuis 0) ; attendu : {expected}.',
  },
  'stats.choice': {
    en: '{op}: {name} cannot be {got}; expected one of {expected}.',
    fr: '{op} : {name} ne peut pas être {got} ; attendu : l’une de ces valeurs : {expected}.',
  },
  'stats.sum': {
    en: '{op}: {name} adds up to {got}, expected {expected}. {remedy}',
    fr: '{op} : la somme de {name} vaut {got}, attendu {expected}. {remedy}',
  },
  'stats.table': {
    en: '{op}: expected {expected}, got {got}.',
    fr: '{op} : {expected} attendu, reçu {got}.',
  },
  'stats.positiveDefinite': {
    en: '{op}: the covariance matrix is not symmetric and positive definite ({why}). Check that no variable is a combination of the others, or add a small number to the diagonal.',
    fr: '{op} : la matrice de covariance n’est pas symétrique définie positive ({why}). Vérifiez qu’aucune variable n’est une combinaison des autres, ou ajoutez un petit nombre à la diagonale.',
  },
  'stats.support': {
    en: '{op}: the value {got} at place {index} (counted from 0) cannot come from this distribution, whose values are {expected}. Choose another distribution, or clean the data.',
    fr: '{op} : la valeur {got} à la place {index} (comptée depuis 0) ne peut pas venir de cette loi, dont les valeurs sont {expected}. Choisissez une autre loi, ou nettoyez les données.',
  },
  'stats.fit': {
    en: '{op}: the likelihood of these data has no maximum ({why}). Fix a parameter, or choose another distribution.',
    fr: '{op} : la vraisemblance de ces données n’a pas de maximum ({why}). Fixez un paramètre, ou choisissez une autre loi.',
  },
  'stats.impossible': {
    en: '{op}: every hypothesis gives probability 0 to what was observed, so there is no posterior. Give some hypothesis a likelihood above 0.',
    fr: '{op} : toutes les hypothèses donnent une probabilité nulle à ce qui a été observé, donc il n’y a pas de loi a posteriori. Donnez à une hypothèse une vraisemblance supérieure à 0.',
  },
  'stats.unreached': {
    en: '{op}: {what} was not reached with {got}. Look for a larger effect, a lower power, or a higher alpha.',
    fr: '{op} : {what} n’a pas été atteint avec {got}. Cherchez un effet plus grand, une puissance plus faible ou un alpha plus élevé.',
  },
} as const satisfies Catalog;
