import { describe, expect, it } from 'vitest';
import { differences } from '../src/checker/ask.ts';
import { checkSource } from '../src/checker/check-source.ts';
import { median } from '../src/checker/explain.ts';
import { generator } from '../src/checker/generate.ts';
import { NodeChecker } from '../src/checker/node/host.ts';
import { TypeChecker } from '../src/checker/node/types.ts';
import { resultText } from '../src/checker/text.ts';
import { compare, formatNumber, plain, same } from '../src/checker/values.ts';
import { checkDot, sample } from './helpers.ts';

const dot = (body: string): string =>
  `export function dot(a: readonly number[], b: readonly number[]): any { ${body} }`;
const kindOf = async (body: string, seconds = 3): Promise<string | undefined> =>
  (await checkDot(dot(body), { seconds })).failure?.kind;

describe('values', () => {
  it('compare numbers within a tolerance, and show the cell that differs', () => {
    expect(same([1, [2, Number.NaN]], [1 + 1e-9, [2, Number.NaN]])).toBe(true);
    const { different, shapes, distance } = compare(
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, 2],
        [3, 5],
      ],
    );
    expect([different, shapes, distance]).toEqual([[[1, 1]], 'same', 1]);
    expect(compare([1, 2], [1, 2, 3]).shapes).toBe('different');
  });

  it('are written without noise, but never alike when they differ', () => {
    expect(formatNumber(0.1 + 0.2)).toBe('0.3');
    const { expected, got } = compare([1], [1.00001]);
    expect(expected.cells?.[0]?.[0]).not.toBe(got.cells?.[0]?.[0]);
  });

  it('are made plain: typed arrays, circles, maps', async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(await plain([new Float32Array([1, 2]), circle, new Map([[1, 2]])])).toEqual([
      [1, 2],
      { self: '[…]' },
      [[1, 2]],
    ]);
  });

  it('finite differences are near the derivative', () => {
    const [slope] = differences(([x = 0]) => x ** 3, [2]);
    expect(slope).toBeCloseTo(12, 6);
  });

  it('medians are in the middle; NaN counts as the worst', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([1, Number.NaN, 3])).toBe(1);
  });

  it('generators repeat themselves with the same seed', () => {
    const draw = (seed: number): number[] => generator(seed, 9).vector(5);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(
      generator(1, 0)
        .probabilities(4)
        .reduce((a, b) => a + b),
    ).toBeCloseTo(1, 12);
  });
});

describe('a failure', () => {
  it('names the mistake, the call, the rule', async () => {
    const result = await checkDot(
      dot('let s = 0; for (let i = 0; i < a.length - 1; i++) s += a[i]! * b[i]!; return s;'),
    );
    expect(result.failure).toMatchObject({
      kind: 'wrong-value',
      check: 'by-hand',
      rule: 'products',
      code: 'dot([1, 2, 3], [4, -5, 6])',
      diagnosis: { id: 'stops-early' },
    });
    const { lesson, exercise } = await sample();
    expect(resultText(result, exercise, lesson, 'fr')).toContain('▸-6◂');
  });

  it('of an unknown kind gets no diagnosis', async () => {
    const result = await checkDot(dot('return 41;'));
    expect(result.failure?.kind).toBe('wrong-value');
    expect(result.failure?.diagnosis).toBeUndefined();
  });

  it('of types comes first, with its line', async () => {
    const { course, exercise } = await sample();
    const checker = new NodeChecker();
    const source = 'export function dot(a: number[]): number {\n  return a;\n}\n';
    const tools = { checker, types: new TypeChecker() };
    const result = await checkSource(course, exercise, source, tools);
    expect(result.failure).toMatchObject({ kind: 'types', position: { line: 2 } });
    const good = await checkSource(course, exercise, exercise.files.solution, tools);
    expect(good.status).toBe('passed');
  });
});

describe('hostile code', () => {
  it.each([
    ['an endless loop', 'for (;;) {}', 'time'],
    ['an endless getter', 'return { get x() { for (;;) {} } };', 'time'],
    ['a heap that grows', 'const x = []; for (;;) x.push(new Array(1000).fill(1.5));', 'memory'],
    [
      'typed arrays that grow',
      'const x = []; for (;;) x.push(new Float64Array(1e6).fill(1));',
      'memory',
    ],
    ['infinite recursion', 'return dot(a, b) + 1;', 'recursion'],
    ['a promise that never settles', 'return new Promise(() => {});', 'never-settles'],
    ['a thrown string', 'throw "oops";', 'threw'],
    ['thrown null', 'throw null;', 'threw'],
    ['process', 'return process.exit(0);', 'threw'],
    [
      'process, by a detour',
      'return globalThis.constructor.constructor("return process")().pid;',
      'threw',
    ],
    ['fetch', 'return fetch("http://127.0.0.1");', 'threw'],
    ['import() written plainly', 'return import("node:fs");', 'import'],
    ['import() in eval', 'return eval("import(\'node:fs\')");', 'threw'],
    ['nothing returned', 'a.length;', 'wrong-value'],
    ['NaN', 'return a[99]! * 2;', 'wrong-value'],
  ])('%s', async (_name, body, kind) => {
    // filling the memory of a busy machine takes its time
    expect(await kindOf(body, kind === 'memory' ? 30 : 3)).toBe(kind);
  });

  it('imports of files and unknown modules are refused', async () => {
    const result = await checkDot(
      `import fs from 'node:fs';\nexport const dot = () => fs.readdirSync('/');`,
    );
    expect(result.failure?.kind).toBe('import');
    expect(result.failure?.message.fr).toContain('node:fs');
  });

  it('a flood of output is cut', async () => {
    const result = await checkDot(
      dot('for (let i = 0; i < 1e6; i++) console.log("hello", i); return 12;'),
    );
    expect(result.output.cut).toBe(true);
    expect(result.output.text.length).toBeLessThan(21_000);
  });

  it('changed arguments are said', async () => {
    const body =
      'if (a.length !== b.length) throw new Error("no"); let s = 0; for (const [i, x] of a.entries()) s += x * b[i]!; (a as number[])[0] = 7; return s;';
    expect(await kindOf(body)).toBe('changed-arguments');
  });

  it.each([
    ['(a as any).b.c;', 'lecture de « c » sur une valeur qui est undefined'],
    ['(a as any)();', '« a » n’est pas une fonction'],
    ['return (a as any).total();', '« a.total » n’est pas une fonction'],
    ['return new Array(-1);', 'la longueur d’un tableau est négative'],
    ['return ([] as number[]).reduce((x, y) => x + y);', '« reduce » sur un tableau vide'],
    ['const [x] = 5 as any; return x;', 'ne se parcourt pas'],
    ['y; const y = 1;', '« y » est utilisé avant d’avoir reçu une valeur'],
  ])('what JavaScript throws is said in French: %s', async (body, french) => {
    const { failure } = await checkDot(dot(body));
    expect(failure?.kind).toBe('threw');
    expect(failure?.message.fr.replaceAll('\u00a0', ' ')).toContain(french);
    expect(failure?.message.en).toMatch(/(Type|Range|Reference)Error: /);
  });

  it('syntax errors have their line', async () => {
    const result = await checkDot('\nexport function dot(a, b { return 1 }');
    expect(result.failure).toMatchObject({ kind: 'syntax', position: { line: 2 } });
  });
});
