/** Sentences about failures, in both languages. */
import type { Bilingual } from '../format/ids.ts';
import { typography } from '../format/text/typography.ts';

const sentences = {
  syntax: {
    fr: 'Le fichier n’est pas du TypeScript valide, ligne {line} : {message}',
    en: 'The file is not valid TypeScript, line {line}: {message}',
  },
  types: {
    fr: 'TypeScript refuse le fichier, ligne {line} : {message}',
    en: 'TypeScript refuses the file, line {line}: {message}',
  },
  import: {
    fr: 'L’import de « {specifier} » n’est pas permis ici. Un exercice peut importer limpide, @me/engine et ses propres fichiers.',
    en: 'The import of "{specifier}" is not allowed here. An exercise may import limpide, @me/engine and its own files.',
  },
  todo: {
    fr: "Cette partie reste à écrire : remplacez `throw new Error('TODO')` par votre code.",
    en: "This part is still to be written: replace `throw new Error('TODO')` with your code.",
  },
  missing: {
    fr: 'Le fichier doit exporter « {what} » : `export function {what}(…)`.',
    en: 'The file should export "{what}": `export function {what}(…)`.',
  },
  threw: {
    fr: 'Votre code a lancé une erreur là où une valeur était attendue : {what}.',
    en: 'Your code threw an error where a value was expected: {what}.',
  },
  threwOther: {
    fr: "Votre code a lancé {what}, qui n’est pas une erreur. Écrivez `throw new Error('…')`.",
    en: "Your code threw {what}, which is not an error. Write `throw new Error('…')`.",
  },
  recursion: {
    fr: 'La récursion ne s’arrête pas : une fonction s’appelle elle-même sans cas d’arrêt. La pile d’appels est pleine.',
    en: 'The recursion does not end: a function calls itself without a case that stops. The call stack is full.',
  },
  neverSettles: {
    fr: 'La promesse rendue n’a donné ni valeur ni erreur en {seconds} s : il manque un appel de resolve, ou ce qu’elle attend n’arrive jamais.',
    en: 'The promise that was returned gave neither a value nor an error in {seconds} s: a call of resolve is missing, or what it waits for never comes.',
  },
  time: {
    fr: 'Votre code a été arrêté après {seconds} s. Une boucle ne se termine sans doute pas : vérifiez sa condition, et que son compteur avance.',
    en: 'Your code was stopped after {seconds} s. A loop probably does not end: look at its condition, and at whether its counter moves.',
  },
  memory: {
    fr: 'Votre code a été arrêté : il demandait plus de {megabytes} Mo de mémoire. Un tableau grandit sans doute sans fin.',
    en: 'Your code was stopped: it asked for more than {megabytes} MB of memory. An array probably grows without end.',
  },
  allocation: {
    fr: 'Votre code demande un tableau trop grand pour la mémoire.',
    en: 'Your code asks for an array that is too large for the memory.',
  },
  crash: {
    fr: 'Votre code a arrêté le vérificateur : {what}.',
    en: 'Your code stopped the checker: {what}.',
  },
  noError: {
    fr: 'Une erreur était attendue (`throw new Error(…)`), et une valeur est venue : {got}.',
    en: 'An error was expected (`throw new Error(…)`), and a value came: {got}.',
  },
  changed: {
    fr: 'Votre fonction a modifié ses arguments, que l’appelant garde. Travaillez sur une copie, par exemple `[...a]`.',
    en: 'Your function changed its arguments, which the caller keeps. Work on a copy, for example `[...a]`.',
  },
  wrongValue: {
    fr: 'Attendu {expected}, obtenu {got}.',
    en: 'Expected {expected}, got {got}.',
  },
  wrongShape: {
    fr: 'La forme n’est pas la bonne : attendu {expected}, obtenu {got}.',
    en: 'The shape is not right: expected {expected}, got {got}.',
  },
  undefinedValue: {
    fr: 'La fonction ne rend rien (undefined) : il manque sans doute un `return`.',
    en: 'The function returns nothing (undefined): a `return` is probably missing.',
  },
  nan: {
    fr: 'Le résultat contient NaN : une division 0/0, une racine ou un logarithme d’un nombre négatif, ou un indice hors du tableau.',
    en: 'The result contains NaN: a division 0/0, a root or a logarithm of a negative number, or an index outside the array.',
  },
  property: {
    fr: 'Ce qui devrait être vrai ne l’est pas : le résultat est {got}.',
    en: 'What should hold does not: the result is {got}.',
  },
  gradient: {
    fr: 'Le gradient ne suit pas la pente mesurée par différences finies.',
    en: 'The gradient does not follow the slope measured with finite differences.',
  },
  trainingLow: {
    fr: '{measures} : {got} (médiane sur {seeds} graines), il faut au moins {wanted}.',
    en: '{measures}: {got} (median over {seeds} seeds), at least {wanted} is needed.',
  },
  trainingHigh: {
    fr: '{measures} : {got} (médiane sur {seeds} graines), il faut au plus {wanted}.',
    en: '{measures}: {got} (median over {seeds} seeds), at most {wanted} is needed.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

type Detail = string | number | Bilingual;

/** A sentence in both languages, its places filled. */
export function sentence(
  name: keyof typeof sentences,
  details: Readonly<Record<string, Detail>> = {},
): Bilingual {
  const fill = (lang: 'fr' | 'en'): string =>
    sentences[name][lang].replaceAll(/\{(\w+)\}/g, (place, key: string) => {
      const detail = details[key];
      if (detail === undefined) return place;
      return typeof detail === 'object' ? detail[lang] : String(detail);
    });
  return { fr: typography(fill('fr'), 'fr'), en: fill('en') };
}
