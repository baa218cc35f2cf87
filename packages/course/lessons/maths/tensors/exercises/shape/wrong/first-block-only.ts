export type Nested = number | readonly Nested[];

export function shapeOf(x: Nested): number[] {
  if (typeof x === 'number') return [];
  const inner = x.map(shapeOf);
  const first = inner[0] ?? [];
  for (const other of inner) {
    const same = other.length === first.length && other.every((size, k) => size === first[k]);
    if (!same) continue;
  }
  return [x.length, ...first];
}
