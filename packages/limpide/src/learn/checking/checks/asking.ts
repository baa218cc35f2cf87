/** The forms that input takes, and what answers are. */
import { DataError } from '../../../errors/index.ts';
import { CSRMatrix } from '../../../linalg/index.ts';
import { tensor } from '../../../tensor/index.ts';
import { Frame } from '../../base/index.ts';
import { asMatrix, pick } from '../data.ts';
import { ask, distance } from '../outputs.ts';
import {
  alike,
  answering,
  answers,
  demand,
  type EstimatorCheck,
  fitted,
  refuses,
  tagsOf,
  takesNumbers,
} from '../subject.ts';

export const askingChecks: readonly EstimatorCheck[] = [
  // ---- forms of input
  {
    name: 'arrays, matrices and tensors are the same to it',
    about: takesNumbers,
    run: ({ make, trial }) => {
      const base = make().fit(trial.X, trial.y);
      const matrix = asMatrix(trial.X);
      alike(base, make().fit(matrix, trial.y), trial.X, 'a matrix', matrix);
      const floats = tensor(trial.X, { dtype: 'float64' });
      alike(base, make().fit(floats, trial.y), trial.X, 'a tensor', floats);
    },
  },
  {
    name: 'tables are the same to it, and their columns are remembered',
    about: takesNumbers,
    run: ({ make, trial }) => {
      const names = trial.X[0]!.map((_, j) => `col${j}`);
      const frame = (X: readonly (readonly number[])[]): Frame =>
        new Frame(names.map((name, j) => [name, X.map((row) => row[j]!)]));
      const estimator = make().fit(frame(trial.X), trial.y);
      demand(estimator.featureNamesIn_?.join() === names.join(), 'featureNamesIn_');
      alike(make().fit(trial.X, trial.y), estimator, trial.X, 'a table', frame(trial.X));
    },
  },
  {
    name: 'other columns than those of fit are named',
    about: (estimator) => takesNumbers(estimator) && answers(estimator),
    run: ({ make, trial }) => {
      const names = trial.X[0]!.map((_, j) => `col${j}`);
      const table = (columns: readonly string[]): Frame =>
        new Frame(columns.map((name, j) => [name, trial.X.map((row) => row[j]!)]));
      const estimator = make().fit(table(names), trial.y);
      const last = Math.min(1, names.length - 1);
      const renamed = names.map((name, j) => (j === last ? 'stranger' : name));
      for (const method of answering(estimator)) {
        const error = refuses(
          `${method} with another column`,
          () => ask(estimator, method, table(renamed)),
          [DataError],
        );
        demand(
          error.message.includes('stranger') && error.message.includes(`col${last}`),
          `not named: ${error.message}`,
        );
        if (names.length > 1)
          refuses(
            `${method} with columns in another order`,
            () => ask(estimator, method, table([...names].reverse())),
            [DataError],
          );
      }
    },
  },
  {
    name: 'sparse input is the same to it where it takes it',
    about: (estimator) => tagsOf(estimator).sparse === true && takesNumbers(estimator),
    run: ({ make, trial }) => {
      const X = trial.X.map((row) => row.map((v) => (Math.abs(v) < 1 ? 0 : v)));
      const sparse = CSRMatrix.fromDense(asMatrix(X));
      alike(make().fit(X, trial.y), make().fit(sparse, trial.y), X, 'sparse', sparse, 1e-3);
    },
  },
  {
    name: 'sparse input is refused where it does not take it',
    about: (estimator) => tagsOf(estimator).sparse !== true && takesNumbers(estimator),
    run: ({ make, trial }) => {
      refuses('fit with a sparse matrix', () =>
        make().fit(CSRMatrix.fromDense(asMatrix(trial.X)), trial.y),
      );
    },
  },
  // ---- answers
  {
    name: 'one answer per sample',
    about: answers,
    run: (subject) => {
      const estimator = fitted(subject);
      for (const method of answering(estimator)) {
        for (const rows of [subject.trial.X, subject.trial.X.slice(0, 5)])
          demand(ask(estimator, method, rows).length === rows.length, method);
      }
    },
  },
  {
    name: 'a single sample is enough to ask',
    about: answers,
    run: (subject) => {
      const estimator = fitted(subject);
      const all = Object.fromEntries(
        answering(estimator).map((m) => [m, ask(estimator, m, subject.trial.X)]),
      );
      for (const method of answering(estimator)) {
        const alone = ask(estimator, method, subject.trial.X.slice(3, 4));
        const gap = distance(alone, all[method]!.slice(3, 4));
        demand(gap <= 1e-5, `${method} of one sample differs by ${gap}`);
      }
    },
  },
  {
    name: 'samples in another order, answers in that order',
    about: answers,
    run: (subject) => {
      const estimator = fitted(subject);
      const { X } = subject.trial;
      const order = X.map((_, i) => (i * 5 + 3) % X.length);
      for (const method of answering(estimator)) {
        const gap = distance(
          ask(estimator, method, pick(X, order)),
          pick(ask(estimator, method, X), order),
        );
        demand(gap <= 1e-5, `${method} differs by ${gap}`);
      }
    },
  },
  {
    name: 'answers are numbers, never NaN',
    about: answers,
    run: (subject) => {
      const estimator = fitted(subject);
      for (const method of answering(estimator))
        for (const row of ask(estimator, method, subject.trial.X))
          for (const value of row)
            demand(
              typeof value !== 'number' || Number.isFinite(value) || method === 'decisionFunction',
              `${method}: ${String(value)}`,
            );
    },
  },
  {
    name: 'asking twice gives the same',
    about: answers,
    run: (subject) => {
      const estimator = fitted(subject);
      alike(estimator, estimator, subject.trial.X, 'asked again', subject.trial.X, 0);
    },
  },
  {
    name: 'another number of columns is refused',
    about: (estimator) => takesNumbers(estimator) && answers(estimator),
    run: (subject) => {
      const estimator = fitted(subject);
      const narrow = subject.trial.X.map((row) => row.slice(1));
      for (const method of answering(estimator))
        refuses(`${method} with a column less`, () => ask(estimator, method, narrow), [DataError]);
    },
  },
];
