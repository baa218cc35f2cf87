/** The drawing of a hierarchy, as data: where each bracket of a dendrogram stands and how high it is. */

/** One merge: two feet at the heights of what it joins, and a bar. */
export interface Bracket {
  /** Positions of the feet along the axis of samples; leaf number t stands at t. */
  readonly left: number;
  readonly right: number;
  /** Heights of the feet: 0 for a sample, else that of the merge below. */
  readonly leftFoot: number;
  readonly rightFoot: number;
  /** The distance of the merge. */
  readonly height: number;
  /** Samples under it. */
  readonly size: number;
}

export interface Dendrogram {
  /** Samples from left to right, so that no brackets cross. */
  readonly leaves: readonly number[];
  /** One per merge, the lowest first. */
  readonly brackets: readonly Bracket[];
}

/**
 * @param children [n − 1, 2] flat: the clusters that each merge joins
 * @param distances n − 1 heights
 */
export function dendrogram(
  children: ArrayLike<number>,
  distances: ArrayLike<number>,
  sizes: ArrayLike<number>,
): Dendrogram {
  const merges = distances.length;
  const n = merges + 1;
  const leaves: number[] = [];
  const position = new Float64Array(n + merges);
  const stack = [n + merges - 1];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node < n) {
      position[node] = leaves.length;
      leaves.push(node);
    } else stack.push(children[2 * (node - n) + 1]!, children[2 * (node - n)]!);
  }
  const heightOf = (node: number): number => (node < n ? 0 : distances[node - n]!);
  const brackets: Bracket[] = [];
  for (let t = 0; t < merges; t++) {
    const a = children[2 * t]!;
    const b = children[2 * t + 1]!;
    position[n + t] = (position[a]! + position[b]!) / 2;
    brackets.push({
      left: position[a]!,
      right: position[b]!,
      leftFoot: heightOf(a),
      rightFoot: heightOf(b),
      height: distances[t]!,
      size: sizes[t]!,
    });
  }
  return { leaves, brackets };
}
