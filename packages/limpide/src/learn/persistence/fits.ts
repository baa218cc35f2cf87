/**
 * Fits of cross-validation and searches on several threads: estimator and data travel as plain data, and each
 * thread makes them again. What cannot travel (a scorer that is a function, a class of one's own that is not
 * registered) stays on the caller's thread.
 */
import { LimpideError } from '../../errors/index.ts';
import type { HostArray } from '../../files/index.ts';
import type { Estimator, Outputs, Samples, Weights } from '../base/index.ts';
import {
  type Fit,
  type FoldResult,
  fitAndScore,
  type Job,
  provideThreads,
  type Scoring,
  scorersOf,
  type ThreadedFits,
} from '../model-selection/validation.ts';
import { runTasks } from '../threads/run.ts';
import { shareArray } from '../threads/share.ts';
import { defineTask } from '../threads/tasks.ts';
import {
  decodeEstimator,
  decodeValue,
  type Encoded,
  encodeEstimator,
  encodeValue,
} from './encode.ts';

interface SharedFits {
  readonly estimator: Encoded;
  /** X, y and the weights. */
  readonly data: Encoded;
  readonly scoring: Scoring | undefined;
  readonly returnTrainScore: boolean;
  readonly errorScore: 'raise' | number;
  readonly keep: boolean;
}
interface FitInput {
  readonly params: Encoded;
  readonly fold: Fit['fold'];
}
type FitOutput = Omit<FoldResult, 'estimator'> & { readonly estimator: Encoded | undefined };

interface Opened {
  readonly estimator: Estimator;
  readonly job: Job;
}
/** What a thread has made of the data of a job; made once for all its fits. */
const opened = new WeakMap<SharedFits, Opened>();

function open(shared: SharedFits): Opened {
  const known = opened.get(shared);
  if (known) return known;
  const estimator = decodeEstimator(shared.estimator.tree, shared.estimator.arrays);
  const [X, y, weights] = decodeValue(shared.data) as [
    Samples,
    Outputs | undefined,
    Weights | undefined,
  ];
  const { scoring, returnTrainScore, errorScore } = shared;
  const scorers = scorersOf(estimator, scoring);
  const job: Job = { X, y, weights, scorers, returnTrainScore, errorScore, signal: undefined };
  const made = { estimator, job };
  opened.set(shared, made);
  return made;
}

const fitFold = defineTask(
  'fitFold',
  import.meta.url,
  ({ params, fold }: FitInput, shared: SharedFits): FitOutput => {
    const { estimator, job } = open(shared);
    const values = decodeValue(params) as Fit['params'];
    const { estimator: fitted, ...scores } = fitAndScore(estimator, values, fold, job);
    return { ...scores, estimator: shared.keep ? encodeEstimator(fitted) : undefined };
  },
);

/** Arrays in memory that all threads see. */
function inSharedMemory({ tree, arrays }: Encoded): Encoded {
  const moved = new Map<string, HostArray>();
  for (const [name, array] of arrays) {
    const { data } = array;
    // 16-bit and smaller arrays are short: they travel as copies
    const large =
      data instanceof Float64Array || data instanceof Float32Array || data instanceof Int32Array;
    moved.set(name, large ? ({ ...array, data: shareArray(data) } as HostArray) : array);
  }
  return { tree, arrays: moved };
}

const isNamed = (scoring: Scoring | undefined): boolean =>
  scoring === undefined ||
  typeof scoring === 'string' ||
  (typeof scoring === 'object' && Object.values(scoring).every((s) => typeof s === 'string'));

/** Fits on several threads; undefined for what cannot travel. `runJobs` calls it when fits take long. */
export const fitsOnThreads: ThreadedFits = (estimator, fits, job, each, report) => {
  if (!isNamed(job.scoring)) return undefined;
  let shared: SharedFits;
  let inputs: FitInput[];
  try {
    shared = {
      estimator: encodeEstimator(estimator),
      data: inSharedMemory(encodeValue([job.X, job.y, job.weights])),
      scoring: job.scoring,
      returnTrainScore: job.returnTrainScore,
      errorScore: job.errorScore,
      keep: job.keep ?? false,
    };
    inputs = fits.map(({ params, fold }) => ({ params: encodeValue(params), fold }));
  } catch (error) {
    if (error instanceof LimpideError) return undefined;
    throw error;
  }
  const outputs = runTasks(fitFold, inputs, shared, {
    who: estimator.spec.name,
    unit: 'fits',
    cost: each * fits.length,
    signal: job.signal,
    onProgress: ({ done }) => report(done),
  });
  return outputs.map(({ estimator: encoded, ...scores }) => ({
    ...scores,
    estimator: encoded ? decodeEstimator(encoded.tree, encoded.arrays) : estimator,
  }));
};
// loaded with the package, so that cross-validation finds it
provideThreads(fitsOnThreads);
