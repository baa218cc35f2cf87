/** What TypeScript says, in both languages: programs with one mistake each, given to the real compiler. */
import { describe, expect, it } from 'vitest';
import { TypeChecker } from '../src/checker/node/types.ts';
import { calls } from '../src/checker/typescript/calls.ts';
import { explainDiagnostic } from '../src/checker/typescript/explain.ts';
import { grammar } from '../src/checker/typescript/grammar.ts';
import { names } from '../src/checker/typescript/names.ts';
import { types } from '../src/checker/typescript/types.ts';
import { sample } from './helpers.ts';

const checker = new TypeChecker();
const { exercise } = await sample();
/** A no-break space before : and inside « », a narrow one before ; ? and !. */
const spaced = (text: string): string =>
  text.replaceAll(/ (?=[;!?])/g, '\u202f').replaceAll(/ (?=[:»])|(?<=«) /g, '\u00a0');
const first = (source: string) => {
  const [problem] = checker.check(source, exercise.folder);
  if (problem === undefined) throw new Error(`TypeScript accepts: ${source}`);
  return problem;
};

/** Code, program, and what the French sentence is. */
const mistakes: readonly (readonly [number, string, string])[] = [
  [
    1002,
    "const a = 'b",
    'La chaîne de caractères n’est pas fermée : il manque un guillemet à la fin.',
  ],
  [1005, 'const a = [1, 2;', 'Il manque « , » ici.'],
  [1109, 'const a = ;', 'Une expression est attendue ici : une valeur, un calcul, un appel.'],
  [
    1128,
    'function f() {}\n}',
    'Une instruction est attendue ici : il y a sans doute une accolade ou une parenthèse de trop juste avant.',
  ],
  [1155, 'const a: number;', 'Une déclaration « const » doit recevoir une valeur tout de suite.'],
  [
    2304,
    'sume([1]);',
    'Le nom « sume » est inconnu : il n’est ni déclaré ni importé dans ce fichier.',
  ],
  [
    2305,
    "import { nothingOfTheKind } from '@me/engine';",
    '« @me/engine » n’exporte rien qui s’appelle « nothingOfTheKind ».',
  ],
  [
    2307,
    "import fs from 'left-pad';",
    'Le module « left-pad » est introuvable. Un exercice peut importer limpide, @me/engine et ses propres fichiers.',
  ],
  [
    2322,
    "const a: number = 'b';",
    'Un « number » est attendu, et la valeur est de type « string ».',
  ],
  [2339, '[1].size;', 'La propriété « size » n’existe pas sur le type « number[] ».'],
  [
    2345,
    "Math.sqrt('4');",
    'Le paramètre attend un « number », et l’argument est de type « string ».',
  ],
  [
    2349,
    'const a = 1; a();',
    'Cette expression n’est pas une fonction : elle ne s’appelle pas.\n  Le type « Number » n’est pas celui d’une fonction.',
  ],
  [
    2355,
    'function f(): number {}',
    'Cette fonction promet une valeur et n’en rend aucune : il manque un « return ».',
  ],
  [2362, "'a' * 2;", 'À gauche de cette opération, il faut un nombre.'],
  [
    2365,
    'declare const a: number[]; a + 1;',
    'L’opérateur « + » ne s’applique pas à un « number[] » et un « number ».',
  ],
  [
    2366,
    'function f(a: number): number { if (a > 0) return a; }',
    'La fonction peut arriver à sa fin sans « return » : un des chemins ne rend rien.',
  ],
  [
    2367,
    "declare const a: number; a === 'b';",
    'Cette comparaison donne toujours la même réponse : un « number » n’est jamais un « string ».',
  ],
  [2448, 'b; const b = 1;', 'La variable « b » est utilisée avant sa déclaration.'],
  [2451, 'const b = 1; const b = 2;', 'La variable « b » est déjà déclarée dans ce bloc.'],
  [2454, 'let b: number; b + 1;', 'La variable « b » est utilisée avant d’avoir reçu une valeur.'],
  [
    2488,
    'declare const n: number; for (const i of n) i;',
    'Un « number » ne se parcourt pas : ce n’est ni un tableau ni rien de semblable.',
  ],
  [2531, "/a/.exec('b').length;", 'Cette valeur est peut-être « null ».'],
  [2532, 'declare const a: number[][]; a[0][1];', 'Cette valeur est peut-être « undefined ».'],
  [
    2542,
    'declare const a: readonly number[]; a[0] = 1;',
    'Les éléments d’un « readonly number[] » ne se modifient pas. Travaillez sur une copie, par exemple « [...a] ».',
  ],
  [
    2551,
    '[1].lenght;',
    'La propriété « lenght » n’existe pas sur le type « number[] ». Vouliez-vous écrire « length » ?',
  ],
  [
    2552,
    'const total = 1; totla;',
    'Le nom « totla » est inconnu. Vouliez-vous écrire « total » ?',
  ],
  [2554, 'Math.sqrt();', 'Cet appel attend 1 argument et n’en reçoit aucun.'],
  [
    2554,
    'function f(a: number, b = 1) { return a + b; } f(1, 2, 3);',
    'Cet appel attend 1 ou 2 arguments et en reçoit 3.',
  ],
  [
    2555,
    'function f(a: number, ...b: number[]) { return a + b.length; } f();',
    'Cet appel attend au moins 1 argument et n’en reçoit aucun.',
  ],
  [
    2588,
    'const a = 1; a = 2;',
    '« a » est une constante (« const ») et ne reçoit pas d’autre valeur : déclarez-la avec « let » si elle doit changer.',
  ],
  [
    2591,
    'process.exit();',
    'Le nom « process » est inconnu ici : un exercice s’exécute sans Node et sans navigateur.',
  ],
  [
    2584,
    'document.title;',
    'Le nom « document » est inconnu ici : un exercice s’exécute sans Node et sans navigateur.',
  ],
  [
    2693,
    'type A = number; A + 1;',
    '« A » est un type : il n’existe pas quand le programme s’exécute, et ne peut pas servir de valeur.',
  ],
  [
    2739,
    'const a: { x: number; y: number } = {};',
    'Il manque au type « {} » des propriétés que « { x: number; y: number; } » demande : x, y',
  ],
  [
    2741,
    'const a: { x: number } = {};',
    'La propriété « x » manque au type « {} » ; « { x: number; } » la demande.',
  ],
  [
    4104,
    'declare const a: readonly number[]; const b: number[] = a;',
    'Un « readonly number[] » ne se modifie pas, et un « number[] » se modifie : donnez-en une copie, par exemple « [...a] ».',
  ],
  [
    7006,
    'export function f(a) { return 1; }',
    'Le paramètre « a » n’a pas de type : écrivez-le après deux-points, par exemple « a: number ».',
  ],
  [
    7053,
    'declare const a: { x: number }; declare const k: string; a[k];',
    'Une expression de type « string » ne peut pas servir d’indice dans un « { x: number; } ».\n  Le type « { x: number; } » n’a pas d’éléments que l’on atteint par un « string ».',
  ],
  [
    18046,
    'declare const a: unknown; a.x;',
    '« a » est de type « unknown » : établissez ce que c’est avant de l’utiliser.',
  ],
  [18047, 'declare const a: string | null; a.length;', '« a » est peut-être « null ».'],
  [
    18048,
    'declare const a: number[]; const b = a[0]; b + 1;',
    '« b » est peut-être « undefined ».',
  ],
];

