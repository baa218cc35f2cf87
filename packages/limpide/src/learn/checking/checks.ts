/**
 * The contract of estimators as checks, each a sentence and a trial: what every estimator of the library passes,
 * and what one of your own should (`checkEstimator`).
 */
import { ArgumentError, DataError, LimpideError, NotFittedError } from '../../errors/index.ts';
import { CSRMatrix } from '../../linalg/index.ts';
import { Tensor, tensor } from '../../tensor/index.ts';
import { clone, type Estimator, type Features, Frame, type Param } from '../base/index.ts';
import { modelFromBytes, modelToBytes } from '../persistence/index.ts';
import { asMatrix, pick, type Trial } from './data.ts';
import { ask, distance, has, methods, rowsOf } from './outputs.ts';

/** What a check works with. */
export interface Subject {
  /** A fresh estimator, not fitted, the same each time. */
  readonly make: () => Estimator;
  readonly trial: Trial;
}

export interface EstimatorCheck {
  readonly name: string;
  /** Whether the check speaks of this estimator; always when left out. */
  readonly about?: (estimator: Estimator) => boolean;
  /** Throws when the estimator does not keep the contract. */
  readonly run: (subject: Subject) => void;
}

class Broken extends Error {}
function demand(truth: boolean, otherwise: string): void {
  if (!truth) throw new Broken(otherwise);
}

const tolerance = 1e-6;
const tagsOf = (estimator: Estimator) => estimator.spec.tags ?? {};
const fitted = ({ make, trial }: Subject): Estimator => make().fit(trial.X, trial.y);
const answering = (estimator: Estimator) => methods.filter((method) => has(estimator, method));

/** What is thrown must be an error of Limpide of one of these classes. */
function refuses(
  what: string,
  work: () => unknown,
  kinds: readonly (typeof LimpideError)[] = [LimpideError],
): LimpideError {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    if (!(error instanceof LimpideError))
      throw new Broken(`${what}: threw ${String(error)} instead of an error that explains`);
    demand(
      kinds.some((kind) => error instanceof kind),
      `${what}: threw ${error.name} (${error.code}) instead of ${kinds.map((k) => k.name).join(' or ')}`,
    );
    for (const language of ['en', 'fr'] as const) {
      const sentence = error.sentence(language);
      demand(
        sentence.length > 20 && !/\{\w+\}/.test(sentence),
        `${what}: no whole sentence (${language}): ${sentence}`,
      );
    }
    return error;
  }
  throw new Broken(`${what}: accepted without a word (${typeof result})`);
}

/** Both estimators answer alike. */
function alike(
  a: Estimator,
  b: Estimator,
  X: Features,
  what: string,
  other: Features = X,
  limit = tolerance,
): void {
  for (const method of answering(a)) {
    const gap = distance(ask(a, method, X), ask(b, method, other));
    demand(gap <= limit, `${what}: ${method} differs by ${gap}`);
  }
}

const supervised = (estimator: Estimator): boolean =>
  ['classifier', 'regressor'].includes(estimator.spec.kind) ||
  tagsOf(estimator).needsTarget === true;
const takesNumbers = (estimator: Estimator): boolean => !tagsOf(estimator).text;
const answers = (estimator: Estimator): boolean => answering(estimator).length > 0;
const refusesMissing = (estimator: Estimator): boolean =>
  takesNumbers(estimator) && !tagsOf(estimator).missing;

/** Fits and asks: no NaN may come out; a typed error at either is an answer, too. */
function resultOrReason(what: string, make: () => Estimator, X: number[][], y: Trial['y']): void {
  try {
    const estimator = make().fit(X, y);
    for (const method of answering(estimator))
      for (const row of ask(estimator, method, X))
        for (const value of row)
          demand(typeof value !== 'number' || !Number.isNaN(value), `${what}: ${method} gives NaN`);
  } catch (error) {
    if (error instanceof LimpideError || error instanceof Broken) {
      if (error instanceof Broken) throw error;
      return;
    }
    throw new Broken(`${what}: threw ${String(error)}`);
  }
}

function withValue(X: readonly (readonly number[])[], value: number): number[][] {
  return X.map((row, i) =>
    row.map((v, j) => (i === 2 && j === Math.min(1, row.length - 1) ? value : v)),
  );
}

