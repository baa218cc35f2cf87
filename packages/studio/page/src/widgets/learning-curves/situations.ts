/** Trainings of a small network, each with its own way of going wrong (or right), as the laboratory describes them. */
import { type DrawnName, drawData } from '../../../../shared/data.ts';
import type { FindingName, Measured } from '../../../../shared/diagnosis.ts';
import { defaultLab, type LabSpec } from '../../../../shared/models.ts';
import { trainSmallNet } from '../kit/small-net.ts';

/** What the widget lets one change. */
export interface Setting {
  readonly data: DrawnName;
  readonly noise: number;
  /** Points to learn from and to be judged by, half and half. */
  readonly count: number;
  readonly depth: number;
  readonly units: number;
  readonly activation: 'relu' | 'leakyRelu' | 'tanh' | 'sigmoid' | 'linear';
  readonly rate: number;
  readonly l2: number;
  readonly epochs: number;
}
export const activations = ['relu', 'leakyRelu', 'tanh', 'sigmoid', 'linear'] as const;

const usual: Setting = {
  ...{ data: 'circles', noise: 0.2, count: 320 },
  ...{ depth: 1, units: 16, activation: 'relu' },
  ...{ rate: 0.1, l2: 0, epochs: 60 },
};
/** A set that is drawn has two classes at least. */
export type SituationName = Exclude<FindingName, 'oneClass'>;
export const situations: Readonly<Partial<Record<SituationName, Setting>>> = {
  good: usual,
  early: { ...usual, epochs: 3 },
  overfitting: {
    ...usual,
    ...{ noise: 1, count: 50, depth: 2, units: 32, rate: 0.15, epochs: 150 },
  },
  underfitting: { ...usual, depth: 0, rate: 0.3, epochs: 40 },
  rateHigh: { ...usual, data: 'spirals', count: 160, activation: 'tanh', rate: 3, epochs: 40 },
  rateLow: { ...usual, count: 160, units: 8, activation: 'tanh', rate: 0.003, epochs: 40 },
  dead: { ...usual, data: 'xor', count: 160, depth: 2, units: 12, rate: 6, epochs: 40 },
  vanishing: { ...usual, depth: 6, units: 6, activation: 'sigmoid', epochs: 40 },
  nan: { ...usual, count: 160, depth: 2, activation: 'linear', rate: 3, epochs: 10 },
};
export const situationNames = Object.keys(situations) as SituationName[];
/** Those that two curves are enough to tell apart. */
export const riddles: readonly SituationName[] = [
  'good',
  'overfitting',
  'underfitting',
  'rateHigh',
  'rateLow',
];

export const specOf = (setting: Setting, seed: number): LabSpec => ({
  ...defaultLab,
  ...{ data: setting.data, noise: setting.noise, count: setting.count, testShare: 0.5 },
  layers: Array.from({ length: setting.depth }, () => setting.units),
  ...{ activation: setting.activation, rate: setting.rate, l2: setting.l2 },
  ...{ optimizer: 'sgd', epochs: setting.epochs, seed },
});

/** What a description of the laboratory changes in the widget's; null for what the widget does not have. */
export function changeOf(change: Partial<LabSpec>): Partial<Setting> | null {
  const { layers, count, rate, l2, activation, l1 = 0, dropout = 0, ...rest } = change;
  if (l1 > 0 || dropout > 0 || Object.keys(rest).length > 0) return null;
  if (count !== undefined && count > 640) return null;
  const known = activations.find((name) => name === activation);
  return {
    ...(layers && { depth: layers.length, units: Math.min(32, layers[0] ?? 2) }),
    ...(count !== undefined && { count }),
    ...(rate !== undefined && { rate }),
    ...(l2 !== undefined && { l2 }),
    ...(known && { activation: known }),
  };
}

export function measure(setting: Setting, seed: number): Measured {
  const spec = specOf(setting, seed);
  const data = drawData(setting.data, spec);
  return trainSmallNet(data, spec, setting.epochs);
}