describe('TypeScript, in French', () => {
  it.each(mistakes)('%i: %s', (code, source, french) => {
    const problem = first(source);
    expect(problem.code).toBe(code);
    expect(problem.message.fr).toBe(spaced(french));
  });

  it('the English stays TypeScript’s own, but for advice that would mislead', () => {
    expect(first("const a: number = 'b';").message.en).toBe(
      "Type 'string' is not assignable to type 'number'.",
    );
    expect(first('process.exit();').message.en).not.toContain('npm i');
  });

  it('an element that may be missing comes with what to do', () => {
    const advised = first('declare const a: number[]; const b: number = a[0];');
    expect(advised.message.fr).toContain(spaced('Un « number » est attendu'));
    expect(advised.advice?.fr).toContain('a[i]!');
    expect(first("const a: number = 'b';").advice).toBeUndefined();
  });

  it('reasons stand below, each in French', () => {
    const { fr } = first('const a: { x: number }[] = [{ x: 1, y: { z: 2 } }];').message;
    expect(fr).toBe(
      spaced('Une propriété de trop : « y » n’existe pas dans le type « { x: number; } ».'),
    );
    const nested = first(
      'declare const a: { b: { c: string } }; const d: { b: { c: number } } = a;',
    ).message.fr.split('\n');
    expect(nested.length).toBeGreaterThan(1);
    for (const line of nested) expect(line).not.toMatch(/assignable|incompatible b/);
  });

  it('a long row of reasons is shortened, its end kept', () => {
    const lines = first('new Map([1, 2]);').message.fr.split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[4]?.trim()).toBe('…');
    expect(lines[5]).toContain(spaced('« readonly [unknown, unknown] » est attendu'));
  });

  it('what is not in the table is said to be in English', () => {
    const unknown = { code: 9999, messageText: 'Something rare.' };
    expect(explainDiagnostic(unknown).message).toEqual({
      fr: 'Message de TypeScript, en anglais\u00a0: Something rare.',
      en: 'Something rare.',
    });
    // a known code with another sentence than the one expected
    expect(explainDiagnostic({ code: 2304, messageText: 'Other.' }).message.fr).toContain('Other.');
  });
});

const isMessage = (value: unknown): value is { code: number; message: string } =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;

describe('The table', () => {
  const table = { ...grammar, ...names, ...types, ...calls };

  it('has TypeScript’s own sentences', async () => {
    const compiler: object = await import('typescript');
    const known: unknown = Reflect.get(Reflect.get(compiler, 'default') ?? compiler, 'Diagnostics');
    if (typeof known !== 'object' || known === null) throw new Error('no list of messages');
    const own = new Map<number, string>();
    for (const each of Object.values(known).filter(isMessage)) own.set(each.code, each.message);
    expect(own.size).toBeGreaterThan(1000);
    const different = Object.entries(table).filter(
      ([code, { says }]) => own.get(Number(code)) !== says,
    );
    expect(different).toEqual([]);
  });

  it('fills every place, and nothing else', () => {
    for (const [code, { says, fr }] of Object.entries(table)) {
      const places = [...says.matchAll(/\{(\d)\}/g)].map(([place]) => place);
      const args = places.map((_, i) => `a${i}`);
      const text = says.replaceAll(/\{(\d)\}/g, (_place, i: string) => args[Number(i)] ?? '');
      const { message } = explainDiagnostic({ code: Number(code), messageText: text });
      expect(message.fr, code).not.toMatch(/\{\d\}|undefined\.|en anglais/);
      // each sentence uses only what TypeScript gives
      if (typeof fr !== 'string') continue;
      for (const [place] of fr.matchAll(/\{\d\}/g)) expect(places, code).toContain(place);
      expect(fr, code).not.toMatch(/'/);
    }
  });
});
