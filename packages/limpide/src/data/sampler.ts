/** In which order samples are taken, and how they are put into batches. */
import { pipelineErrors } from '../errors/catalog/pipeline.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import type { Generator } from '../tensor/index.ts';
import { fastStream, permutation, range } from './permutation.ts';

/** An order of samples for one epoch. */
export interface Sampler {
  readonly length: number;
  /** The samples of the next epoch; all randomness comes from `generator`. */
  indices(generator: Generator): Int32Array;
}

/** 0, 1, 2, … */
export class SequentialSampler implements Sampler {
  readonly length: number;
  constructor(length: number) {
    this.length = length;
  }
  indices(): Int32Array {
    return range(this.length);
  }
}

/** Each sample once, in a new order at each epoch. */
export class RandomSampler implements Sampler {
  readonly length: number;
  constructor(length: number) {
    this.length = length;
  }
  indices(generator: Generator): Int32Array {
    return permutation(this.length, generator);
  }
}

/** `count` draws with replacement, sample `i` with a probability in proportion to `weights[i]`. */
export class WeightedRandomSampler implements Sampler {
  readonly length: number;
  readonly #cumulated: Float64Array;

  constructor(weights: ArrayLike<number>, count: number = weights.length) {
    this.length = count;
    let total = 0;
    this.#cumulated = Float64Array.from(weights, (w) => {
      if (!(w >= 0 && w < Number.POSITIVE_INFINITY)) {
        raise(ArgumentError, pipelineErrors, 'pipeline.count', {
          what: 'WeightedRandomSampler',
          name: 'weights',
          expected: '≥ 0',
          got: w,
        });
      }
      total += w;
      return total;
    });
    if (!(total > 0)) {
      raise(ArgumentError, pipelineErrors, 'pipeline.count', {
        what: 'WeightedRandomSampler',
        name: 'Σ weights',
        expected: '> 0',
        got: total,
      });
    }
  }
  indices(generator: Generator): Int32Array {
    const next = fastStream(generator);
    const sums = this.#cumulated;
    const total = sums[sums.length - 1]!;
    return Int32Array.from({ length: this.length }, () => {
      const u = next() * total;
      let low = 0;
      let high = sums.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (sums[middle]! > u) high = middle;
        else low = middle + 1;
      }
      return low;
    });
  }
}

/** Batches of `batchSize` samples in the order of a sampler; the last one is shorter, or dropped. */
export class BatchSampler {
  readonly sampler: Sampler;
  readonly batchSize: number;
  readonly dropLast: boolean;

  constructor(sampler: Sampler, batchSize: number, dropLast = false) {
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      raise(ArgumentError, pipelineErrors, 'pipeline.count', {
        what: 'BatchSampler',
        name: 'batchSize',
        expected: '≥ 1',
        got: batchSize,
      });
    }
    this.sampler = sampler;
    this.batchSize = batchSize;
    this.dropLast = dropLast;
  }
  /** Batches in an epoch. */
  get length(): number {
    const exact = this.sampler.length / this.batchSize;
    return this.dropLast ? Math.floor(exact) : Math.ceil(exact);
  }
  /** The batches of the next epoch, by position. */
  batches(generator: Generator): (position: number) => Int32Array {
    const order = this.sampler.indices(generator);
    // a copy: a tensor keeps the array that it is given
    return (at) => order.slice(at * this.batchSize, (at + 1) * this.batchSize);
  }
}
