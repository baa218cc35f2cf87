/** Dealing examples to training, validation and test. */
import { stream } from '../distributions/draw.ts';

export type Part = 'train' | 'validation' | 'test';

export interface Example {
  readonly positive: boolean;
  /** Examples of the same group are copies of each other (the same patient, the same photo). */
  readonly group: number;
}

/** Sixty examples sorted by class, as files often are; copies come in pairs. */
export const examples: readonly Example[] = Array.from({ length: 60 }, (_, i) => ({
  positive: i >= 48,
  group: Math.floor(i / 2),
}));

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = stream(seed);
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [out[i], out[j]];
    if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a];
  }
  return out;
}

/** The part of each unit of a list, from the start: training, then validation, then test. */
function deal(
  units: readonly (readonly number[])[],
  train: number,
  validation: number,
): Map<number, Part> {
  const parts = new Map<number, Part>();
  const [a, b] = [
    Math.round(train * units.length),
    Math.round((train + validation) * units.length),
  ];
  for (const [k, unit] of units.entries())
    for (const i of unit) parts.set(i, k < a ? 'train' : k < b ? 'validation' : 'test');
  return parts;
}

/** The part of each example. */
export function split(options: {
  readonly train: number;
  readonly validation: number;
  readonly shuffle: boolean;
  readonly stratify: boolean;
  readonly together: boolean;
  readonly seed: number;
}): Part[] {
  const units: number[][] = [];
  for (const [i, { group }] of examples.entries()) {
    const unit = options.together ? units[group] : undefined;
    if (unit) unit.push(i);
    else units.push([i]);
  }
  const ordered = options.shuffle ? shuffled(units, options.seed) : units;
  const isPositive = (unit: readonly number[]): boolean =>
    examples[unit[0] ?? 0]?.positive ?? false;
  const piles = options.stratify
    ? [ordered.filter((u) => !isPositive(u)), ordered.filter(isPositive)]
    : [ordered];
  const parts = new Map(piles.flatMap((p) => [...deal(p, options.train, options.validation)]));
  return examples.map((_, i) => parts.get(i) ?? 'test');
}

/** How many examples outside training have a copy in training. */
export const leaks = (parts: readonly Part[]): number =>
  examples.filter(
    (e, i) =>
      parts[i] !== 'train' && examples.some((o, k) => o.group === e.group && parts[k] === 'train'),
  ).length;
