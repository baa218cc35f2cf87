/** The situations that the widget of learning curves shows, and what is said of them: by the laboratory, by the lesson. */
import { describe, expect, it } from 'vitest';
import { readCurves } from '../../../course/lessons/networks/learning-curves/exercises/read/solution.ts';
import {
  changeOf,
  measure,
  situationNames,
  situations,
  specOf,
} from '../../page/src/widgets/learning-curves/situations.ts';
import { diagnose, type FindingName } from '../../shared/diagnosis.ts';
import { remedyFor } from '../../shared/models/remedies.ts';

const seeds = [1, 2, 3];
/** What two curves are enough to see, in the lesson's words. */
const readings: Readonly<Partial<Record<FindingName, string>>> = {
  good: 'good',
  early: 'early',
  overfitting: 'overfitting',
  underfitting: 'underfitting',
  rateHigh: 'rate-high',
  rateLow: 'rate-low',
  nan: 'nan',
};

describe.each(situationNames)('The situation %s', (name) => {
  const setting = situations[name];
  if (!setting) throw new Error(name);
  it.each(seeds)('is what the diagnosis finds, seed %i', (seed) => {
    const curves = measure(setting, seed);
    expect(diagnose(curves).map(({ finding }) => finding)).toContain(name);
    const reading = readings[name];
    if (reading === undefined) return;
    const of = (curve: string): number[] =>
      (curves[curve]?.values ?? []).map((value) => value ?? Number.NaN);
    expect(readCurves({ loss: of('loss'), valLoss: of('valLoss') })).toBe(reading);
  });
});

describe('A remedy of the diagnosis', () => {
  it('that the widget can follow changes its settings', () => {
    const slow = situations.rateLow;
    if (!slow) throw new Error('rateLow');
    const change = remedyFor('raiseRate', specOf(slow, 1));
    expect(change && changeOf(change)).toEqual({ rate: 0.03 });
    const found = diagnose(measure({ ...slow, ...situations.good }, 1));
    expect(found.map(({ finding }) => finding)).toEqual(['good']);
  });
  it('that the widget has nothing for is not offered', () => {
    expect(changeOf({ batchNorm: true })).toBeNull();
    expect(changeOf({ dropout: 0.2 })).toBeNull();
    expect(changeOf({ l1: 0, l2: 0, dropout: 0 })).toEqual({ l2: 0 });
  });
});
