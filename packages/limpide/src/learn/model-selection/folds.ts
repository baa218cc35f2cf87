/** Splitters in which each sample is tested once: k folds, plain, by class, by group, in time. */
import { selectionErrors } from '../../errors/catalog/learn-selection.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Outputs, RandomStream, seedOf, type Targets } from '../base/index.ts';
import {
  classesOf,
  countOf,
  type Fold,
  foldOf,
  groupsOf,
  type Splittable,
  type Splitter,
  upTo,
  wholeNumber,
} from './splitter.ts';

export interface FoldOptions {
  /** Number of parts, ≥ 2; 5 when left out. */
  readonly nSplits?: number | undefined;
  /** Shuffles before cutting; off when left out. */
  readonly shuffle?: boolean | undefined;
  readonly randomState?: number | undefined;
}

abstract class Folds implements Splitter {
  readonly nSplits: number;
  readonly shuffle: boolean;
  readonly randomState: number | undefined;
  protected readonly who: string;

  constructor(who: string, { nSplits = 5, shuffle = false, randomState }: FoldOptions) {
    this.who = who;
    this.nSplits = wholeNumber(who, 'nSplits', nSplits, 2);
    this.shuffle = shuffle;
    this.randomState = randomState;
  }
  getNSplits(): number {
    return this.nSplits;
  }
  made(): FoldOptions {
    const { nSplits, shuffle, randomState } = this;
    return { nSplits, shuffle, randomState };
  }
  /** The fold of each sample. */
  protected abstract deal(n: number, y?: Outputs, groups?: Targets): Int32Array;

  *split(X: Splittable, y?: Outputs, groups?: Targets): IterableIterator<Fold> {
    const n = countOf(X);
    wholeNumber(this.who, 'nSplits', this.nSplits, 2, n);
    const fold = this.deal(n, y, groups);
    for (let k = 0; k < this.nSplits; k++)
      yield foldOf(
        n,
        upTo(n).filter((i) => fold[i] === k),
      );
  }
  protected stream(): RandomStream {
    return new RandomStream(seedOf(this.randomState));
  }
}

/** Cuts the data into `nSplits` parts, each of which is the test part once. */
export class KFold extends Folds {
  constructor(options: FoldOptions = {}) {
    super('KFold', options);
  }
  protected override deal(n: number): Int32Array {
    const order = this.shuffle ? this.stream().permutation(n) : upTo(n);
    const fold = new Int32Array(n);
    let start = 0;
    for (let k = 0; k < this.nSplits; k++) {
      const size = Math.floor(n / this.nSplits) + (k < n % this.nSplits ? 1 : 0);
      for (let at = start; at < start + size; at++) fold[order[at]!] = k;
      start += size;
    }
    return fold;
  }
}

/** As `KFold`, each part with the classes in the proportions of the whole. */
export class StratifiedKFold extends Folds {
  constructor(options: FoldOptions = {}) {
    super('StratifiedKFold', options);
  }
  protected override deal(n: number, y?: Outputs): Int32Array {
    const { codes, classes } = classesOf(this.who, n, y);
    const k = this.nSplits;
    const sizes = new Int32Array(classes.length);
    for (const code of codes) sizes[code]!++;
    const largest = Math.max(...sizes);
    if (largest < k)
      raise(DataError, selectionErrors, 'split.strata', {
        who: this.who,
        got: largest,
        expected: k,
      });
    // Samples sorted by class and dealt like cards say how many of each class a fold gets: folds stay even
    // in size and in classes. Classes count in the order in which they appear.
    const first = new Int32Array(classes.length).fill(-1);
    const shown: number[] = [];
    for (const code of codes)
      if (first[code]! < 0) {
        first[code] = shown.length;
        shown.push(code);
      }
    const quota = Array.from(classes, () => new Int32Array(k));
    let turn = 0;
    for (const code of shown) for (let i = 0; i < sizes[code]!; i++) quota[code]![turn++ % k]!++;
    const stream = this.shuffle ? this.stream() : undefined;
    const fold = new Int32Array(n);
    for (const code of shown) {
      const cards = Int32Array.from(
        Array.from(quota[code]!).flatMap((count, f) => new Array<number>(count).fill(f)),
      );
      stream?.shuffle(cards);
      let at = 0;
      for (let i = 0; i < n; i++) if (codes[i] === code) fold[i] = cards[at++]!;
    }
    return fold;
  }
}

