/** What is measured: works.json, and how seconds become the unit of a row. */
import works from './works.json' with { type: 'json' };

export interface Work {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Operations or images in one run, for units that are rates. */
  readonly amount: number;
  /** How many times faster than PyTorch the row asks for. */
  readonly target?: number;
  /** The most the row may be, in its unit; no peer does it. */
  readonly limit?: number;
}

export const allWorks: readonly Work[] = works;

/** Seconds of one run, in the row's unit. */
export function inUnit(work: Work, seconds: number): number {
  const perUnit: Readonly<Record<string, number>> = {
    'GFLOP/s': work.amount / seconds / 1e9,
    'images/s': work.amount / seconds,
    s: seconds,
    ms: seconds * 1e3,
    µs: seconds * 1e6,
  };
  const value = perUnit[work.unit];
  if (value === undefined)
    throw new Error(`works.json: ${work.id} has the unknown unit ${work.unit}`);
  return value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined) return Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** The works whose id is one of `names` or begins with one; all when none is given. */
export function chooseWorks(names: readonly string[]): readonly Work[] {
  if (names.length === 0) return allWorks;
  const unknown = names.filter((n) => !allWorks.some((w) => w.id.startsWith(n)));
  if (unknown.length > 0) {
    const known = allWorks.map((w) => w.id).join(', ');
    throw new Error(`No row begins with ${unknown.join(', ')}. The rows are: ${known}.`);
  }
  return allWorks.filter((w) => names.some((n) => w.id.startsWith(n)));
}
