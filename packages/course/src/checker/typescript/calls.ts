/** TypeScript's messages about functions, calls and operators, and what they are in French. See `explain.ts`. */

import { some } from './count.ts';
import type { Entry } from './entry.ts';

const unreached = 'Cette partie n’est jamais atteinte : ce qui la précède en sort toujours.';
const someArguments = (count: string): string => some(count, 'argument', 'arguments');

export const calls: Readonly<Record<number, Entry>> = {
  2347: {
    says: 'Untyped function calls may not accept type arguments.',
    fr: 'Une fonction sans type n’accepte pas d’arguments de type.',
  },
  2348: {
    says: "Value of type '{0}' is not callable. Did you mean to include 'new'?",
    fr: 'Un « {0} » ne s’appelle pas. Manque-t-il « new » ?',
  },
  2349: {
    says: 'This expression is not callable.',
    fr: 'Cette expression n’est pas une fonction : elle ne s’appelle pas.',
  },
  2351: {
    says: 'This expression is not constructable.',
    fr: 'Cette expression n’est pas une classe : « new » ne s’y applique pas.',
  },
  2355: {
    says: "A function whose declared type is neither 'undefined', 'void', nor 'any' must return a value.",
    fr: 'Cette fonction promet une valeur et n’en rend aucune : il manque un « return ».',
  },
  2366: {
    says: "Function lacks ending return statement and return type does not include 'undefined'.",
    fr: 'La fonction peut arriver à sa fin sans « return » : un des chemins ne rend rien.',
  },
  2378: {
    says: "A 'get' accessor must return a value.",
    fr: 'Un accesseur « get » rend une valeur : il manque un « return ».',
  },
  2391: {
    says: 'Function implementation is missing or not immediately following the declaration.',
    fr: 'Il manque le corps de la fonction, entre accolades.',
  },
  2554: {
    says: 'Expected {0} arguments, but got {1}.',
    fr: (wants = '', has = '') =>
      wants === '0'
        ? `Cet appel n’attend aucun argument et en reçoit ${has}.`
        : `Cet appel attend ${someArguments(wants)} et ${has === '0' ? 'n’en reçoit aucun' : `en reçoit ${has}`}.`,
  },
  2555: {
    says: 'Expected at least {0} arguments, but got {1}.',
    fr: (wants = '', has = '') =>
      `Cet appel attend au moins ${someArguments(wants)} et ${has === '0' ? 'n’en reçoit aucun' : `en reçoit ${has}`}.`,
  },
  2556: {
    says: 'A spread argument must either have a tuple type or be passed to a rest parameter.',
    fr: 'Cette fonction attend un nombre fixe d’arguments, et « ...a » peut en donner un nombre quelconque.',
  },
  2558: {
    says: 'Expected {0} type arguments, but got {1}.',
    fr: (wants = '', has = '') =>
      `Il faut ${some(wants, 'argument', 'arguments')} de type entre « < » et « > » ; il y en a ${has}.`,
  },
  2314: {
    says: "Generic type '{0}' requires {1} type argument(s).",
    fr: (type = '', wants = '') =>
      `Le type générique « ${type} » demande ${some(wants, 'argument', 'arguments')} de type entre « < » et « > ».`,
  },
  2315: { says: "Type '{0}' is not generic.", fr: 'Le type « {0} » n’est pas générique.' },
  2722: {
    says: "Cannot invoke an object which is possibly 'undefined'.",
    fr: 'La fonction appelée ici est peut-être « undefined ».',
  },
  2723: {
    says: "Cannot invoke an object which is possibly 'null' or 'undefined'.",
    fr: 'La fonction appelée ici est peut-être « null » ou « undefined ».',
  },
  2755: {
    says: "No constituent of type '{0}' is callable.",
    fr: 'Rien de ce que peut être un « {0} » n’est une fonction.',
  },
  2756: {
    says: "Not all constituents of type '{0}' are callable.",
    fr: 'Un « {0} » n’est pas toujours une fonction.',
  },
  2757: {
    says: "Type '{0}' has no call signatures.",
    fr: 'Le type « {0} » n’est pas celui d’une fonction.',
  },
  2761: {
    says: "Type '{0}' has no construct signatures.",
    fr: 'Le type « {0} » n’est pas celui d’une classe.',
  },
  2769: {
    says: 'No overload matches this call.',
    fr: 'Aucune des façons d’appeler cette fonction ne convient à ces arguments.',
  },
  2772: {
    says: "Overload {0} of {1}, '{2}', gave the following error.",
    fr: 'Façon {0} sur {1}, « {2} » :',
  },
  2794: {
    says: "Expected {0} arguments, but got {1}. Did you forget to include 'void' in your type argument to 'Promise'?",
    fr: (wants = '', has = '') =>
      `Cet appel attend ${someArguments(wants)} et en reçoit ${has}. Faut-il « Promise<void> » ?`,
  },
  2849: {
    says: 'Target signature provides too few arguments. Expected {0} or more, but got {1}.',
    fr: 'La fonction demande au moins {0} arguments, et n’en recevra que {1}.',
  },
  7027: { says: 'Unreachable code detected.', fr: unreached },
  7029: {
    says: 'Fallthrough case in switch.',
    fr: 'Ce « case » continue dans le suivant : il manque « break » ou « return ».',
  },
  7030: {
    says: 'Not all code paths return a value.',
    fr: 'Certains chemins de la fonction rendent une valeur, d’autres non.',
  },
  2356: {
    says: "An arithmetic operand must be of type 'any', 'number', 'bigint' or an enum type.",
    fr: 'Cette opération ne s’applique qu’à un nombre.',
  },
  2357: {
    says: 'The operand of an increment or decrement operator must be a variable or a property access.',
    fr: '« ++ » et « -- » ne s’appliquent qu’à une variable ou à une propriété.',
  },
  2362: {
    says: "The left-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type.",
    fr: 'À gauche de cette opération, il faut un nombre.',
  },
  2363: {
    says: "The right-hand side of an arithmetic operation must be of type 'any', 'number', 'bigint' or an enum type.",
    fr: 'À droite de cette opération, il faut un nombre.',
  },
  2364: {
    says: 'The left-hand side of an assignment expression must be a variable or a property access.',
    fr: 'À gauche de « = », il faut une variable ou une propriété.',
  },
  2365: {
    says: "Operator '{0}' cannot be applied to types '{1}' and '{2}'.",
    fr: 'L’opérateur « {0} » ne s’applique pas à un « {1} » et un « {2} ».',
  },
  2367: {
    says: "This comparison appears to be unintentional because the types '{0}' and '{1}' have no overlap.",
    fr: 'Cette comparaison donne toujours la même réponse : un « {0} » n’est jamais un « {1} ».',
  },
  2539: {
    says: "Cannot assign to '{0}' because it is not a variable.",
    fr: '« {0} » n’est pas une variable : on ne lui donne pas de valeur.',
  },
  2588: {
    says: "Cannot assign to '{0}' because it is a constant.",
    fr: '« {0} » est une constante (« const ») et ne reçoit pas d’autre valeur : déclarez-la avec « let » si elle doit changer.',
  },
  2630: {
    says: "Cannot assign to '{0}' because it is a function.",
    fr: '« {0} » est une fonction : on ne lui donne pas d’autre valeur.',
  },
  2632: {
    says: "Cannot assign to '{0}' because it is an import.",
    fr: '« {0} » est importé : on ne lui donne pas d’autre valeur.',
  },
  2695: {
    says: 'Left side of comma operator is unused and has no side effects.',
    fr: 'Ce qui précède la virgule ne sert à rien : il manque peut-être des crochets ou un appel.',
  },
  2698: {
    says: 'Spread types may only be created from object types.',
    fr: '« ... » ne s’applique ici qu’à un objet.',
  },
  2736: {
    says: "Operator '{0}' cannot be applied to type '{1}'.",
    fr: 'L’opérateur « {0} » ne s’applique pas à un « {1} ».',
  },
  2774: {
    says: 'This condition will always return true since this function is always defined. Did you mean to call it instead?',
    fr: 'Cette condition est toujours vraie : la fonction existe. Vouliez-vous l’appeler ?',
  },
  2801: {
    says: "This condition will always return true since this '{0}' is always defined.",
    fr: 'Cette condition est toujours vraie : un « {0} » existe toujours. Manque-t-il « await » ?',
  },
  2839: {
    says: "This condition will always return '{0}' since JavaScript compares objects by reference, not value.",
    fr: 'Cette condition vaut toujours « {0} » : deux objets ou deux tableaux ne sont égaux que s’ils sont le même.',
  },
  2845: {
    says: "This condition will always return '{0}'.",
    fr: 'Cette condition vaut toujours « {0} ».',
  },
  2869: {
    says: 'Right operand of ?? is unreachable because the left operand is never nullish.',
    fr: 'Ce qui suit « ?? » ne sert jamais : ce qui le précède a toujours une valeur.',
  },
  2872: {
    says: 'This kind of expression is always truthy.',
    fr: 'Cette condition est toujours vraie.',
  },
  2873: {
    says: 'This kind of expression is always falsy.',
    fr: 'Cette condition est toujours fausse.',
  },
  2881: {
    says: 'This expression is never nullish.',
    fr: 'Cette expression a toujours une valeur : « ?? » ne sert à rien.',
  },
  5076: {
    says: "'{0}' and '{1}' operations cannot be mixed without parentheses.",
    fr: '« {0} » et « {1} » ne se mélangent pas sans parenthèses.',
  },
};