/** Folds that keep each group together (patients, cities…), as even in size as groups allow. */
export class GroupKFold extends Folds {
  constructor(options: Pick<FoldOptions, 'nSplits'> = {}) {
    super('GroupKFold', options);
  }
  protected override deal(n: number, _y?: Outputs, groups?: Targets): Int32Array {
    const { codes, count } = groupsOf(this.who, n, groups);
    enoughGroups(this.who, count, this.nSplits);
    const sizes = new Int32Array(count);
    for (const code of codes) sizes[code]!++;
    // The largest group first, always to the fold that has the fewest samples.
    const order = upTo(count).sort((a, b) => sizes[b]! - sizes[a]! || b - a);
    const load = new Int32Array(this.nSplits);
    const foldOfGroup = new Int32Array(count);
    for (const group of order) {
      const lightest = load.indexOf(Math.min(...load));
      foldOfGroup[group] = lightest;
      load[lightest]! += sizes[group]!;
    }
    return codes.map((code) => foldOfGroup[code]!);
  }
}

function enoughGroups(who: string, got: number, expected: number): void {
  if (got < expected) raise(DataError, selectionErrors, 'split.fewGroups', { who, got, expected });
}

/** Groups stay together, and classes are spread as evenly as groups allow. */
export class StratifiedGroupKFold extends Folds {
  constructor(options: FoldOptions = {}) {
    super('StratifiedGroupKFold', options);
  }
  protected override deal(n: number, y?: Outputs, groups?: Targets): Int32Array {
    const { codes: classOf, classes } = classesOf(this.who, n, y);
    const { codes: groupOf, count } = groupsOf(this.who, n, groups);
    enoughGroups(this.who, count, this.nSplits);
    const c = classes.length;
    const k = this.nSplits;
    const sizes = new Float64Array(c);
    const table = new Float64Array(count * c);
    for (let i = 0; i < n; i++) {
      table[groupOf[i]! * c + classOf[i]!]!++;
      sizes[classOf[i]!]!++;
    }
    const order = Array.from(upTo(count));
    if (this.shuffle) this.stream().shuffle(order);
    // Groups whose classes are the most uneven are the hardest to place: they go first.
    const spread = (values: Float64Array): number => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      return Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / values.length);
    };
    const uneven = order.map((g) => spread(table.subarray(g * c, (g + 1) * c)));
    const places = order.map((_, i) => i).sort((a, b) => uneven[b]! - uneven[a]! || a - b);
    const load = new Float64Array(k * c);
    const foldOfGroup = new Int32Array(count);
    for (const place of places) {
      const group = order[place]!;
      let best = -1;
      let bestCost = Infinity;
      let bestSize = Infinity;
      for (let f = 0; f < k; f++) {
        const cost = costWith(f, group);
        let size = 0;
        for (let j = 0; j < c; j++) size += load[f * c + j]!;
        const tie = Math.abs(cost - bestCost) <= 1e-8 + 1e-5 * Math.abs(bestCost);
        if (cost < bestCost - 1e-12 && !tie ? true : tie && size < bestSize) {
          best = f;
          bestCost = cost;
          bestSize = size;
        }
      }
      for (let j = 0; j < c; j++) load[best * c + j]! += table[group * c + j]!;
      foldOfGroup[group] = best;
    }
    /** Mean over classes of the deviation, between folds, of the class's share. */
    function costWith(f: number, group: number): number {
      let sum = 0;
      const shares = new Float64Array(k);
      for (let j = 0; j < c; j++) {
        for (let g = 0; g < k; g++)
          shares[g] = (load[g * c + j]! + (g === f ? table[group * c + j]! : 0)) / sizes[j]!;
        sum += spread(shares);
      }
      return sum / c;
    }
    return groupOf.map((group) => foldOfGroup[group]!);
  }
}

