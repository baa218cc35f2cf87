/** When numbers that a learner's function gave are those of the course: rounding errors apart. */

/** A number, or numbers in rows. */
export type Numbers = number | readonly Numbers[];

/** Numbers wherever `like` has some, in rows as long as its own. */
export function sameShape<R extends Numbers>(value: unknown, like: R): value is R {
  if (typeof like === 'number') return typeof value === 'number';
  return (
    Array.isArray(value) &&
    value.length === like.length &&
    like.every((part, k) => sameShape(value[k], part))
  );
}

/** All numbers, row after row. */
const flat = (value: Numbers): readonly number[] =>
  typeof value === 'number' ? [value] : value.flatMap(flat);

/** Nothing differs by more than a millionth of the largest number; what is infinite or undefined is so on both sides. */
export function agree(own: Numbers, expected: Numbers, tolerance = 1e-6): boolean {
  const [a, b] = [flat(own), flat(expected)];
  const size = b.reduce((most, v) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most), 0);
  return b.every((v, k) => {
    const given = a[k] ?? Number.NaN;
    return Object.is(given, v) || given === v || Math.abs(given - v) <= tolerance * (1 + size);
  });
}
