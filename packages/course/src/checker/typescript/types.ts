/** TypeScript's messages about values that have not the type that is wanted, or none. See `explain.ts`. */

import { some } from './count.ts';
import type { Entry } from './entry.ts';

export const types: Readonly<Record<number, Entry>> = {
  2322: {
    says: "Type '{0}' is not assignable to type '{1}'.",
    fr: 'Un « {1} » est attendu, et la valeur est de type « {0} ».',
  },
  2328: {
    says: "Types of parameters '{0}' and '{1}' are incompatible.",
    fr: 'Les paramètres « {0} » et « {1} » n’ont pas des types compatibles.',
  },
  2344: {
    says: "Type '{0}' does not satisfy the constraint '{1}'.",
    fr: 'Le type « {0} » ne respecte pas la contrainte « {1} ».',
  },
  2345: {
    says: "Argument of type '{0}' is not assignable to parameter of type '{1}'.",
    fr: 'Le paramètre attend un « {1} », et l’argument est de type « {0} ».',
  },
  2352: {
    says: "Conversion of type '{0}' to type '{1}' may be a mistake because neither type sufficiently overlaps with the other. If this was intentional, convert the expression to 'unknown' first.",
    fr: '« as » ne convertit rien, et une valeur de type « {0} » n’est jamais un « {1} » : c’est sans doute une erreur.',
  },
  2416: {
    says: "Property '{0}' in type '{1}' is not assignable to the same property in base type '{2}'.",
    fr: 'La propriété « {0} » de « {1} » n’a pas un type que « {2} », dont elle hérite, accepte.',
  },
  2420: {
    says: "Class '{0}' incorrectly implements interface '{1}'.",
    fr: 'La classe « {0} » ne tient pas ce que promet l’interface « {1} ».',
  },
  2559: {
    says: "Type '{0}' has no properties in common with type '{1}'.",
    fr: 'Les types « {0} » et « {1} » n’ont aucune propriété en commun.',
  },
  2560: {
    says: "Value of type '{0}' has no properties in common with type '{1}'. Did you mean to call it?",
    fr: 'Le type « {0} » n’a aucune propriété en commun avec « {1} ». Vouliez-vous appeler cette fonction ?',
  },
  2200: {
    says: "The types of '{0}' are incompatible between these types.",
    fr: '« {0} » n’a pas le même type des deux côtés.',
  },
  2201: {
    says: "The types returned by '{0}' are incompatible between these types.",
    fr: '« {0} » ne rend pas le même type des deux côtés.',
  },
  2618: {
    says: 'Source has {0} element(s) but target requires {1}.',
    fr: (has = '', wants = '') =>
      `Il y a ${some(has, 'élément', 'éléments')}, il en faut ${wants}.`,
  },
  2619: {
    says: 'Source has {0} element(s) but target allows only {1}.',
    fr: (has = '', most = '') =>
      `Il y a ${some(has, 'élément', 'éléments')}, il en faut au plus ${most}.`,
  },
  2620: {
    says: 'Target requires {0} element(s) but source may have fewer.',
    fr: (wants = '') =>
      `Il faut ${some(wants, 'élément', 'éléments')}, et il peut y en avoir moins.`,
  },
  2621: {
    says: 'Target allows only {0} element(s) but source may have more.',
    fr: (most = '') =>
      `Il faut au plus ${some(most, 'élément', 'éléments')}, et il peut y en avoir davantage.`,
  },
  2626: {
    says: 'Type at position {0} in source is not compatible with type at position {1} in target.',
    fr: 'À la place {0}, le type n’est pas celui qui est attendu à la place {1}.',
  },
  2678: {
    says: "Type '{0}' is not comparable to type '{1}'.",
    fr: 'Le type « {0} » ne se compare pas à « {1} ».',
  },
  2820: {
    says: "Type '{0}' is not assignable to type '{1}'. Did you mean '{2}'?",
    fr: 'Un « {1} » est attendu, et la valeur est de type « {0} ». Vouliez-vous écrire « {2} » ?',
  },
  4104: {
    says: "The type '{0}' is 'readonly' and cannot be assigned to the mutable type '{1}'.",
    fr: 'Un « {0} » ne se modifie pas, et un « {1} » se modifie : donnez-en une copie, par exemple « [...a] ».',
  },
  5075: {
    says: "'{0}' is assignable to the constraint of type '{1}', but '{1}' could be instantiated with a different subtype of constraint '{2}'.",
    fr: '« {0} » convient à la contrainte de « {1} », mais « {1} » peut être un type plus précis que « {2} ».',
  },
  2531: { says: "Object is possibly 'null'.", fr: 'Cette valeur est peut-être « null ».' },
  2532: {
    says: "Object is possibly 'undefined'.",
    fr: 'Cette valeur est peut-être « undefined ».',
  },
  2533: {
    says: "Object is possibly 'null' or 'undefined'.",
    fr: 'Cette valeur est peut-être « null » ou « undefined ».',
  },
  2571: {
    says: "Object is of type 'unknown'.",
    fr: 'Cette valeur est de type « unknown » : établissez ce qu’elle est avant de l’utiliser.',
  },
  18046: {
    says: "'{0}' is of type 'unknown'.",
    fr: '« {0} » est de type « unknown » : établissez ce que c’est avant de l’utiliser.',
  },
  18047: { says: "'{0}' is possibly 'null'.", fr: '« {0} » est peut-être « null ».' },
  18048: { says: "'{0}' is possibly 'undefined'.", fr: '« {0} » est peut-être « undefined ».' },
  18049: {
    says: "'{0}' is possibly 'null' or 'undefined'.",
    fr: '« {0} » est peut-être « null » ou « undefined ».',
  },
  18050: {
    says: "The value '{0}' cannot be used here.",
    fr: 'La valeur « {0} » ne peut pas servir ici.',
  },
  2461: { says: "Type '{0}' is not an array type.", fr: 'Un « {0} » n’est pas un tableau.' },
  2488: {
    says: "Type '{0}' must have a '[Symbol.iterator]()' method that returns an iterator.",
    fr: 'Un « {0} » ne se parcourt pas : ce n’est ni un tableau ni rien de semblable.',
  },
  2493: {
    says: "Tuple type '{0}' of length '{1}' has no element at index '{2}'.",
    fr: 'Le n-uplet « {0} » est de longueur {1} : il n’a pas d’élément d’indice {2}.',
  },
  2495: {
    says: "Type '{0}' is not an array type or a string type.",
    fr: 'Un « {0} » n’est ni un tableau ni une chaîne de caractères.',
  },
  2514: {
    says: 'A tuple type cannot be indexed with a negative value.',
    fr: 'Un indice n’est pas négatif. Le dernier élément : « a.at(-1) ».',
  },
  2536: {
    says: "Type '{0}' cannot be used to index type '{1}'.",
    fr: 'Un « {0} » ne peut pas servir d’indice dans un « {1} ».',
  },
  2538: {
    says: "Type '{0}' cannot be used as an index type.",
    fr: 'Un « {0} » ne peut pas servir d’indice.',
  },
  2548: {
    says: "Type '{0}' is not an array type or does not have a '[Symbol.iterator]()' method that returns an iterator.",
    fr: 'Un « {0} » ne se parcourt pas : ce n’est ni un tableau ni rien de semblable.',
  },
  7015: {
    says: "Element implicitly has an 'any' type because index expression is not of type 'number'.",
    fr: 'L’indice d’un tableau est un nombre, et celui-ci n’en est pas un.',
  },
  7017: {
    says: "Element implicitly has an 'any' type because type '{0}' has no index signature.",
    fr: 'Un « {0} » n’a pas d’éléments que l’on atteint par un indice.',
  },
  7052: {
    says: "Element implicitly has an 'any' type because type '{0}' has no index signature. Did you mean to call '{1}'?",
    fr: 'Un « {0} » n’a pas d’éléments que l’on atteint par un indice. Vouliez-vous appeler « {1} » ?',
  },
  7053: {
    says: "Element implicitly has an 'any' type because expression of type '{0}' can't be used to index type '{1}'.",
    fr: 'Une expression de type « {0} » ne peut pas servir d’indice dans un « {1} ».',
  },
  7054: {
    says: "No index signature with a parameter of type '{0}' was found on type '{1}'.",
    fr: 'Le type « {1} » n’a pas d’éléments que l’on atteint par un « {0} ».',
  },
  2683: {
    says: "'this' implicitly has type 'any' because it does not have a type annotation.",
    fr: '« this » n’a pas de type ici : il n’a de sens que dans une classe.',
  },
  7005: {
    says: "Variable '{0}' implicitly has an '{1}' type.",
    fr: 'La variable « {0} » n’a pas de type : écrivez-le après deux-points.',
  },
  7006: {
    says: "Parameter '{0}' implicitly has an '{1}' type.",
    fr: 'Le paramètre « {0} » n’a pas de type : écrivez-le après deux-points, par exemple « {0}: number ».',
  },
  7008: {
    says: "Member '{0}' implicitly has an '{1}' type.",
    fr: '« {0} » n’a pas de type : écrivez-le après deux-points.',
  },
  7010: {
    says: "'{0}', which lacks return-type annotation, implicitly has an '{1}' return type.",
    fr: 'Ce que rend « {0} » n’a pas de type : écrivez-le après les parenthèses.',
  },
  7011: {
    says: "Function expression, which lacks return-type annotation, implicitly has an '{0}' return type.",
    fr: 'Ce que rend cette fonction n’a pas de type : écrivez-le après les parenthèses.',
  },
  7018: {
    says: "Object literal's property '{0}' implicitly has an '{1}' type.",
    fr: 'La propriété « {0} » n’a pas de type.',
  },
  7019: {
    says: "Rest parameter '{0}' implicitly has an 'any[]' type.",
    fr: 'Le paramètre « ...{0} » n’a pas de type : écrivez-le après deux-points, par exemple « ...{0}: number[] ».',
  },
  7022: {
    says: "'{0}' implicitly has type 'any' because it does not have a type annotation and is referenced directly or indirectly in its own initializer.",
    fr: '« {0} » se définit par lui-même : écrivez son type après deux-points.',
  },
  7023: {
    says: "'{0}' implicitly has return type 'any' because it does not have a return type annotation and is referenced directly or indirectly in one of its return expressions.",
    fr: '« {0} » s’appelle lui-même : écrivez le type de ce qu’il rend après les parenthèses.',
  },
  7024: {
    says: "Function implicitly has return type 'any' because it does not have a return type annotation and is referenced directly or indirectly in one of its return expressions.",
    fr: 'Cette fonction s’appelle elle-même : écrivez le type de ce qu’elle rend après les parenthèses.',
  },
  7031: {
    says: "Binding element '{0}' implicitly has an '{1}' type.",
    fr: '« {0} » n’a pas de type : écrivez celui du paramètre après deux-points.',
  },
  7034: {
    says: "Variable '{0}' implicitly has type '{1}' in some locations where its type cannot be determined.",
    fr: 'Le type de la variable « {0} » ne se devine pas : écrivez-le après deux-points, par exemple « {0}: number[] ».',
  },
  7051: {
    says: "Parameter has a name but no type. Did you mean '{0}: {1}'?",
    fr: 'Ce paramètre a un nom et pas de type. Vouliez-vous écrire « {0}: {1} » ?',
  },
};
