/**
 * Bad input, drawn at random and repeatable: data with something wrong in them (or only unusual), targets,
 * weights and parameters of every kind. A case knows in words what it is, and whether it must be refused.
 */
import type { Estimator, Kind, Tags } from '../../../src/learn/index.ts';
import { Frame, RandomStream } from '../../../src/learn/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import { tensor } from '../../../src/tensor/index.ts';

/** One call of `fit`, and what is asked afterwards. Nothing here has a type: that is the point. */
export interface FuzzCase {
  readonly says: string;
  readonly X: unknown;
  readonly y: unknown;
  readonly params: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
  /** New samples for the fitted model. */
  readonly fresh: unknown;
  /** `fit` must not accept this. */
  readonly refuse: boolean;
  /** Some of the data are missing: NaN may come out of what keeps missing values. */
  readonly missing: boolean;
}

/** What sort of estimator a case is for. */
export interface Sort {
  readonly kind: Kind;
  readonly tags: Tags;
  /** Takes texts as categories. */
  readonly categories: boolean;
  /** Does not look into X. */
  readonly careless: boolean;
}

type Row = unknown[];
/** Something done to good rows: `refuse` when no estimator of numbers may accept the result. */
interface Damage {
  readonly says: string;
  readonly refuse?: 'always' | 'unless missing' | 'unless categories';
  readonly missing?: boolean;
  /** The result is no longer a table of rows: it is handed over as it is. */
  readonly raw?: boolean;
  readonly make: (X: Row[], random: RandomStream) => unknown;
}

const cell = (X: Row[], random: RandomStream, value: unknown): Row[] => {
  const i = random.int(X.length);
  const j = random.int(X[0]!.length);
  return X.map((row, r) => (r === i ? row.map((v, c) => (c === j ? value : v)) : row));
};
const column = (
  X: Row[],
  random: RandomStream,
  value: (v: unknown, i: number) => unknown,
): Row[] => {
  const j = random.int(X[0]!.length);
  return X.map((row, i) => row.map((v, c) => (c === j ? value(v, i) : v)));
};
const every = (X: Row[], value: (v: number, i: number, j: number) => unknown): Row[] =>
  X.map((row, i) => row.map((v, j) => value(Number(v), i, j)));

const put = (says: string, value: unknown, refuse: Damage['refuse']): Damage => ({
  says: `a cell is ${says}`,
  ...(refuse && { refuse }),
  ...(refuse === 'unless missing' && { missing: true }),
  make: (X, random) => cell(X, random, value),
});