export const estimatorChecks: readonly EstimatorCheck[] = [
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
  // ---- weights
  {
    name: 'weights that are all 1 change nothing',
    about: (estimator) => tagsOf(estimator).weights === true,
    run: ({ make, trial }) => {
      const ones = trial.X.map(() => 1);
      alike(
        make().fit(trial.X, trial.y),
        make().fit(trial.X, trial.y, { sampleWeight: ones }),
        trial.X,
        'with weights of 1',
        trial.X,
        1e-5,
      );
    },
  },
  {
    name: 'negative weights are refused, and so is another number of them',
    about: (estimator) => tagsOf(estimator).weights === true,
    run: ({ make, trial }) => {
      const weights = trial.X.map((_, i) => (i === 1 ? -1 : 1));
      refuses('a negative weight', () => make().fit(trial.X, trial.y, { sampleWeight: weights }));
      refuses('a weight less', () =>
        make().fit(trial.X, trial.y, { sampleWeight: weights.slice(2) }),
      );
    },
  },
  // ---- files
  {
    name: 'what getLearned gives, setLearned puts back',
    about: answers,
    run: (subject) => {
      const estimator = fitted(subject);
      const copy = clone(estimator).setLearned(estimator.getLearned());
      alike(estimator, copy, subject.trial.X, 'put back', subject.trial.X, 0);
    },
  },
  {
    name: 'a file gives back the same model',
    run: (subject) => {
      const estimator = fitted(subject);
      const copy = modelFromBytes(modelToBytes(estimator));
      demand(copy.constructor === estimator.constructor, 'another class');
      alike(estimator, copy, subject.trial.X, 'read from a file', subject.trial.X, 0);
    },
  },
  // ---- transformers and clusterers
  {
    name: 'names of the columns that come out',
    about: (estimator) => estimator.offers('transform') && estimator.offers('getFeatureNamesOut'),
    run: (subject) => {
      const estimator = fitted(subject) as Estimator & { getFeatureNamesOut(): string[] };
      const width = ask(estimator, 'transform', subject.trial.X)[0]!.length;
      const names = estimator.getFeatureNamesOut();
      demand(names.length === width, `${names.length} names for ${width} columns`);
      demand(new Set(names).size === names.length, 'names that stand twice');
    },
  },
  {
    name: 'fitTransform is fit, then transform',
    about: (estimator) => estimator.spec.kind === 'transformer' && estimator.offers('transform'),
    run: ({ make, trial }) => {
      const both = make() as Estimator & { fitTransform?: (X: Features, y?: unknown) => unknown };
      if (!both.fitTransform) return;
      const at = rowsOf(both.fitTransform(trial.X, trial.y));
      const then = ask(make().fit(trial.X, trial.y), 'transform', trial.X);
      const gap = distance(at, then);
      // embeddings place new samples by an approximation
      const loose: Readonly<Record<string, number>> = { UMAP: 10, Isomap: 1e-2, NMF: 1e-2 };
      demand(gap <= (loose[both.spec.name] ?? 1e-4), `differs by ${gap}`);
    },
  },
  {
    name: 'a cluster per sample, whole numbers from −1',
    about: (estimator) => estimator.spec.kind === 'clusterer',
    run: (subject) => {
      const labels = fitted(subject).getLearned()['labels_'];
      demand(labels instanceof Tensor && labels.shape[0] === subject.trial.X.length, 'labels_');
      for (const [label] of rowsOf(labels))
        demand(Number.isInteger(label) && Number(label) >= -1, `label ${String(label)}`);
    },
  },
  {
    name: 'outliers are −1, others 1',
    about: (estimator) => estimator.spec.kind === 'outlierDetector' && has(estimator, 'predict'),
    run: (subject) => {
      for (const [label] of ask(fitted(subject), 'predict', subject.trial.X))
        demand(label === 1 || label === -1, `label ${String(label)}`);
    },
  },
  // ---- long work
  {
    name: 'stops when asked, and is as it was',
    run: ({ make, trial }) => {
      const controller = new AbortController();
      controller.abort();
      const estimator = make();
      try {
        estimator.fit(trial.X, trial.y, { signal: controller.signal });
      } catch (error) {
        demand(
          error instanceof LimpideError && error.name === 'AbortError',
          `threw ${String(error)}`,
        );
        demand(estimator.spec.learned.length === 0 || !estimator.isFitted, 'half fitted');
      }
    },
  },
  {
    name: 'reports of progress count up to their total',
    run: ({ make, trial }) => {
      let last = 0;
      make().fit(trial.X, trial.y, {
        onProgress: ({ done, total, unit }) => {
          demand(unit.length > 0 && done >= 0 && done <= total, `${done} of ${total} ${unit}`);
          last = done;
        },
      });
      demand(last >= 0, 'never');
    },
  },
];
