/** What must be refused, and how: input and targets that cannot be learned from. */
import { DataError } from '../../../errors/index.ts';
import { tensor } from '../../../tensor/index.ts';
import { Frame } from '../../base/index.ts';
import { ask, has } from '../outputs.ts';
import {
  answering,
  answers,
  demand,
  type EstimatorCheck,
  fitted,
  refuses,
  refusesMissing,
  resultOrReason,
  supervised,
  tagsOf,
  takesNumbers,
  withValue,
} from '../subject.ts';

export const refusingChecks: readonly EstimatorCheck[] = [
  // ---- bad input
  {
    name: 'NaN is refused, with its column, or taken as missing',
    about: refusesMissing,
    run: ({ make, trial }) => {
      const error = refuses(
        'fit with NaN',
        () => make().fit(withValue(trial.X, Number.NaN), trial.y),
        [DataError],
      );
      demand(
        error.message.includes('2') && error.message.includes(trial.X[0]!.length > 1 ? '1' : '0'),
        `neither column nor row: ${error.message}`,
      );
    },
  },
  {
    name: 'missing values that it takes do no harm',
    about: (estimator) => takesNumbers(estimator) && tagsOf(estimator).missing === true,
    run: ({ make, trial }) => {
      const X = withValue(trial.X, Number.NaN);
      const estimator = make().fit(X, trial.y);
      for (const method of answering(estimator)) ask(estimator, method, X);
    },
  },
  {
    name: 'infinities are refused',
    about: takesNumbers,
    run: ({ make, trial }) => {
      for (const value of [Infinity, -Infinity])
        refuses(`fit with ${value}`, () => make().fit(withValue(trial.X, value), trial.y), [
          DataError,
        ]);
    },
  },
  {
    name: 'NaN and infinities are refused after fit, too',
    about: (estimator) => refusesMissing(estimator) && answers(estimator),
    run: (subject) => {
      const estimator = fitted(subject);
      for (const method of answering(estimator)) {
        refuses(
          `${method} with NaN`,
          () => ask(estimator, method, withValue(subject.trial.X, Number.NaN)),
          [DataError],
        );
        refuses(
          `${method} with ∞`,
          () => ask(estimator, method, withValue(subject.trial.X, Infinity)),
          [DataError],
        );
      }
    },
  },
  {
    name: 'no sample at all is refused',
    // hashing of texts learns nothing from them
    about: (estimator) => takesNumbers(estimator) || estimator.spec.learned.length > 0,
    run: ({ make }) => {
      refuses('fit with no sample', () => make().fit([], []));
    },
  },
  {
    name: 'no feature at all is refused',
    about: takesNumbers,
    run: ({ make, trial }) => {
      refuses('fit with no feature', () =>
        make().fit(
          trial.X.map(() => []),
          trial.y,
        ),
      );
    },
  },
  {
    name: 'one dimension is refused, with the way out',
    about: takesNumbers,
    run: ({ make, trial }) => {
      const flat = tensor(
        trial.X.map((row) => row[0]!),
        { dtype: 'float64' },
      );
      const error = refuses('fit with one dimension', () => make().fit(flat, trial.y));
      demand(error.message.includes('reshape'), `no remedy: ${error.message}`);
    },
  },
  {
    name: 'texts where numbers belong are refused by column',
    about: takesNumbers,
    run: ({ make, trial }) => {
      const frame = new Frame({
        age: trial.X.map((row) => row[0]!),
        town: trial.X.map((_, i) => (i % 2 ? 'Lyon' : 'Lille')),
      });
      const error = refuses('fit with texts', () => make().fit(frame, trial.y));
      demand(error.message.includes('town'), `the column is not named: ${error.message}`);
    },
  },
  {
    name: 'one sample: a result or a reason',
    about: takesNumbers,
    run: ({ make, trial }) =>
      resultOrReason('one sample', make, trial.X.slice(0, 1), trial.y.slice(0, 1)),
  },
  {
    name: 'constant columns: a result or a reason',
    about: takesNumbers,
    run: ({ make, trial }) =>
      resultOrReason(
        'constant column',
        make,
        trial.X.map((row) => row.map((v, j) => (j === 1 ? 2 : v))),
        trial.y,
      ),
  },
  {
    name: 'all samples alike: a result or a reason',
    about: takesNumbers,
    run: ({ make, trial }) =>
      resultOrReason(
        'equal samples',
        make,
        trial.X.map(() => trial.X[0]!),
        trial.y,
      ),
  },
  // ---- targets
  {
    name: 'a missing target is refused',
    about: supervised,
    run: ({ make, trial }) => {
      refuses('fit without y', () => make().fit(trial.X));
    },
  },
  {
    name: 'another number of targets is refused',
    about: supervised,
    run: ({ make, trial }) => {
      refuses('fit with a target less', () => make().fit(trial.X, trial.y.slice(1)), [DataError]);
    },
  },
  {
    name: 'a NaN among the targets is refused',
    about: supervised,
    run: ({ make, trial }) => {
      const y = trial.y.map((value, i) => (i === 4 ? Number.NaN : value));
      refuses('fit with a NaN target', () => make().fit(trial.X, y), [DataError]);
    },
  },
  {
    name: 'classes may be texts, and come back as they were',
    about: (estimator) => estimator.spec.kind === 'classifier',
    run: ({ make, trial }) => {
      const names = ['ours', 'loup', 'renard'];
      const y = trial.y.map((code) => names[Number(code)]!);
      const estimator = make().fit(trial.X, y);
      for (const [label] of ask(estimator, 'predict', trial.X))
        demand(typeof label === 'string' && names.includes(label), `predicted ${String(label)}`);
    },
  },
  {
    name: 'classes are sorted, and the data are mostly learnt',
    about: (estimator) => estimator.spec.kind === 'classifier',
    run: (subject) => {
      const estimator = fitted(subject);
      const classes = estimator.getLearned()['classes_'];
      if (Array.isArray(classes))
        demand(classes.join() === [...classes].sort((a, b) => (a < b ? -1 : 1)).join(), 'order');
      const answer = ask(estimator, 'predict', subject.trial.X);
      const right =
        answer.filter(([label], i) => label === subject.trial.y[i]).length / answer.length;
      const chance = 1 / new Set<unknown>(subject.trial.y).size;
      demand(
        estimator.spec.name.startsWith('Dummy') || right > chance + 0.15,
        `only ${right} of the training data are right`,
      );
    },
  },
  {
    name: 'texts as targets of a regression are refused',
    about: (estimator) => estimator.spec.kind === 'regressor',
    run: ({ make, trial }) => {
      refuses('fit with texts to predict', () =>
        make().fit(
          trial.X,
          trial.y.map(() => 'a'),
        ),
      );
    },
  },
  {
    name: 'probabilities are between 0 and 1 and sum to 1',
    about: (estimator) => has(estimator, 'predictProba'),
    run: (subject) => {
      const estimator = fitted(subject);
      for (const row of ask(estimator, 'predictProba', subject.trial.X)) {
        const values = row.map(Number);
        demand(
          values.every((p) => p >= 0 && p <= 1 + 1e-9),
          `probabilities ${values.join(', ')}`,
        );
        demand(
          Math.abs(values.reduce((a, b) => a + b, 0) - 1) < 1e-6,
          `sum of ${values.join(', ')}`,
        );
      }
    },
  },
  {
    name: 'predictions of a regression follow what was learnt',
    about: (estimator) => estimator.spec.kind === 'regressor',
    run: (subject) => {
      const estimator = fitted(subject);
      const predicted = ask(estimator, 'predict', subject.trial.X).map(([v]) => Number(v));
      demand(predicted.every(Number.isFinite), 'not finite');
    },
  },
];
