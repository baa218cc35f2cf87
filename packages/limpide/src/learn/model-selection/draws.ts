/** Splitters that draw or name their test parts: leave some out, shuffle and cut, folds given in advance. */

import { apportion } from '../../data/split.ts';
import { selectionErrors } from '../../errors/catalog/learn-selection.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Outputs, plain, RandomStream, seedOf, type Targets } from '../base/index.ts';
import {
  classesOf,
  countOf,
  type Fold,
  foldOf,
  groupsOf,
  partSizes,
  type Splittable,
  type Splitter,
  upTo,
  wholeNumber,
} from './splitter.ts';

/** Each sample is the test part once: n folds. */
export class LeaveOneOut implements Splitter {
  getNSplits(X?: Splittable): number {
    if (X === undefined)
      raise(ArgumentError, selectionErrors, 'split.count', {
        who: 'LeaveOneOut.getNSplits',
        name: 'X',
        expected: 'the samples',
        got: 'undefined',
      });
    return countOf(X);
  }
  *split(X: Splittable): IterableIterator<Fold> {
    const n = countOf(X);
    wholeNumber('LeaveOneOut', 'n', n, 2);
    for (let i = 0; i < n; i++) yield foldOf(n, [i]);
  }
  made(): undefined {
    return undefined;
  }
}

/** Every set of p samples is the test part once: C(n, p) folds, soon too many. */
export class LeavePOut implements Splitter {
  readonly p: number;
  constructor({ p }: { readonly p: number }) {
    this.p = wholeNumber('LeavePOut', 'p', p, 1);
  }
  getNSplits(X: Splittable = 0): number {
    const n = countOf(X);
    let ways = 1;
    for (let i = 0; i < this.p; i++) ways = (ways * (n - i)) / (i + 1);
    return Math.round(ways);
  }
  made(): { readonly p: number } {
    return { p: this.p };
  }
  *split(X: Splittable): IterableIterator<Fold> {
    const n = countOf(X);
    wholeNumber('LeavePOut', 'p', this.p, 1, n - 1);
    const chosen = Array.from(upTo(this.p));
    for (;;) {
      yield foldOf(n, chosen);
      let at = this.p - 1;
      while (at >= 0 && chosen[at] === n - this.p + at) at--;
      if (at < 0) return;
      chosen[at]!++;
      for (let next = at + 1; next < this.p; next++) chosen[next] = chosen[next - 1]! + 1;
    }
  }
}

/** Each group is the test part once. */
export class LeaveOneGroupOut implements Splitter {
  getNSplits(X: Splittable = 0, _y?: Outputs, groups?: Targets): number {
    const who = 'LeaveOneGroupOut';
    const n = groups === undefined ? countOf(X) : plain(groups, who).length;
    return groupsOf(who, n, groups).count;
  }
  made(): undefined {
    return undefined;
  }
  *split(X: Splittable, _y?: Outputs, groups?: Targets): IterableIterator<Fold> {
    const who = 'LeaveOneGroupOut';
    const n = countOf(X);
    const { codes, count } = groupsOf(who, n, groups);
    if (count < 2)
      raise(DataError, selectionErrors, 'split.fewGroups', { who, got: count, expected: 2 });
    for (let g = 0; g < count; g++)
      yield foldOf(
        n,
        upTo(n).filter((i) => codes[i] === g),
      );
  }
}

export interface ShuffleOptions {
  /** How many draws; 10 when left out. */
  readonly nSplits?: number | undefined;
  /** Fraction (below 1) or number of samples; 0.1 when both sizes are left out. */
  readonly testSize?: number | undefined;
  /** Fraction or number; the rest when left out. */
  readonly trainSize?: number | undefined;
  readonly randomState?: number | undefined;
}

abstract class Draws implements Splitter {
  readonly nSplits: number;
  protected readonly who: string;
  protected readonly options: ShuffleOptions;

  constructor(who: string, options: ShuffleOptions) {
    this.who = who;
    this.nSplits = wholeNumber(who, 'nSplits', options.nSplits ?? 10, 1);
    this.options = options;
  }
  getNSplits(): number {
    return this.nSplits;
  }
  made(): ShuffleOptions {
    return { ...this.options };
  }
  protected sizes(n: number, usual: number): { readonly test: number; readonly train: number } {
    return partSizes(this.who, n, this.options.testSize, this.options.trainSize, usual);
  }
  abstract split(X: Splittable, y?: Outputs, groups?: Targets): IterableIterator<Fold>;
}

