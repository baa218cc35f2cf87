export type Nested = number | readonly Nested[];

export function shapeOf(x: Nested): number[] {
  if (typeof x === 'number') return [];
  const inner = x.map(shapeOf);
  const first = inner[0] ?? [];
  for (const other of inner) {
    const same = other.length === first.length;
    if (!same) throw new Error('shapeOf: blocks of different shapes are not a tensor');
  }
  return [x.length, ...first];
}