export interface RepeatedOptions {
  readonly nSplits?: number | undefined;
  /** How many times, each shuffled anew; 10 when left out. */
  readonly nRepeats?: number | undefined;
  readonly randomState?: number | undefined;
}

abstract class Repeated implements Splitter {
  readonly nSplits: number;
  readonly nRepeats: number;
  readonly randomState: number | undefined;

  constructor(who: string, { nSplits = 5, nRepeats = 10, randomState }: RepeatedOptions) {
    this.nSplits = wholeNumber(who, 'nSplits', nSplits, 2);
    this.nRepeats = wholeNumber(who, 'nRepeats', nRepeats, 1);
    this.randomState = randomState;
  }
  getNSplits(): number {
    return this.nSplits * this.nRepeats;
  }
  made(): RepeatedOptions {
    const { nSplits, nRepeats, randomState } = this;
    return { nSplits, nRepeats, randomState };
  }
  protected abstract once(randomState: number): Splitter;

  *split(X: Splittable, y?: Outputs, groups?: Targets): IterableIterator<Fold> {
    const stream = new RandomStream(seedOf(this.randomState));
    for (let r = 0; r < this.nRepeats; r++) yield* this.once(stream.bits()).split(X, y, groups);
  }
}

/** `KFold` several times, shuffled anew each time. */
export class RepeatedKFold extends Repeated {
  constructor(options: RepeatedOptions = {}) {
    super('RepeatedKFold', options);
  }
  protected override once(randomState: number): Splitter {
    return new KFold({ nSplits: this.nSplits, shuffle: true, randomState });
  }
}

/** `StratifiedKFold` several times, shuffled anew each time. */
export class RepeatedStratifiedKFold extends Repeated {
  constructor(options: RepeatedOptions = {}) {
    super('RepeatedStratifiedKFold', options);
  }
  protected override once(randomState: number): Splitter {
    return new StratifiedKFold({ nSplits: this.nSplits, shuffle: true, randomState });
  }
}

export interface TimeSeriesOptions {
  readonly nSplits?: number | undefined;
  /** At most so many samples to learn from, the latest. */
  readonly maxTrainSize?: number | undefined;
  /** Samples of a test part; n / (nSplits + 1) when left out. */
  readonly testSize?: number | undefined;
  /** Samples left out between both parts. */
  readonly gap?: number | undefined;
}

/** Tests on what comes after what was learned from: for samples in the order of time. */
export class TimeSeriesSplit implements Splitter {
  readonly nSplits: number;
  readonly #options: TimeSeriesOptions;

  constructor(options: TimeSeriesOptions = {}) {
    const who = 'TimeSeriesSplit';
    this.nSplits = wholeNumber(who, 'nSplits', options.nSplits ?? 5, 2);
    wholeNumber(who, 'gap', options.gap ?? 0, 0);
    if (options.testSize !== undefined) wholeNumber(who, 'testSize', options.testSize, 1);
    if (options.maxTrainSize !== undefined)
      wholeNumber(who, 'maxTrainSize', options.maxTrainSize, 1);
    this.#options = options;
  }
  getNSplits(): number {
    return this.nSplits;
  }
  made(): TimeSeriesOptions {
    return { ...this.#options };
  }
  *split(X: Splittable): IterableIterator<Fold> {
    const n = countOf(X);
    const { maxTrainSize = Infinity, gap = 0 } = this.#options;
    wholeNumber('TimeSeriesSplit', 'nSplits', this.nSplits, 2, n - 1);
    const size = this.#options.testSize ?? Math.floor(n / (this.nSplits + 1));
    const first = n - size * this.nSplits;
    if (first - gap < 1) {
      raise(ArgumentError, selectionErrors, 'split.empty', {
        who: 'TimeSeriesSplit',
        got: n,
        test: size,
        train: first - gap,
      });
    }
    const all = upTo(n);
    for (let start = first; start < n; start += size) {
      const end = start - gap;
      yield {
        train: all.slice(Math.max(0, end - maxTrainSize), end),
        test: all.slice(start, start + size),
      };
    }
  }
}