/** Random parts, drawn anew each time. */
export class ShuffleSplit extends Draws {
  constructor(options: ShuffleOptions = {}) {
    super('ShuffleSplit', options);
  }
  override *split(X: Splittable): IterableIterator<Fold> {
    const n = countOf(X);
    const { test, train } = this.sizes(n, 0.1);
    const stream = new RandomStream(seedOf(this.options.randomState));
    for (let k = 0; k < this.nSplits; k++) {
      const order = stream.permutation(n);
      yield { test: order.slice(0, test), train: order.slice(test, test + train) };
    }
  }
}

/** Random parts made of whole groups. Sizes count groups. */
export class GroupShuffleSplit extends Draws {
  constructor(options: ShuffleOptions = {}) {
    super('GroupShuffleSplit', { nSplits: 5, ...options });
  }
  override *split(X: Splittable, _y?: Outputs, groups?: Targets): IterableIterator<Fold> {
    const n = countOf(X);
    const { codes, count } = groupsOf(this.who, n, groups);
    const { test, train } = this.sizes(count, 0.2);
    const stream = new RandomStream(seedOf(this.options.randomState));
    for (let k = 0; k < this.nSplits; k++) {
      const place = new Int32Array(count);
      stream.permutation(count).forEach((group, at) => {
        place[group] = at;
      });
      const inside = (low: number, high: number): Int32Array =>
        upTo(n).filter((i) => place[codes[i]!]! >= low && place[codes[i]!]! < high);
      yield { test: inside(0, test), train: inside(test, test + train) };
    }
  }
}

/** Random parts, each with the classes in the proportions of the whole. */
export class StratifiedShuffleSplit extends Draws {
  constructor(options: ShuffleOptions = {}) {
    super('StratifiedShuffleSplit', options);
  }
  override *split(X: Splittable, y?: Outputs): IterableIterator<Fold> {
    const n = countOf(X);
    const { codes, classes } = classesOf(this.who, n, y);
    const sizes = this.sizes(n, 0.1);
    const stream = new RandomStream(seedOf(this.options.randomState));
    for (let k = 0; k < this.nSplits; k++)
      yield stratified(this.who, codes, classes.map(String), sizes, stream);
  }
}

/**
 * One random split that keeps the proportions of classes.
 *
 * @throws DataError when a class has a single sample, ArgumentError when a part has less than one per class
 */
export function stratified(
  who: string,
  codes: Int32Array,
  names: readonly string[],
  sizes: { readonly test: number; readonly train: number },
  stream: RandomStream,
): Fold {
  const k = names.length;
  const members = Array.from({ length: k }, (): number[] => []);
  codes.forEach((code, i) => {
    members[code]!.push(i);
  });
  members.forEach(({ length }, c) => {
    if (length < 2)
      raise(DataError, selectionErrors, 'split.fewOfClass', {
        who,
        name: names[c]!,
        got: length,
        expected: 2,
      });
  });
  for (const [name, size] of Object.entries(sizes))
    if (size < k)
      raise(ArgumentError, selectionErrors, 'split.count', {
        who,
        name: `${name}Size`,
        expected: `≥ ${k} (one per class)`,
        got: size,
      });
  const trainShares = apportion(
    members.map(({ length }) => length),
    sizes.train,
  );
  const testShares = apportion(
    members.map(({ length }, c) => length - trainShares[c]!),
    sizes.test,
  );
  const train: number[] = [];
  const test: number[] = [];
  members.forEach((of, c) => {
    const order = stream.shuffle(Int32Array.from(of));
    train.push(...order.subarray(0, trainShares[c]));
    test.push(...order.subarray(trainShares[c], trainShares[c]! + testShares[c]!));
  });
  return {
    train: stream.shuffle(Int32Array.from(train)),
    test: stream.shuffle(Int32Array.from(test)),
  };
}

/** Folds said in advance: `testFold[i]` is the fold that tests sample i, −1: always learned from. */
export class PredefinedSplit implements Splitter {
  readonly #fold: Int32Array;
  readonly #names: readonly number[];

  constructor(testFold: ArrayLike<number>) {
    this.#fold = Int32Array.from(testFold);
    this.#names = [...new Set(this.#fold)].filter((f) => f >= 0).sort((a, b) => a - b);
    wholeNumber('PredefinedSplit', 'number of folds', this.#names.length, 1);
  }
  getNSplits(): number {
    return this.#names.length;
  }
  made(): Int32Array {
    return this.#fold;
  }
  *split(X: Splittable = this.#fold.length): IterableIterator<Fold> {
    const n = this.#fold.length;
    if (countOf(X) !== n)
      raise(DataError, selectionErrors, 'split.lengths', {
        who: 'PredefinedSplit',
        name: 'testFold',
        got: n,
        expected: countOf(X),
      });
    for (const name of this.#names)
      yield foldOf(
        n,
        upTo(n).filter((i) => this.#fold[i] === name),
      );
  }
}
