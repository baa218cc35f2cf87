/**
 * Bad input for every metric, drawn at random and repeatable: a number that is one, or an error that explains.
 * `LIMPIDE_FUZZ=500` tries 500 pairs for each metric.
 */
import process from 'node:process';
import { expect, test } from 'vitest';
import { LimpideError } from '../../../src/errors/index.ts';
import { RandomStream } from '../../../src/learn/base/index.ts';
import * as metrics from '../../../src/learn/metrics/index.ts';
import { Tensor, tensor } from '../../../src/tensor/index.ts';

const cases = Number(process.env['LIMPIDE_FUZZ'] ?? 60);

type Draw = (random: RandomStream, n: number) => unknown;
const list =
  (f: (random: RandomStream, i: number) => unknown): Draw =>
  (random, n) =>
    Array.from({ length: n }, (_, i) => f(random, i));

const draws: Readonly<Record<string, Draw>> = {
  'two classes': list((random) => random.int(2)),
  'three classes': list((random) => random.int(3)),
  'one class': list(() => 1),
  numbers: list((random) => random.normal()),
  probabilities: list((random) => random.next()),
  'large numbers': list((random) => random.normal() * 1e300),
  'tiny numbers': list((random) => random.normal() * 1e-300),
  texts: list((random) => ['a', 'b', 'c'][random.int(3)]),
  booleans: list((random) => random.int(2) === 1),
  'sets of labels': list((random) => [random.int(2), random.int(2), random.int(2)]),
  rows: list((random) => [random.normal(), random.normal(), random.normal()]),
  'rows of probabilities': list((random) => {
    const [a, b] = [random.next() / 2, random.next() / 2];
    return [a, b, 1 - a - b];
  }),
  'ragged rows': list((_, i) => (i === 1 ? [1] : [1, 0])),
  'a NaN': list((random, i) => (i === 0 ? Number.NaN : random.int(2))),
  'an infinity': list((random, i) => (i === 0 ? Infinity : random.next())),
  'a null': list((random, i) => (i === 0 ? null : random.int(2))),
  mixed: list((random, i) => (i === 0 ? 'a' : random.int(2))),
  objects: list(() => ({ a: 1 })),
  symbols: list(() => Symbol('s')),
  'a tensor': (random, n) => tensor(Float64Array.from({ length: n }, () => random.int(2))),
  'a tensor of rows': (random, n) =>
    tensor(
      Float64Array.from({ length: 3 * n }, () => random.int(2)),
      { shape: [n, 3] },
    ),
  'a tensor of three dimensions': () => tensor([[[1]], [[0]]]),
  empty: () => [],
  nothing: () => undefined,
  null: () => null,
  'a text': () => 'y',
  'a number': () => 3,
  'an object': () => ({ length: 3 }),
};
const names = Object.keys(draws);

/** Options that a metric may take; those that it does not know change nothing. */
const options: readonly (readonly [string, (n: number) => object | undefined])[] = [
  ['', () => undefined],
  ['', () => undefined],
  ["average: 'macro'", () => ({ average: 'macro', beta: 2 })],
  ["average: 'samples'", () => ({ average: 'samples', beta: 1 })],
  ["multiClass: 'ovr'", () => ({ multiClass: 'ovr', beta: 0 })],
  ['weights', (n) => ({ sampleWeight: new Float64Array(n).fill(2), beta: 1 })],
  ['weights of zero', (n) => ({ sampleWeight: new Float64Array(n), beta: 1 })],
  ['too few weights', () => ({ sampleWeight: [1], beta: 1 })],
  ['null weights', () => ({ sampleWeight: null, beta: 1 })],
  ['labels', () => ({ labels: [0, 1], beta: 1 })],
];

/** Take no pair of lists. */
const others = [
  'contingency',
  'countPairs',
  'getScorer',
  'makeScorer',
  'checkScoring',
  'scorerNames',
];
const functions = Object.entries(metrics).filter(
  ([name, value]) => typeof value === 'function' && !others.includes(name),
);

/** Everything that is a number in an answer. */
function numbersIn(answer: unknown): number[] {
  if (typeof answer === 'number') return [answer];
  if (answer instanceof Tensor) return Array.from(answer.dataSync(), Number);
  if (ArrayBuffer.isView(answer)) return Array.from(answer as Float64Array, Number);
  if (Array.isArray(answer)) return answer.flatMap(numbersIn);
  if (typeof answer === 'object' && answer !== null)
    return Object.values(answer).flatMap(numbersIn);
  return [];
}

test.each(functions)('%s', (name, metric) => {
  const problems: string[] = [];
  for (let k = 0; k < cases; k++) {
    const random = new RandomStream(5, name.length, k);
    const n = [1, 2, 3, 8, 20][random.int(5)]!;
    const [first, second] = [names[random.int(names.length)]!, names[random.int(names.length)]!];
    const [how, make] = options[random.int(options.length)]!;
    const short = random.int(10) === 0 ? n + 1 : n;
    const args = [draws[first]!(random, n), draws[second]!(random, short), make(n)];
    const says = `${k}: ${n} × ${first}, ${short} × ${second}${how && `, ${how}`}`;
    try {
      const answer: unknown = Reflect.apply(metric, undefined, args);
      if (numbersIn(answer).some(Number.isNaN)) problems.push(`${says} → NaN`);
    } catch (error) {
      if (!(error instanceof LimpideError)) problems.push(`${says} → ${String(error)}`);
      else if (/\{\w+\}|\[object/.test(error.sentence('en') + error.sentence('fr')))
        problems.push(`${says} → ${error.sentence('en')}`);
    }
  }
  expect(problems.join('\n')).toBe('');
});
