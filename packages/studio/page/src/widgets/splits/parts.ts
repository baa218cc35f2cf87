/** Dealing examples to training, validation and test. */
import { stream } from '../distributions/draw.ts';
import { memberOf, readNear } from '../kit/own-values.ts';

export const partNames = ['train', 'validation', 'test'] as const;
export type Part = (typeof partNames)[number];

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

export interface Choices {
  readonly train: number;
  readonly validation: number;
  readonly shuffle: boolean;
  readonly stratify: boolean;
  readonly together: boolean;
  readonly seed: number;
}

/** What is dealt: lists of units, each dealt by itself; a unit is examples that stay together. */
export function piles(options: Choices): number[][][] {
  const units: number[][] = [];
  for (const [i, { group }] of examples.entries()) {
    const unit = options.together ? units[group] : undefined;
    if (unit) unit.push(i);
    else units.push([i]);
  }
  const ordered = options.shuffle ? shuffled(units, options.seed) : units;
  const isPositive = (unit: readonly number[]): boolean =>
    examples[unit[0] ?? 0]?.positive ?? false;
  return options.stratify
    ? [ordered.filter((u) => !isPositive(u)), ordered.filter(isPositive)]
    : [ordered];
}

/** An order cut in three, from the start: training, then validation, then test. */
export type Cut = Readonly<Record<Part, readonly number[]>>;
export function cut(order: readonly number[], train: number, validation: number): Cut {
  const [a, b] = [
    Math.round(train * order.length),
    Math.round((train + validation) * order.length),
  ];
  return { train: order.slice(0, a), validation: order.slice(a, b), test: order.slice(b) };
}

/** The part of each example, from the cut of each pile. */
export function split(
  dealt: readonly (readonly (readonly number[])[])[],
  cuts: readonly Cut[],
): Part[] {
  const parts = examples.map((): Part => 'test');
  for (const [k, pile] of dealt.entries())
    for (const name of partNames)
      for (const unit of cuts[k]?.[name] ?? []) for (const i of pile[unit] ?? []) parts[i] = name;
  return parts;
}

/** Cuts that the learner's function made, when they are those expected. */
export function readCuts(value: unknown, expected: readonly Cut[]): Cut[] | null {
  if (!Array.isArray(value)) return null;
  const cuts = expected.map((one, k): Cut | null => {
    const [train, validation, test] = partNames.map((name) =>
      readNear(memberOf(value[k], name), one[name]),
    );
    return train && validation && test ? { train, validation, test } : null;
  });
  return cuts.every((one) => one !== null) ? cuts : null;
}

/** How many examples outside training have a copy in training. */
export const leaks = (parts: readonly Part[]): number =>
  examples.filter(
    (e, i) =>
      parts[i] !== 'train' && examples.some((o, k) => o.group === e.group && parts[k] === 'train'),
  ).length;
