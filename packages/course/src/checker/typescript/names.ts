/** TypeScript's messages about names, imports and properties, and what they are in French. See `explain.ts`. */
import type { Entry } from './entry.ts';

const unknownHere: Pick<Entry, 'fr' | 'en'> = {
  fr: 'Le nom « {0} » est inconnu ici : un exercice s’exécute sans Node et sans navigateur.',
  en: "The name '{0}' is unknown here: an exercise runs without Node and without a browser.",
};
/** Names of modules come with their quotes. */
const bare = (name = ''): string => name.replaceAll('"', '');

export const names: Readonly<Record<number, Entry>> = {
  2300: { says: "Duplicate identifier '{0}'.", fr: 'Le nom « {0} » est déclaré deux fois.' },
  2304: {
    says: "Cannot find name '{0}'.",
    fr: 'Le nom « {0} » est inconnu : il n’est ni déclaré ni importé dans ce fichier.',
  },
  2305: {
    says: "Module '{0}' has no exported member '{1}'.",
    fr: (module) => `« ${bare(module)} » n’exporte rien qui s’appelle « {1} ».`,
  },
  2306: { says: "File '{0}' is not a module.", fr: 'Le fichier « {0} » n’exporte rien.' },
  2307: {
    says: "Cannot find module '{0}' or its corresponding type declarations.",
    fr: 'Le module « {0} » est introuvable. Un exercice peut importer limpide, @me/engine et ses propres fichiers.',
    en: "Cannot find module '{0}'. An exercise may import limpide, @me/engine and its own files.",
  },
  2311: {
    says: "Cannot find name '{0}'. Did you mean to write this in an async function?",
    fr: 'Le nom « {0} » est inconnu. Vouliez-vous une fonction « async » ?',
  },
  2323: {
    says: "Cannot redeclare exported variable '{0}'.",
    fr: '« {0} » est déjà exporté par ce fichier.',
  },
  2393: { says: 'Duplicate function implementation.', fr: 'Cette fonction est écrite deux fois.' },
  2440: {
    says: "Import declaration conflicts with local declaration of '{0}'.",
    fr: '« {0} » est à la fois importé et déclaré dans ce fichier : gardez l’un des deux.',
  },
  2448: {
    says: "Block-scoped variable '{0}' used before its declaration.",
    fr: 'La variable « {0} » est utilisée avant sa déclaration.',
  },
  2449: {
    says: "Class '{0}' used before its declaration.",
    fr: 'La classe « {0} » est utilisée avant sa déclaration.',
  },
  2451: {
    says: "Cannot redeclare block-scoped variable '{0}'.",
    fr: 'La variable « {0} » est déjà déclarée dans ce bloc.',
  },
  2454: {
    says: "Variable '{0}' is used before being assigned.",
    fr: 'La variable « {0} » est utilisée avant d’avoir reçu une valeur.',
  },
  2459: {
    says: "Module '{0}' declares '{1}' locally, but it is not exported.",
    fr: (module) => `« ${bare(module)} » a bien « {1} », mais ne l’exporte pas.`,
  },
  2552: {
    says: "Cannot find name '{0}'. Did you mean '{1}'?",
    fr: 'Le nom « {0} » est inconnu. Vouliez-vous écrire « {1} » ?',
  },
  2580: {
    says: "Cannot find name '{0}'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node`.",
    ...unknownHere,
  },
  2582: {
    says: "Cannot find name '{0}'. Do you need to install type definitions for a test runner? Try `npm i --save-dev @types/jest` or `npm i --save-dev @types/mocha`.",
    ...unknownHere,
  },
  2584: {
    says: "Cannot find name '{0}'. Do you need to change your target library? Try changing the 'lib' compiler option to include 'dom'.",
    ...unknownHere,
  },
  2591: {
    says: "Cannot find name '{0}'. Do you need to install type definitions for node? Try `npm i --save-dev @types/node` and then add 'node' to the types field in your tsconfig.",
    ...unknownHere,
  },
  2593: {
    says: "Cannot find name '{0}'. Do you need to install type definitions for a test runner? Try `npm i --save-dev @types/jest` or `npm i --save-dev @types/mocha` and then add 'jest' or 'mocha' to the types field in your tsconfig.",
    ...unknownHere,
  },
  2614: {
    says: "Module '{0}' has no exported member '{1}'. Did you mean to use 'import {1} from {0}' instead?",
    fr: (module) =>
      `« ${bare(module)} » n’exporte rien qui s’appelle « {1} », mais il a un export par défaut : « import {1} from '${bare(module)}' ».`,
  },
  2693: {
    says: "'{0}' only refers to a type, but is being used as a value here.",
    fr: '« {0} » est un type : il n’existe pas quand le programme s’exécute, et ne peut pas servir de valeur.',
  },
  2724: {
    says: "'{0}' has no exported member named '{1}'. Did you mean '{2}'?",
    fr: (module) =>
      `« ${bare(module)} » n’exporte rien qui s’appelle « {1} ». Vouliez-vous écrire « {2} » ?`,
  },
  2749: {
    says: "'{0}' refers to a value, but is being used as a type here. Did you mean 'typeof {0}'?",
    fr: '« {0} » est une valeur, employée ici comme un type. Vouliez-vous écrire « typeof {0} » ?',
  },
  2835: {
    says: "Relative import paths need explicit file extensions in ECMAScript imports when '--moduleResolution' is 'node16' or 'nodenext'. Did you mean '{0}'?",
    fr: 'Le chemin d’un fichier importé a besoin de son extension. Vouliez-vous écrire « {0} » ?',
    en: "The path of an imported file needs its extension. Did you mean '{0}'?",
  },
  6133: {
    says: "'{0}' is declared but its value is never read.",
    fr: '« {0} » est déclaré, mais sa valeur ne sert jamais.',
  },
  6192: {
    says: 'All imports in import declaration are unused.',
    fr: 'Rien de ce qui est importé ici ne sert.',
  },
  6196: {
    says: "'{0}' is declared but never used.",
    fr: '« {0} » est déclaré, mais ne sert jamais.',
  },
  6198: {
    says: 'All destructured elements are unused.',
    fr: 'Rien de ce qui est extrait ici ne sert.',
  },
  18004: {
    says: "No value exists in scope for the shorthand property '{0}'. Either declare one or provide an initializer.",
    fr: 'La propriété « {0} », écrite sans valeur, prend celle d’une variable du même nom, et il n’y en a pas ici.',
  },
  2324: {
    says: "Property '{0}' is missing in type '{1}'.",
    fr: 'La propriété « {0} » manque au type « {1} ».',
  },
  2326: {
    says: "Types of property '{0}' are incompatible.",
    fr: 'La propriété « {0} » n’a pas le même type des deux côtés.',
  },
  2327: {
    says: "Property '{0}' is optional in type '{1}' but required in type '{2}'.",
    fr: 'La propriété « {0} » est facultative dans « {1} », obligatoire dans « {2} ».',
  },
  2329: {
    says: "Index signature for type '{0}' is missing in type '{1}'.",
    fr: 'Le type « {1} » ne dit rien de ce qu’il contient sous un indice de type « {0} ».',
  },
  2339: {
    says: "Property '{0}' does not exist on type '{1}'.",
    fr: 'La propriété « {0} » n’existe pas sur le type « {1} ».',
  },
  2341: {
    says: "Property '{0}' is private and only accessible within class '{1}'.",
    fr: 'La propriété « {0} » est privée : seule la classe « {1} » y a accès.',
  },
  2353: {
    says: "Object literal may only specify known properties, and '{0}' does not exist in type '{1}'.",
    fr: 'Une propriété de trop : « {0} » n’existe pas dans le type « {1} ».',
  },
  2540: {
    says: "Cannot assign to '{0}' because it is a read-only property.",
    fr: 'La propriété « {0} » est en lecture seule (« readonly ») : elle ne reçoit pas d’autre valeur.',
  },
  2542: {
    says: "Index signature in type '{0}' only permits reading.",
    fr: 'Les éléments d’un « {0} » ne se modifient pas. Travaillez sur une copie, par exemple « [...a] ».',
  },
  2551: {
    says: "Property '{0}' does not exist on type '{1}'. Did you mean '{2}'?",
    fr: 'La propriété « {0} » n’existe pas sur le type « {1} ». Vouliez-vous écrire « {2} » ?',
  },
  2561: {
    says: "Object literal may only specify known properties, but '{0}' does not exist in type '{1}'. Did you mean to write '{2}'?",
    fr: 'Une propriété de trop : « {0} » n’existe pas dans le type « {1} ». Vouliez-vous écrire « {2} » ?',
  },
  2564: {
    says: "Property '{0}' has no initializer and is not definitely assigned in the constructor.",
    fr: 'La propriété « {0} » n’a pas de valeur de départ, et le constructeur ne lui en donne pas à coup sûr.',
  },
  2565: {
    says: "Property '{0}' is used before being assigned.",
    fr: 'La propriété « {0} » est utilisée avant d’avoir reçu une valeur.',
  },
  2729: {
    says: "Property '{0}' is used before its initialization.",
    fr: 'La propriété « {0} » est utilisée avant d’avoir reçu une valeur.',
  },
  2739: {
    says: "Type '{0}' is missing the following properties from type '{1}': {2}",
    fr: 'Il manque au type « {0} » des propriétés que « {1} » demande : {2}',
  },
  2740: {
    says: "Type '{0}' is missing the following properties from type '{1}': {2}, and {3} more.",
    fr: 'Il manque au type « {0} » des propriétés que « {1} » demande : {2}, et {3} de plus.',
  },
  2741: {
    says: "Property '{0}' is missing in type '{1}' but required in type '{2}'.",
    fr: 'La propriété « {0} » manque au type « {1} » ; « {2} » la demande.',
  },
  2812: {
    says: "Property '{0}' does not exist on type '{1}'. Try changing the 'lib' compiler option to include 'dom'.",
    fr: 'La propriété « {0} » n’existe pas sur le type « {1} » : un exercice s’exécute sans navigateur.',
    en: "Property '{0}' does not exist on type '{1}': an exercise runs without a browser.",
  },
};