const unusual: readonly Damage[] = [
  { says: 'a constant column', make: (X, random) => column(X, random, () => 7) },
  { says: 'a column of zeros', make: (X, random) => column(X, random, () => 0) },
  { says: 'all zeros', make: (X) => every(X, () => 0) },
  { says: 'all cells alike', make: (X) => every(X, () => 2.5) },
  { says: 'all rows alike', make: (X) => X.map(() => [...X[0]!]) },
  { says: 'each row twice', make: (X) => X.flatMap((row) => [row, [...row]]) },
  { says: 'two distinct rows', make: (X) => X.map((_, i) => [...X[i % 2 ? 0 : X.length - 1]!]) },
  { says: 'equal columns', make: (X) => X.map((row) => row.map(() => row[0])) },
  { says: 'one row', make: (X) => X.slice(0, 1) },
  { says: 'two rows', make: (X) => X.slice(0, 2) },
  { says: 'one column', make: (X) => X.map((row) => row.slice(0, 1)) },
  { says: 'more columns than rows', make: (X) => X.slice(0, 3).map((row) => [...row, ...row, 1]) },
  { says: 'values of 1e300', make: (X) => every(X, (v) => v * 1e300) },
  { says: 'values of 1e99', make: (X) => every(X, (v) => v * 1e99) },
  { says: 'values of 1e-300', make: (X) => every(X, (v) => v * 1e-300) },
  { says: 'a column of 1e300', make: (X, random) => column(X, random, (v) => Number(v) * 1e300) },
  { says: 'a column of 1e99', make: (X, random) => column(X, random, (v) => Number(v) * 1e99) },
  { says: 'a column of 1e30', make: (X, random) => column(X, random, (v) => Number(v) * 1e30) },
  { says: 'a column of 1e-99', make: (X, random) => column(X, random, (v) => Number(v) * 1e-99) },
  { says: 'a column of 1e-300', make: (X, random) => column(X, random, (v) => Number(v) * 1e-300) },
  { says: 'the largest number', make: (X, random) => cell(X, random, Number.MAX_VALUE) },
  { says: 'the smallest number', make: (X, random) => cell(X, random, Number.MIN_VALUE) },
  { says: 'a distant point', make: (X, random) => cell(X, random, 1e12) },
  { says: '1e16 and a little', make: (X) => every(X, (v) => 1e16 + v) },
  { says: 'negative values', make: (X) => every(X, (v) => -Math.abs(v)) },
  { says: 'minus zero', make: (X, random) => column(X, random, () => -0) },
  { says: 'booleans', make: (X, random) => column(X, random, (v) => Number(v) > 0) },
];
const wrong: readonly Damage[] = [
  put('NaN', Number.NaN, 'unless missing'),
  put('null', null, 'unless missing'),
  put('undefined', undefined, 'unless missing'),
  {
    says: 'a column of NaN',
    refuse: 'unless missing',
    missing: true,
    make: (X, random) => column(X, random, () => Number.NaN),
  },
  {
    says: 'all NaN',
    refuse: 'unless missing',
    missing: true,
    make: (X) => every(X, () => Number.NaN),
  },
  {
    says: 'a row of NaN',
    refuse: 'unless missing',
    missing: true,
    make: (X) => every(X, (v, i) => (i === 0 ? Number.NaN : v)),
  },
  put('Infinity', Number.POSITIVE_INFINITY, 'unless categories'),
  put('-Infinity', Number.NEGATIVE_INFINITY, 'unless categories'),
  put('a text', 'red', 'unless categories'),
  put('a number as text', '3', 'unless categories'),
  put('an object', { a: 1 }, 'always'),
  put('an array', [1], 'always'),
  put('a symbol', Symbol('x'), 'always'),
  put('a function', () => 1, 'always'),
  {
    says: 'a column of texts',
    refuse: 'unless categories',
    make: (X, random) => column(X, random, (_, i) => ['red', 'green'][i % 2]),
  },
  {
    says: 'rows of different lengths',
    refuse: 'always',
    make: (X) => [[...X[0]!, 1], ...X],
    raw: true,
  },
  { says: 'an empty row', refuse: 'always', raw: true, make: (X) => [...X, []] },
  { says: 'a row that is null', refuse: 'always', raw: true, make: (X) => [...X, null] },
  { says: 'a row that is undefined', refuse: 'always', raw: true, make: (X) => [...X, undefined] },
  { says: 'a row that is a number', refuse: 'always', raw: true, make: (X) => [...X, 3] },
  { says: 'a row that is an object', refuse: 'always', raw: true, make: (X) => [{ a: 1 }, ...X] },
  { says: 'no rows', refuse: 'always', raw: true, make: () => [] },
  { says: 'no columns', refuse: 'always', raw: true, make: (X) => X.map(() => []) },
  { says: 'an empty matrix', refuse: 'always', raw: true, make: () => Matrix.zeros(0, 3) },
  { says: 'an empty table', refuse: 'always', raw: true, make: () => new Frame({}) },
  { says: 'one dimension', refuse: 'always', raw: true, make: (X) => X.map((row) => row[0]) },
  {
    says: 'a tensor of one dimension',
    refuse: 'always',
    raw: true,
    make: (X) => tensor(X.map((_, i) => i)),
  },
  {
    says: 'a tensor of three dimensions',
    refuse: 'always',
    raw: true,
    make: () => tensor([[[1, 2]], [[3, 4]]]),
  },
  { says: 'nothing', refuse: 'always', raw: true, make: () => undefined },
  { says: 'null', refuse: 'always', raw: true, make: () => null },
  { says: 'a number', refuse: 'always', raw: true, make: () => 3 },
  { says: 'a text', refuse: 'always', raw: true, make: () => 'X' },
  { says: 'an object', refuse: 'always', raw: true, make: () => ({ length: 2 }) },
  { says: 'a promise', refuse: 'always', raw: true, make: () => Promise.resolve([[1]]) },
];

