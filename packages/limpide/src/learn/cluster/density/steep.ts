/**
 * Clusters in a reachability plot: valleys between a steep way down and a steep way up (Ankerst, Breunig, Kriegel
 * & Sander, 1999, definitions 9–11), corrected by predecessors (Schubert & Gertz, 2018).
 *
 * "Steep" means that the value changes by a share ξ from one point to the next. A steep area is as long as steep
 * points go on the same way, with fewer than `minSamples` flat ones in a row between them.
 */

/** A cluster in the plot: from this place to that one, both included. */
export type Valley = readonly [first: number, last: number];

/** A steep way down, and the highest point seen since it ended. */
interface Descent {
  readonly first: number;
  readonly last: number;
  since: number;
}

/** All valleys, those inside before those around them. */
export function valleysOf(
  /** Reachabilities in the order of the plot. */
  heights: Float64Array,
  /** In that order: the sample at each place, and the sample it was reached from (−1: none). */
  samples: Int32Array,
  reachedFrom: Int32Array,
  {
    xi,
    minSamples,
    minSize,
    correct,
  }: {
    readonly xi: number;
    readonly minSamples: number;
    readonly minSize: number;
    readonly correct: boolean;
  },
): Valley[] {
  const n = heights.length;
  const plot = new Float64Array(n + 1);
  plot.set(heights);
  plot[n] = Number.POSITIVE_INFINITY; // whatever is left open at the end is closed there
  const keep = 1 - xi;
  // how a point compares with the next one
  const ratio = Float64Array.from({ length: n }, (_, i) => plot[i]! / plot[i + 1]!);
  const steepUp = ratio.map((r) => Number(r <= keep));
  const steepDown = ratio.map((r) => Number(r >= 1 / keep));
  const down = ratio.map((r) => Number(r > 1));
  const up = ratio.map((r) => Number(r < 1));

  const valleys: Valley[] = [];
  let descents: Descent[] = [];
  let place = 0;
  let highest = 0;
  for (let i = 0; i < n; i++) {
    if (i < place || (steepUp[i] === 0 && steepDown[i] === 0)) continue;
    for (let t = place; t <= i; t++) highest = Math.max(highest, plot[t]!);
    // a descent from which the plot has climbed back begins no cluster any more
    descents = Number.isFinite(highest)
      ? descents.filter(({ first }) => highest <= plot[first]! * keep)
      : [];
    for (const descent of descents) descent.since = Math.max(descent.since, highest);
    if (steepDown[i] === 1) {
      const last = endOfArea(steepDown, up, i, minSamples);
      descents.push({ first: i, last, since: 0 });
      place = last + 1;
    } else {
      const last = endOfArea(steepUp, down, i, minSamples);
      place = last + 1;
      const found: Valley[] = [];
      for (const descent of descents) {
        const valley = between(plot, descent, i, last, keep);
        const kept = valley && correct ? corrected(plot, samples, reachedFrom, valley) : valley;
        if (!kept) continue;
        const [first, end] = kept;
        if (end - first + 1 >= minSize && first <= descent.last && end >= i) found.push(kept);
      }
      valleys.push(...found.reverse());
    }
    highest = plot[place]!;
  }
  return valleys;
}

/** The last steep point of the area that begins at `first`. */
function endOfArea(
  steep: Float64Array,
  opposite: Float64Array,
  first: number,
  minSamples: number,
): number {
  let last = first;
  let flat = 0;
  for (let i = first; i < steep.length; i++) {
    if (steep[i] === 1) {
      last = i;
      flat = 0;
    } else if (opposite[i] === 1 || ++flat > minSamples) break;
  }
  return last;
}

/** The valley of a descent and of a way up from `first` to `last`, its ends at one height (definition 11). */
function between(
  plot: Float64Array,
  descent: Descent,
  first: number,
  last: number,
  keep: number,
): Valley | undefined {
  const after = plot[last + 1]!;
  if (after * keep < descent.since) return undefined;
  const before = plot[descent.first]!;
  let start = descent.first;
  let end = last;
  if (before * keep >= after) {
    // it begins higher than it ends: begin where the way down has come to that height
    while (plot[start + 1]! > after && start < descent.last) start++;
  } else if (after * keep >= before) {
    while (plot[end - 1]! > before && end > first) end--;
  }
  return [start, end];
}

/**
 * The last points of a valley may belong to what comes after it: it is shortened until its last point was reached
 * from a point inside.
 */
function corrected(
  plot: Float64Array,
  samples: Int32Array,
  reachedFrom: Int32Array,
  [first, last]: Valley,
): Valley | undefined {
  for (let end = last; end > first; end--) {
    if (plot[first]! > plot[end]!) return [first, end];
    for (let t = first; t < end; t++) if (samples[t] === reachedFrom[end]) return [first, end];
  }
  return undefined;
}

/** A label per place of the plot: the innermost valleys; −1 outside of all. */
export function labelsOf(valleys: readonly Valley[], n: number): Int32Array {
  const labels = new Int32Array(n).fill(-1);
  let next = 0;
  for (const [first, last] of valleys) {
    if (labels.subarray(first, last + 1).some((label) => label !== -1)) continue;
    labels.fill(next++, first, last + 1);
  }
  return labels;
}
