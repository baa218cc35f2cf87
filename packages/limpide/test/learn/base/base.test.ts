/** What everything rests on: tables that keep their order, clones that keep everything, splitters that travel. */
import { describe, expect, test } from 'vitest';
import { DataError } from '../../../src/errors/index.ts';
import {
  clone,
  denseInput,
  Frame,
  GridSearchCV,
  modelFromBytes,
  modelToBytes,
  Ridge,
  StandardScaler,
} from '../../../src/learn/index.ts';
import * as selection from '../../../src/learn/model-selection/index.ts';
import { parseFrame } from '../../../src/learn/tables/index.ts';

describe('a table', () => {
  const pairs: [string, number[] | string[]][] = [
    ['2024', [1, 2]],
    ['name', ['a', 'b']],
    ['2023', [3, 4]],
  ];
  const order = ['2024', 'name', '2023'];
  test('made of pairs keeps their order, whatever the names', () => {
    const frame = new Frame(pairs);
    expect(frame.names).toEqual(order);
    expect(new Frame(new Map(pairs)).names).toEqual(order);
    expect(frame.select(['2023', '2024']).names).toEqual(['2023', '2024']);
    expect(frame.take([1]).names).toEqual(order);
    expect(frame.drop('name').names).toEqual(['2024', '2023']);
  });
  test('of a CSV file, in a model, in a file of a model: in the order of the file', async () => {
    const frame = await parseFrame('b,10,9\n1,2,3\n4,5,7\n', { header: true });
    expect(frame.names).toEqual(['b', '10', '9']);
    const scaler = new StandardScaler().fit(frame);
    expect(scaler.getFeatureNamesOut()).toEqual(['b', '10', '9']);
    const again = modelFromBytes(modelToBytes(scaler)) as StandardScaler;
    expect(again.featureNamesIn_).toEqual(['b', '10', '9']);
  });
  test('refuses two columns of one name, and cells that are neither numbers nor texts', () => {
    const twice = [
      ['a', [1]],
      ['a', [2]],
    ] as const;
    expect(() => new Frame(twice)).toThrow(/Two columns are called "a"/);
    const odd = [['a', [1, {}]]] as unknown as [string, number[]][];
    expect(() => new Frame(odd)).toThrow(DataError);
    expect(() => new Frame({ a: 3 as never })).toThrow(/array of numbers or of texts/);
  });
});

describe('input', () => {
  test.each<[string, unknown, RegExp]>([
    ['a row that is no array', [[1], 2], /row 1 of X is 2/],
    ['a row that is missing', [[1], null], /row 1 of X is null/],
    ['a cell that is an object', [[1, {}]], /column 1 of X holds Object at row 0/],
    ['a cell that is an array', [[[1]]], /holds array\(1\)/],
    ['a number whose square does not fit', [[1], [1e200]], /is 1e\+200 at row 1; beyond 1e\+100/],
  ])('%s is refused by its place', (_, X, sentence) => {
    expect(() => denseInput(X as number[][], { who: 'Test' })).toThrow(sentence);
  });
  test('up to 1e100 everything counts', () => {
    expect(denseInput([[1e100, -1e100, 5e-324]], { who: 'Test' }).cols).toBe(3);
  });
});

test('a clone, and a file, keep a parameter that was set to undefined', () => {
  const ridge = new Ridge().setParams({ maxIter: undefined });
  const search = new GridSearchCV({ estimator: ridge }).setParams({ errorScore: undefined });
  expect(clone(search).params.errorScore).toBeUndefined();
  const again = modelFromBytes(modelToBytes(search)) as GridSearchCV;
  expect(again.params.errorScore).toBeUndefined();
});

describe('a splitter goes into a file with the search that uses it', () => {
  const X = Array.from({ length: 12 }, (_, i) => [i, i % 3]);
  const y = X.map(([a = 0]) => a % 2);
  const groups = X.map((_, i) => i % 4);
  test.each<[string, selection.Splitter]>([
    ['KFold', new selection.KFold({ nSplits: 3, shuffle: true, randomState: 1 })],
    ['StratifiedKFold', new selection.StratifiedKFold({ nSplits: 2 })],
    ['GroupKFold', new selection.GroupKFold({ nSplits: 2 })],
    ['StratifiedGroupKFold', new selection.StratifiedGroupKFold({ nSplits: 2 })],
    ['RepeatedKFold', new selection.RepeatedKFold({ nSplits: 2, nRepeats: 2, randomState: 3 })],
    [
      'RepeatedStratifiedKFold',
      new selection.RepeatedStratifiedKFold({ nSplits: 2, randomState: 0 }),
    ],
    ['TimeSeriesSplit', new selection.TimeSeriesSplit({ nSplits: 3, gap: 1 })],
    ['ShuffleSplit', new selection.ShuffleSplit({ nSplits: 2, testSize: 0.3, randomState: 5 })],
    ['GroupShuffleSplit', new selection.GroupShuffleSplit({ nSplits: 2, randomState: 5 })],
    [
      'StratifiedShuffleSplit',
      new selection.StratifiedShuffleSplit({ nSplits: 2, randomState: 5 }),
    ],
    ['LeaveOneOut', new selection.LeaveOneOut()],
    ['LeavePOut', new selection.LeavePOut({ p: 2 })],
    ['LeaveOneGroupOut', new selection.LeaveOneGroupOut()],
    ['PredefinedSplit', new selection.PredefinedSplit([0, 1, 0, 1, -1, 0, 1, 0, 1, 0, 1, 0])],
  ])('%s', (_, cv) => {
    const search = new GridSearchCV({ estimator: new Ridge(), cv });
    const again = modelFromBytes(modelToBytes(search)) as GridSearchCV;
    const other = again.params.cv as selection.Splitter;
    expect(other.constructor).toBe(cv.constructor);
    expect([...other.split(X, y, groups)]).toEqual([...cv.split(X, y, groups)]);
  });
});
