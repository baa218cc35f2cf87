/** A number, or an array of things of the same shape. */
export type Nested = number | readonly Nested[];

/** The sizes of the axes, outer axis first; `[]` for a number. @throws when blocks differ in shape */
export function shapeOf(x: Nested): number[] {
  if (typeof x === 'number') return [];
  const inner = x.map(shapeOf);
  const first = inner[0] ?? [];
  for (const other of inner) {
    const same = other.length === first.length && other.every((size, k) => size === first[k]);
    if (!same) throw new Error('shapeOf: blocks of different shapes are not a tensor');
  }
  return [x.length, ...first];
}
