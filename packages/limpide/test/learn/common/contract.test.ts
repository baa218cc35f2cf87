/** Every estimator keeps the contract: the common checks, on all of them. */
import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../../src/errors/index.ts';
import {
  checkEstimator,
  checksOf,
  clone,
  Estimator,
  estimatorChecks,
  estimatorNames,
  type Features,
  modelToBytes,
  type Outputs,
  onWarning,
  Regressor,
  real,
  registerEstimator,
  type Spec,
  trialFor,
} from '../../../src/learn/index.ts';
import { type Tensor, tensor } from '../../../src/tensor/index.ts';
import { dataFor, exampleOf } from './examples.ts';

onWarning(() => undefined); // small data do not let everything converge

const names = estimatorNames();

test('there are at least 40 checks, and over a hundred estimators', () => {
  expect(estimatorChecks.length).toBeGreaterThanOrEqual(40);
  expect(names.length).toBeGreaterThan(100);
});

describe.each(names)('%s', (name) => {
  const estimator = exampleOf(name);
  const trial = dataFor(estimator) ?? trialFor(estimator);
  test.each(checksOf(estimator).map((check) => [check.name, check] as const))('%s', (_, check) => {
    check.run({ make: () => clone(estimator), trial });
  });
});

describe('the checks find what is wrong', () => {
  interface Options {
    readonly shift: number;
  }
  const spec: Spec<Options> = {
    name: 'Careless',
    kind: 'regressor',
    params: { shift: real(0) },
    learned: ['mean_'],
  };
  /** Breaks the contract in several ways. */
  class Careless extends Regressor<Options> {
    declare mean_: number;
    constructor(options: Partial<Options> = {}) {
      super(spec, options);
    }
    fit(X: Features, y: Outputs): this {
      const rows = X as number[][];
      rows[0]![0]! += 1; // changes the user's data
      this.mean_ = Number((y as number[])[0]) + Math.random();
      return this;
    }
    predict(X: Features): Tensor {
      return tensor(new Float64Array((X as number[][]).length).fill(this.mean_));
    }
  }
  test('of a class of one’s own', () => {
    const outcome = checkEstimator(new Careless(), trialFor(new Careless(), 12));
    const problems = outcome.filter(({ problem }) => problem !== '').map(({ check }) => check);
    expect(problems).toContain('twice the same, twice the same result');
    expect(problems).toContain('remembers how many columns there were');
    expect(problems).toContain('NaN is refused, with its column, or taken as missing');
    expect(problems).toContain('a file gives back the same model');
  });
  test('files know a class of one’s own once it is registered', () => {
    const fitted = new Careless().fit([[1]], [1]);
    expect(() => modelToBytes(fitted)).toThrow(/registerEstimator/);
    registerEstimator(Careless);
    expect(modelToBytes(fitted).length).toBeGreaterThan(100);
    class Other extends Careless {}
    expect(() => registerEstimator(Other)).toThrow(ArgumentError);
    expect(new Careless()).toBeInstanceOf(Estimator);
  });
});
