/** What all splitters share: the contract, checks of y and groups, and folds from test parts. */

import type { Fold } from '../../data/split.ts';
import { selectionErrors } from '../../errors/catalog/learn-selection.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { Tensor } from '../../tensor/index.ts';
import {
  classTargets,
  type Label,
  type Outputs,
  plain,
  type Samples,
  samplesOf,
  type Targets,
} from '../base/index.ts';

export type { Fold };

/** What is split: samples, or only how many there are. */
export type Splittable = number | Samples | { readonly length: number };

/** Cuts data into a part to learn from and a part to test on, one or several times. */
export interface Splitter {
  /** How many times. */
  getNSplits(X?: Splittable, y?: Outputs, groups?: Targets): number;
  /** Numbers of the samples of each part; called twice, the same folds come out. */
  split(X: Splittable, y?: Outputs, groups?: Targets): IterableIterator<Fold>;
  /** What its constructor was given, so that it can be made again from a file, or on another thread. */
  made?(): unknown;
}

export const countOf = (X: Splittable): number =>
  typeof X === 'number' ? X : samplesOf(X as Samples);

/** 0, 1, … n − 1. */
export const upTo = (n: number): Int32Array<ArrayBuffer> => {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  return order;
};

/** The fold that tests on these samples; both parts in rising order. */
export function foldOf(n: number, test: ArrayLike<number>): Fold {
  const held = new Uint8Array(n);
  for (let i = 0; i < test.length; i++) held[test[i]!] = 1;
  const all = upTo(n);
  return { test: all.filter((i) => held[i] === 1), train: all.filter((i) => held[i] === 0) };
}

/** @throws ArgumentError when it is not a whole number in this range */
export function wholeNumber(
  who: string,
  name: string,
  got: number,
  min: number,
  max = Infinity,
): number {
  if (Number.isInteger(got) && got >= min && got <= max) return got;
  const expected = max === Infinity ? `integer ≥ ${min}` : `integer ${min} … ${max}`;
  return raise(ArgumentError, selectionErrors, 'split.count', { who, name, expected, got });
}

/** Class numbers of the samples, and their classes in order. @throws when y is missing or of another length */
export function classesOf(
  who: string,
  n: number,
  y: Outputs | undefined,
): { readonly codes: Int32Array; readonly classes: readonly Label[] } {
  if (y === undefined || y === null)
    raise(ArgumentError, selectionErrors, 'split.noLabels', { who });
  checkLength(who, 'y', n, y);
  return classTargets(y as Targets, n, who);
}

/** Group numbers of the samples. @throws when groups are missing or of another length */
export function groupsOf(
  who: string,
  n: number,
  groups: Targets | undefined,
): { readonly codes: Int32Array; readonly count: number } {
  if (groups === undefined) raise(ArgumentError, selectionErrors, 'split.noGroups', { who });
  checkLength(who, 'groups', n, groups);
  const { codes, classes } = classTargets(groups, n, who);
  return { codes, count: classes.length };
}

function checkLength(who: string, name: string, expected: number, values: Outputs): void {
  const got =
    values instanceof Tensor ? (values.shape[0] ?? 0) : plain(values as Targets, who).length;
  if (got !== expected)
    raise(DataError, selectionErrors, 'split.lengths', { who, name, got, expected });
}

/** Sizes of both parts of n samples, from fractions or counts. The test part is rounded up. */
export function partSizes(
  who: string,
  n: number,
  testSize: number | undefined,
  trainSize: number | undefined,
  usual: number,
): { readonly test: number; readonly train: number } {
  const given = (name: string, size: number): void => {
    const fits = size > 0 && (size < 1 || (Number.isInteger(size) && size < n));
    if (fits || (size === 1 && n > 1)) return;
    raise(ArgumentError, selectionErrors, 'split.count', {
      who,
      name,
      expected: `0 … 1 | 1 … ${n - 1}`,
      got: size,
    });
  };
  if (testSize !== undefined) given('testSize', testSize);
  if (trainSize !== undefined) given('trainSize', trainSize);
  const share = testSize ?? (trainSize === undefined ? usual : undefined);
  let test = share === undefined ? -1 : share < 1 ? Math.ceil(n * share - 1e-9) : share;
  let train =
    trainSize === undefined
      ? n - test
      : trainSize < 1
        ? Math.floor(n * trainSize + 1e-9)
        : trainSize;
  if (test < 0) test = n - train;
  if (test + train > n && testSize === undefined) test = n - train;
  train = Math.max(train, 0);
  if (test < 1 || train < 1 || test + train > n)
    raise(ArgumentError, selectionErrors, 'split.empty', { who, got: n, test, train });
  return { test, train };
}
