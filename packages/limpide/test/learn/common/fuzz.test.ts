/**
 * Bad input by the thousand, for every estimator: an error that explains, in both languages, or a finite result;
 * never an error from the inside, a silent NaN, or a wait without end.
 *
 * `LIMPIDE_FUZZ=1000` tries 1000 cases of each estimator, `LIMPIDE_FUZZ_SEED` other ones.
 */
import process from 'node:process';
import { expect, test } from 'vitest';
import { estimatorNames, onWarning } from '../../../src/learn/index.ts';
import { exampleOf } from './examples.ts';
import { problemsOf } from './fuzz-verdict.ts';

const cases = Number(process.env['LIMPIDE_FUZZ'] ?? 150);
const seed = Number(process.env['LIMPIDE_FUZZ_SEED'] ?? 0);

onWarning(() => undefined);

test.each(estimatorNames())('%s', (name) => {
  expect(problemsOf(exampleOf(name), seed, 0, cases).join('\n')).toBe('');
});