interface TargetDamage {
  readonly says: string;
  readonly refuse?: readonly Kind[];
  readonly make: (y: unknown[], random: RandomStream) => unknown;
}
const both: readonly Kind[] = ['classifier', 'regressor'];
const targetDamages: readonly TargetDamage[] = [
  { says: 'one class', make: (y) => y.map(() => 1) },
  { says: 'as many classes as samples', make: (y) => y.map((_, i) => i) },
  { says: 'one sample of a class', make: (y) => y.map((v, i) => (i === 0 ? 99 : v)) },
  { says: 'negative targets', make: (y) => y.map((v) => -Math.abs(Number(v)) - 1) },
  { says: 'targets of zero', make: (y) => y.map(() => 0) },
  { says: 'targets of 1e300', make: (y) => y.map((v) => Number(v) * 1e300) },
  { says: 'targets of 1e99', make: (y) => y.map((v) => Number(v) * 1e99) },
  { says: 'targets of 1e-300', make: (y) => y.map((v) => Number(v) * 1e-300) },
  { says: 'boolean targets', make: (y) => y.map((_, i) => i % 2 === 0) },
  { says: 'two columns of targets', make: (y) => y.map((v) => [v, 1]) },
  { says: 'text targets', refuse: ['regressor'], make: (y) => y.map((v) => `c${String(v)}`) },
  { says: 'an empty text', make: (y) => y.map((_, i) => (i % 2 ? '' : 'a')) },
  { says: 'no target', refuse: both, make: () => undefined },
  { says: 'a null target', refuse: both, make: () => null },
  { says: 'a target that is a text', refuse: both, make: () => 'target' },
  { says: 'a target that is a number', refuse: both, make: () => 1 },
  { says: 'a target less', refuse: both, make: (y) => y.slice(1) },
  { says: 'no targets', refuse: both, make: () => [] },
  { says: 'NaN among targets', refuse: both, make: (y) => [Number.NaN, ...y.slice(1)] },
  { says: 'Infinity among targets', refuse: both, make: (y) => [Infinity, ...y.slice(1)] },
  { says: 'null among targets', refuse: both, make: (y) => [null, ...y.slice(1)] },
  { says: 'an object among targets', refuse: both, make: (y) => [{}, ...y.slice(1)] },
  { says: 'a symbol among targets', refuse: both, make: (y) => [Symbol('s'), ...y.slice(1)] },
  {
    says: 'texts and numbers among targets',
    refuse: both,
    make: (y) => ['a', 1, ...y.slice(2)].slice(0, Math.max(2, y.length)),
  },
];

const weightDamages: readonly (readonly [string, boolean, (n: number) => unknown])[] = [
  ['weights of zero', true, (n) => new Float64Array(n)],
  ['a NaN weight', true, (n) => Array.from({ length: n }, (_, i) => (i === 0 ? Number.NaN : 1))],
  ['a negative weight', true, (n) => Array.from({ length: n }, (_, i) => (i === 0 ? -1 : 1))],
  ['an infinite weight', true, (n) => Array.from({ length: n }, () => Infinity)],
  ['a weight more', true, (n) => new Float64Array(n + 1).fill(1)],
  ['weights as texts', true, (n) => Array.from({ length: n }, () => 'heavy')],
  ['null weights', true, () => null],
  ['weights that are a number', true, () => 2],
  [
    'one weight that is not zero',
    false,
    (n) => Array.from({ length: n }, (_, i) => Number(i === 0)),
  ],
  ['weights of 1e300', false, (n) => Array.from({ length: n }, () => 1e300)],
  ['weights of 1e-300', false, (n) => Array.from({ length: n }, () => 1e-300)],
];

/** Values tried for any parameter; none of them means hours of work. */
const values: readonly unknown[] = [
  0,
  1,
  2,
  3,
  5,
  -1,
  0.1,
  0.5,
  1e-9,
  2.5,
  50,
  Number.NaN,
  Infinity,
  -Infinity,
  undefined,
  null,
  true,
  false,
  '',
  'x',
  [],
  [1],
  [0.5, 2],
  {},
  () => 1,
  Symbol('p'),
];
/** The words that a parameter may be, from its description. */
const words = (expected: string): string[] =>
  [...expected.matchAll(/'([^']*)'/g)].map(([, word]) => word!);

const pickOf = <T>(items: readonly T[], random: RandomStream): T =>
  items[random.int(items.length)]!;

/** Parameters, a few of them changed; `wrongs`: those that their table does not accept. */
function drawParams(
  estimator: Estimator,
  random: RandomStream,
): { params: Record<string, unknown>; wrongs: string[] } {
  const params: Record<string, unknown> = {};
  const wrongs: string[] = [];
  const all: Readonly<Record<string, { expected: string; accepts: (v: unknown) => boolean }>> = {
    ...estimator.spec.params,
  };
  const table = Object.entries(all).filter(([name]) => name !== 'randomState');
  for (const [name, { expected, accepts }] of table) {
    if (random.next() > 1.5 / table.length) continue;
    const known = words(expected);
    const value =
      known.length > 0 && random.next() < 0.6 ? pickOf(known, random) : pickOf(values, random);
    params[name] = value;
    if (!accepts(value)) wrongs.push(name);
  }
  return { params, wrongs };
}

