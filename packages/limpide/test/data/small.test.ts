import { describe, expect, it } from 'vitest';
import { breastCancer, diabetes, digits, penguins, wine } from '../../src/data/index.ts';
import { Frame } from '../../src/learn/base/index.ts';
import { near } from '../learn/golden.ts';
import { smallData } from '../learn/small-data.ts';

describe('small data sets: as scikit-learn has them', () => {
  it.each([
    ['wine', wine(), 3],
    ['breast-cancer', breastCancer(), 2],
    ['digits', digits(), 10],
  ] as const)('%s', (name, data, classes) => {
    const { X, y, names } = smallData(name);
    near(data.features, X, 0);
    near(data.labels, y, 0);
    expect(data.featureNames).toEqual(names);
    expect(data.classes).toHaveLength(classes);
    expect(data.card.id).toBe(name);
  });
  it('diabetes, scaled or in its units', () => {
    const { X, y } = smallData('diabetes');
    near(diabetes().features, X, 1e-12);
    near(diabetes().target, y, 0);
    expect(Number(diabetes({ scaled: false }).features.dataSync()[0])).toBe(59);
  });
  it('penguins have texts and missing values', () => {
    const frame = new Frame(penguins().columns);
    expect(frame.rows).toBe(344);
    expect(new Set([...frame.column('species')])).toEqual(
      new Set(['Adelie', 'Chinstrap', 'Gentoo']),
    );
    expect([...frame.column('bill_length')].filter((v) => Number.isNaN(v))).toHaveLength(2);
    expect([...frame.column('sex')].filter((v) => v === null)).toHaveLength(11);
  });
});
