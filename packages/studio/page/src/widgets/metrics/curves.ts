/** Scores of two classes, and what each threshold makes of them. */
import { normals } from '../distributions/draw.ts';
import { memberOf } from '../kit/own-values.ts';

export interface Scored {
  readonly score: number;
  readonly positive: boolean;
}

export interface Counts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Scores in (0, 1): two normal clouds seen through the sigmoid, `gap` apart. */
export function examples(count: number, share: number, gap: number): Scored[] {
  const positives = Math.max(1, Math.min(count - 1, Math.round(share * count)));
  return normals(count, 7).map((z, i) => {
    const positive = i < positives;
    return { score: 1 / (1 + Math.exp(-(z + (positive ? gap / 2 : -gap / 2)))), positive };
  });
}

/** A score of at least the threshold is announced positive. */
export function countsAt(data: readonly Scored[], threshold: number): Counts {
  let [truePositives, falsePositives, falseNegatives, trueNegatives] = [0, 0, 0, 0];
  for (const { score, positive } of data) {
    if (score >= threshold && positive) truePositives++;
    else if (score >= threshold) falsePositives++;
    else if (positive) falseNegatives++;
    else trueNegatives++;
  }
  return { truePositives, falsePositives, falseNegatives, trueNegatives };
}

/** Precision, recall, false positive rate; precision is null when nothing is announced positive. */
export function rates(c: Counts): { precision: number | null; recall: number; falseAlarm: number } {
  const announced = c.truePositives + c.falsePositives;
  return {
    precision: announced === 0 ? null : c.truePositives / announced,
    recall: c.truePositives / (c.truePositives + c.falseNegatives),
    falseAlarm: c.falsePositives / (c.falsePositives + c.trueNegatives),
  };
}

/** Rates at every threshold that changes something, from the highest to the lowest. */
export function sweep(data: readonly Scored[]): ReturnType<typeof rates>[] {
  const thresholds = [2, ...data.map((d) => d.score).sort((a, b) => b - a)];
  return thresholds.map((threshold) => rates(countsAt(data, threshold)));
}

/** Area under the ROC curve, by trapezia. */
export function areaUnder(points: readonly ReturnType<typeof rates>[]): number {
  return points.reduce((sum, p, i) => {
    const before = points[i - 1];
    return before ? sum + ((p.falseAlarm - before.falseAlarm) * (p.recall + before.recall)) / 2 : 0;
  }, 0);
}

/** Counts of the learner's, when they are those expected. */
export function readCounts(value: unknown, expected: Counts): Counts | null {
  const names = Object.keys(expected);
  return names.every((name) => memberOf(value, name) === memberOf(expected, name))
    ? { ...expected }
    : null;
}
