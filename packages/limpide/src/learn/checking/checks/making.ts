/** Making an estimator, and fitting it. */
import { ArgumentError, NotFittedError } from '../../../errors/index.ts';
import { clone, type Estimator, type Param } from '../../base/index.ts';
import { asMatrix, pick } from '../data.ts';
import { ask, distance, rowsOf } from '../outputs.ts';
import {
  alike,
  answering,
  answers,
  demand,
  type EstimatorCheck,
  fitted,
  refuses,
  refusesMissing,
  takesNumbers,
  withValue,
} from '../subject.ts';

export const makingChecks: readonly EstimatorCheck[] = [
  // ---- made
  {
    name: 'is made without parameters, and stores what it is given',
    run: ({ make }) => {
      const estimator = make();
      const Make = estimator.constructor as new (params?: object) => Estimator;
      new Make();
      const again = new Make(estimator.params);
      for (const [name, value] of Object.entries(estimator.params))
        demand(
          Object.is(again.params[name as never], value),
          `parameter ${name} was changed by the constructor`,
        );
    },
  },
  {
    name: 'its defaults are what its own table accepts',
    run: ({ make }) => {
      const table = make().spec.params as Readonly<Record<string, Param<unknown>>>;
      for (const [name, param] of Object.entries(table))
        demand(param.default === undefined || param.accepts(param.default), `default of ${name}`);
    },
  },
  {
    name: 'an unknown parameter is refused by name',
    run: ({ make }) => {
      const Make = make().constructor as new (params?: object) => Estimator;
      refuses('constructor', () => new Make({ noSuchParameter: 1 }), [ArgumentError]);
      refuses('setParams', () => make().setParams({ noSuchParameter: 1 }), [ArgumentError]);
    },
  },
  {
    name: 'getParams and setParams go round',
    run: ({ make }) => {
      const estimator = make();
      const params = estimator.getParams({ deep: false });
      demand(estimator.setParams(params) === estimator, 'setParams does not return the estimator');
      for (const [name, value] of Object.entries(estimator.getParams({ deep: false })))
        demand(Object.is(value, params[name]), `${name} changed`);
    },
  },
  {
    name: 'a clone has the same parameters and nothing learned',
    run: (subject) => {
      const copy = clone(fitted(subject));
      const stateless = copy.spec.learned.length === 0;
      demand(stateless || !copy.isFitted, 'the clone is fitted');
      demand(
        Object.keys(copy.params).join() === Object.keys(subject.make().params).join(),
        'other parameters',
      );
    },
  },
  {
    name: 'what is learned ends in an underscore',
    run: ({ make }) => {
      for (const name of make().spec.learned) demand(name.endsWith('_'), name);
    },
  },
  {
    name: 'has a kind, a name, and says itself',
    run: ({ make }) => {
      const estimator = make();
      demand(
        estimator.spec.name === estimator.constructor.name ||
          estimator.constructor.name.startsWith('_'),
        'name',
      );
      demand(String(estimator).startsWith(estimator.spec.name), 'toString');
    },
  },
  {
    name: 'a wrong value is stored by the constructor and refused by fit',
    run: ({ make, trial }) => {
      const table = make().spec.params as Readonly<
        Record<string, { accepts(v: unknown): boolean; expected: string }>
      >;
      const wrong = Object.keys(table).find(
        (name) => !table[name]!.accepts(Number.NaN) && !table[name]!.accepts({}),
      );
      if (wrong === undefined) return;
      const estimator = make().setParams({ [wrong]: Number.NaN });
      const error = refuses(`fit with ${wrong} = NaN`, () => estimator.fit(trial.X, trial.y), [
        ArgumentError,
      ]);
      demand(
        error.message.includes(wrong),
        `the sentence does not name ${wrong}: ${error.message}`,
      );
    },
  },
  // ---- not fitted
  {
    name: 'asks for fit before anything else',
    about: (estimator) => estimator.spec.learned.length > 0 && answers(estimator),
    run: ({ make, trial }) => {
      const estimator = make();
      for (const method of answering(estimator))
        refuses(`${method} before fit`, () => ask(estimator, method, trial.X), [NotFittedError]);
    },
  },
  {
    name: 'learned attributes are an error before fit',
    about: (estimator) => estimator.spec.learned.length > 0,
    run: ({ make }) => {
      const estimator = make();
      demand(!estimator.isFitted, 'isFitted before fit');
      for (const name of estimator.learnedNames)
        refuses(`${name} before fit`, () => Reflect.get(estimator, name), [NotFittedError]);
    },
  },
  // ---- fit
  {
    name: 'fit returns the estimator',
    run: ({ make, trial }) => {
      const estimator = make();
      demand(estimator.fit(trial.X, trial.y) === estimator, 'another value');
      demand(estimator.isFitted, 'not fitted after fit');
    },
  },
  {
    name: 'fit changes no parameter',
    run: ({ make, trial }) => {
      const estimator = make();
      const before = { ...estimator.params };
      estimator.fit(trial.X, trial.y);
      for (const [name, value] of Object.entries(before))
        demand(Object.is(estimator.params[name as never], value), name);
    },
  },
  {
    name: 'fit and its answers leave the data alone',
    about: takesNumbers,
    run: ({ make, trial }) => {
      const matrix = asMatrix(trial.X);
      const copy = matrix.clone();
      const y = [...trial.y];
      const estimator = make().fit(matrix, y);
      for (const method of answering(estimator)) ask(estimator, method, matrix);
      demand(
        matrix.data.every((value, i) => value === copy.data[i]),
        'X changed',
      );
      demand(
        y.every((value, i) => value === trial.y[i]),
        'y changed',
      );
    },
  },
  {
    name: 'remembers how many columns there were',
    about: takesNumbers,
    run: (subject) =>
      demand(fitted(subject).nFeaturesIn_ === subject.trial.X[0]!.length, 'nFeaturesIn_'),
  },
  {
    name: 'sets what it says it learns',
    about: (estimator) => estimator.spec.learned.length > 0,
    run: (subject) => {
      const estimator = fitted(subject);
      demand(
        estimator.spec.learned.some((name) => estimator.hasLearned(name)),
        'nothing was learned',
      );
    },
  },
  {
    name: 'a second fit forgets the first',
    run: ({ make, trial }) => {
      const order = trial.X.map((_, i) => trial.X.length - 1 - i).slice(3);
      const other = { X: pick(trial.X, order), y: pick<(typeof trial.y)[number]>(trial.y, order) };
      const once = make().fit(trial.X, trial.y);
      const twice = make().fit(other.X, other.y).fit(trial.X, trial.y);
      alike(once, twice, trial.X, 'after a second fit');
    },
  },
  {
    name: 'twice the same, twice the same result',
    run: (subject) => {
      const [a, b] = [fitted(subject), fitted(subject)];
      alike(a, b, subject.trial.X, 'the same fit again', subject.trial.X, 0);
      if (a.spec.kind === 'clusterer') {
        const labels = (estimator: Estimator) => rowsOf(estimator.getLearned()['labels_']);
        demand(distance(labels(a), labels(b)) === 0, 'labels_ differ');
      }
    },
  },
  {
    name: 'a fit that fails leaves what was learned',
    about: (estimator) => refusesMissing(estimator) && answers(estimator),
    run: (subject) => {
      const { X, y } = subject.trial;
      const estimator = fitted(subject);
      refuses('fit with NaN', () => estimator.fit(withValue(X, Number.NaN), y));
      alike(estimator, fitted(subject), X, 'after a failed fit');
    },
  },
];
