/**
 * Errors that JavaScript itself throws, in both languages. The sentences are V8's (Node, Chromium);
 * what another engine says, or what the learner's own code throws, stays as it is.
 */
import type { Bilingual } from '../format/ids.ts';

const known: readonly (readonly [RegExp, string])[] = [
  [
    /^Cannot read properties of (undefined|null) \(reading '(.*)'\)$/s,
    'lecture de « {2} » sur une valeur qui est {1}',
  ],
  [
    /^Cannot set properties of (undefined|null) \(setting '(.*)'\)$/s,
    'écriture de « {2} » sur une valeur qui est {1}',
  ],
  [/^(.+) is not a function$/s, '« {1} » n’est pas une fonction'],
  [/^(.+) is not a constructor$/s, '« {1} » n’est pas une classe'],
  [/^(.+) is not defined$/s, 'le nom « {1} » est inconnu'],
  [/^(.+) is not iterable(?: \(.*\))?$/s, '« {1} » ne se parcourt pas'],
  [
    /^Cannot access '(.+)' before initialization$/s,
    '« {1} » est utilisé avant d’avoir reçu une valeur',
  ],
  [/^Assignment to constant variable\.$/, 'une constante (« const ») reçoit une autre valeur'],
  [/^Invalid array length$/, 'la longueur d’un tableau est négative, trop grande ou non entière'],
  [/^Invalid typed array length: (.+)$/s, 'la longueur d’un tableau ne peut pas être {1}'],
  [
    /^Reduce of empty array with no initial value$/,
    '« reduce » sur un tableau vide, sans valeur de départ',
  ],
  [
    /^Cannot assign to read only property '(.+)' of object .*$/s,
    'écriture de « {1} » dans un objet qui ne se modifie pas',
  ],
  [
    /^Cannot mix BigInt and other types, use explicit conversions$/,
    'un calcul mêle un « bigint » et un autre nombre',
  ],
  [
    /^Cannot convert undefined or null to object$/,
    'un objet est attendu, et la valeur n’en est pas un',
  ],
];

/** `TypeError: …` in English; in French what happened, then the error's own words. */
export function thrownSentence({ name, message }: Error): Bilingual {
  const en = `${name}: ${message}`;
  for (const [pattern, french] of known) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const text = french.replaceAll(/\{(\d)\}/g, (_place, i: string) => found[Number(i)] ?? '');
    return { fr: `${text} (${en})`, en };
  }
  return { fr: en, en };
}
