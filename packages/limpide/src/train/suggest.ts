/** Near misses: what somebody who wrote one name probably meant. */
import { trainErrors } from '../errors/catalog/train.ts';
import { ArgumentError, language, raise } from '../errors/index.ts';

/** Insertions, deletions, replacements and swaps of neighbours from one word to the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, before[j - 2]! + 1);
      }
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** The known name nearest to `got`, if one is near. */
export function nearest(got: string, known: readonly string[]): string | undefined {
  const wanted = got.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(got.length / 3)) + 1;
  for (const name of known) {
    const lower = name.toLowerCase();
    const begins = wanted.length >= 3 && (lower.startsWith(wanted) || lower.includes(wanted));
    const distance = begins ? 1 : editDistance(wanted, lower);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

/** ` (did you mean "…"?)`, or nothing, in the language of the errors. */
export function hintFor(got: string, known: readonly string[]): string {
  const near = nearest(got, known);
  if (near === undefined) return '';
  return language() === 'fr' ? ` (vouliez-vous dire « ${near} » ?)` : ` (did you mean "${near}"?)`;
}

/** What a table can be of. */
export type NamedKind = 'loss' | 'metric' | 'optimizer' | 'activation' | 'initializer' | 'recipe';

/** What stands under `name` in a table, or an error that names its neighbours. */
export function lookUp<T>(what: NamedKind, table: Readonly<Record<string, T>>, name: string): T {
  if (Object.hasOwn(table, name)) return table[name]!;
  const known = Object.keys(table);
  const hint = hintFor(name, known);
  return raise(ArgumentError, trainErrors, `unknown.${what}`, { got: name, hint, known });
}
