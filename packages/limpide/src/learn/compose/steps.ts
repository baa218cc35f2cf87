/** Lists of named estimators: checked, replaced by name, their output named for the next. */
import { composeErrors } from '../../errors/catalog/learn-compose.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import { Estimator, type Features, Frame, show } from '../base/index.ts';

/** Something with a name in front: `[name, estimator, …]`. */
export type Named = readonly [string, ...unknown[]];

/** @throws ArgumentError for a missing, doubled or impossible name, or what is no estimator */
export function checkNamed(
  who: string,
  list: readonly Named[],
  words: readonly string[],
  params: readonly string[],
): void {
  if (list.length === 0) raise(ArgumentError, composeErrors, 'compose.empty', { who });
  const seen = new Set<string>();
  list.forEach((item, at) => {
    const more = words.length > 0 ? ` (${words.map((word) => `'${word}'`).join(', ')})` : '';
    const thing = Array.isArray(item) ? item[1] : undefined;
    const fits = thing instanceof Estimator || words.some((word) => word === thing);
    if (!Array.isArray(item) || typeof item[0] !== 'string' || !fits) {
      raise(ArgumentError, composeErrors, 'compose.steps', {
        who,
        at,
        more,
        got: Array.isArray(item) ? `[${item.map(show).join(', ')}]` : show(item),
      });
    }
    const name = item[0];
    if (name === '' || name.includes('__') || seen.has(name) || params.includes(name))
      raise(ArgumentError, composeErrors, 'compose.name', { who, name });
    seen.add(name);
  });
}

/** The list with the item of this name replaced; undefined when there is none. */
export function replaceNamed<T extends Named>(
  list: readonly T[],
  name: string,
  value: unknown,
): T[] | undefined {
  // anything may have been set: checked by fit
  if (!Array.isArray(list) || !list.some((item) => item?.[0] === name)) return undefined;
  return list.map((item) =>
    item[0] === name ? ([name, value, ...item.slice(2)] as unknown[] as [...T]) : item,
  );
}

/** Names as a person would give them: class names in small letters, numbered when repeated. */
export function namesFor(estimators: readonly unknown[]): string[] {
  const base = estimators.map((e) =>
    e instanceof Estimator ? e.spec.name.toLowerCase() : String(e),
  );
  const count = new Map<string, number>();
  for (const name of base) count.set(name, (count.get(name) ?? 0) + 1);
  const used = new Map<string, number>();
  return base.map((name) => {
    if (count.get(name) === 1) return name;
    const number = (used.get(name) ?? 0) + 1;
    used.set(name, number);
    return `${name}-${number}`;
  });
}

/**
 * Dense output as a table with these names, so that the next step's errors name columns. Left as it is when
 * it is sparse, or when a name stands twice.
 */
export function withNames(X: Features, names: readonly string[]): Features {
  if (X instanceof Frame || X instanceof CSRMatrix) return X;
  if (new Set(names).size < names.length) return X;
  const matrix = X instanceof Tensor ? Matrix.fromTensor(X) : X instanceof Matrix ? X : undefined;
  if (!matrix || matrix.cols !== names.length) return X;
  return new Frame(names.map((name, j) => [name, Float64Array.from(matrix.column(j))]));
}