/** Good rows: points in groups, whole numbers, ones and zeros. */
function goodRows(random: RandomStream, positive: boolean, columns?: number): Row[] {
  const rows = pickOf([4, 6, 9, 12, 20, 30], random);
  const cols = columns ?? pickOf([1, 2, 3, 5], random);
  const style = random.int(3);
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: cols }, () => {
      const value =
        style === 0 ? 3 * (i % 3) + random.normal() : style === 1 ? random.int(5) : random.int(2);
      return positive ? Math.abs(Math.round(value)) : value;
    }),
  );
}

/** The rows in one of the forms that estimators take. */
function formOf(X: unknown, random: RandomStream, sparse: boolean): [unknown, string] {
  const numbers =
    Array.isArray(X) &&
    X.length > 0 &&
    X.every(
      (row) =>
        Array.isArray(row) &&
        row.length === X[0].length &&
        row.length > 0 &&
        row.every((v) => typeof v === 'number'),
    );
  const kind = random.int(6);
  if (!numbers || kind < 2) return [X, 'arrays'];
  const rows = X as number[][];
  if (kind === 2) return [Matrix.from(rows), 'matrix'];
  if (kind === 3) return [tensor(rows, { dtype: 'float64' }), 'tensor'];
  if (kind === 4 && sparse) return [CSRMatrix.fromDense(Matrix.from(rows)), 'sparse'];
  const names = rows[0]!.map((_, j) => `c${j}`);
  return [new Frame(Object.fromEntries(names.map((n, j) => [n, rows.map((r) => r[j]!)]))), 'table'];
}

/** Case number `k` for an estimator: the same each time, for the same seed. */
export function caseFor(estimator: Estimator, sort: Sort, seed: number, k: number): FuzzCase {
  const key = [...estimator.spec.name].reduce((h, c) => (h * 31 + c.charCodeAt(0)) % 1e9, 7);
  const random = new RandomStream(seed, key, k);
  const says: string[] = [];
  let refuse = false;
  let missing = false;
  const mustRefuse = (rule: Damage['refuse']): boolean =>
    (rule === 'always' && !sort.careless) ||
    (rule === 'unless missing' && !sort.tags.missing && !sort.categories) ||
    (rule === 'unless categories' && !sort.categories);

  let rows = goodRows(random, sort.tags.positive === true);
  let X: unknown = rows;
  // at most one thing that is wrong, at most two that are only unusual
  const style = random.int(5);
  const extras = style === 0 ? 0 : style === 1 ? 2 : style === 4 ? 0 : 1;
  for (let e = 0; e < extras; e++) {
    const damage = pickOf(unusual, random);
    rows = damage.make(rows, random) as Row[];
    X = rows;
    says.push(damage.says);
  }
  const broken = style === 4 || (style === 3 && random.next() < 0.3);
  if (broken) {
    const damage = pickOf(wrong, random);
    X = damage.make(rows, random);
    says.push(damage.says);
    // a list of numbers is a column to isotonic regression
    const list = damage.says === 'one dimension' && estimator.spec.name === 'IsotonicRegression';
    refuse ||= mustRefuse(damage.refuse) && !list;
    missing ||= damage.missing === true;
    if (!damage.raw) rows = X as Row[];
  }
  let y: unknown = rows.map((_, i) =>
    sort.kind === 'regressor'
      ? 1 + Math.abs(i * 0.5 + random.normal())
      : i % (sort.tags.binaryOnly ? 2 : 3),
  );
  if (random.next() < 0.3) {
    const damage = pickOf(targetDamages, random);
    y = damage.make(y as unknown[], random);
    says.push(damage.says);
    // one row: "one target less" is none at all, which is refused, too
    refuse ||= damage.refuse?.includes(sort.kind) === true;
  }
  const options: Record<string, unknown> = {};
  if (sort.tags.weights && random.next() < 0.2) {
    const [name, bad, make] = pickOf(weightDamages, random);
    options['sampleWeight'] = make(rows.length);
    says.push(name);
    refuse ||= bad;
  }
  let params: Record<string, unknown> = {};
  if (random.next() < 0.45) {
    const drawn = drawParams(estimator, random);
    params = drawn.params;
    refuse ||= drawn.wrongs.length > 0;
    for (const [name, value] of Object.entries(params)) says.push(`${name} = ${text(value)}`);
  }
  const [form, how] = formOf(X, random, sort.tags.sparse === true);
  if (how !== 'arrays') says.push(`as ${how}`);
  const freshDamage = pickOf([...unusual, ...wrong], random);
  const fresh = freshDamage.make(
    goodRows(random, sort.tags.positive === true, rows[0]?.length || 1),
    random,
  );
  return {
    says: `${k}: ${says.join('; ') || 'nothing wrong'}; then ${freshDamage.says}`,
    X: form,
    y,
    params,
    options,
    fresh,
    refuse,
    missing: missing || freshDamage.missing === true,
  };
}

const text = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
