/** Exercises through the server's routes: code that is never lost, checks that cannot hurt, the engine. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkedSchema,
  engineSchema,
  exercisePageSchema,
  hintsSchema,
  resetSchema,
  savedSchema,
} from '../../shared/exercises.ts';
import { progressSchema } from '../../shared/progress.ts';
import { TestStudio } from '../runs/studio.ts';

let studio: TestStudio;
beforeAll(() => {
  studio = new TestStudio();
});
afterAll(() => studio.close());

const dot = '/api/exercises/maths/dot-product/dot';
const fileOf = (id: string): string => path.join(studio.folder, 'exercises', `${id}.ts`);
const opened = async (where = dot) => exercisePageSchema.parse(await studio.json('GET', where));
const check = async (code: string, where = dot) =>
  checkedSchema.parse(await studio.json('POST', `${where}/check`, { code }));
const progress = async () => progressSchema.parse(await studio.json('GET', '/api/progress'));
const right = `export function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new Error('lengths');
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
`;
const loop = (body: string): string =>
  `export function dot(a: readonly number[], b: readonly number[]): number { ${body} }`;

describe('The code of an exercise', () => {
  it('is the starter at first, in the language that was asked for', async () => {
    const page = await opened();
    expect(page).toMatchObject({ id: 'maths/dot-product/dot', exports: ['dot'], solution: null });
    expect(page.code.source).toBe(readFileSync(fileOf('maths/dot-product/dot'), 'utf8'));
    expect(page.code.source).not.toContain('[en]');
    expect(page.tasks[0]?.html).toContain('<code>');
    expect(page.standing).toMatchObject({ state: 'new', version: null });
    expect((await progress()).exercises).toEqual({});
  });

  it('is saved over what was read, and only over that', async () => {
    const { code } = await opened();
    const saved = savedSchema.parse(
      await studio.json('PUT', `${dot}/code`, { code: '// mine\n', base: code.hash }),
    );
    expect(saved).toMatchObject({ saved: true, aside: null });
    // another editor writes; the page does not know yet
    writeFileSync(fileOf('maths/dot-product/dot'), '// theirs\n');
    const refused = savedSchema.parse(
      await studio.json('PUT', `${dot}/code`, {
        code: '// mine, later\n',
        base: 'hash' in saved ? saved.hash : '',
      }),
    );
    if (refused.saved) throw new Error('it was overwritten');
    expect(refused.theirs.source).toBe('// theirs\n');
    expect(readFileSync(fileOf('maths/dot-product/dot'), 'utf8')).toBe('// theirs\n');
    expect(readFileSync(path.join(studio.folder, refused.aside ?? ''), 'utf8')).toBe(
      '// mine, later\n',
    );
    // asked to, it replaces the file, and keeps what was there
    const forced = savedSchema.parse(
      await studio.json('PUT', `${dot}/code`, { code: '// mine, later\n', base: 'x', over: true }),
    );
    expect(forced.saved).toBe(true);
    expect(readFileSync(path.join(studio.folder, forced.aside ?? ''), 'utf8')).toBe('// theirs\n');
    expect((await progress()).exercises['maths/dot-product/dot']?.state).toBe('started');
  });

  it('goes back to the starter, the old code kept', async () => {
    const reset = resetSchema.parse(await studio.json('POST', `${dot}/reset`));
    expect(reset.code.source).toContain('TODO');
    expect(readFileSync(path.join(studio.folder, reset.aside ?? ''), 'utf8')).toBe(
      '// mine, later\n',
    );
    expect(readdirSync(path.join(studio.folder, 'kept/maths/dot-product/dot'))).toHaveLength(3);
  });

  it('answers in sentences where there is no such exercise or task', async () => {
    const missing = await studio.ask('GET', '/api/exercises/maths/dot-product/nothing');
    expect(missing.status).toBe(404);
    const task = await studio.ask('POST', `${dot}/hint`, { task: 'nothing' });
    expect(task.status).toBe(404);
    expect(await task.json()).toMatchObject({ sentence: { fr: expect.stringContaining('tâche') } });
    expect((await studio.ask('PUT', `${dot}/code`, { code: 3 })).status).toBe(400);
  });
});

describe('A check', () => {
  it('names the mistake', async () => {
    const wrong = readFileSync(
      path.join(
        import.meta.dirname,
        '../../../course/lessons/maths/dot-product/exercises/dot/wrong/product-of-sums.ts',
      ),
      'utf8',
    );
    const { result, joined } = await check(wrong);
    expect(result.status).toBe('failed');
    expect(result.failure?.diagnosis?.id).toBe('product-of-sums');
    expect(joined).toEqual([]);
  });

  it('says what TypeScript says', async () => {
    const { result } = await check(loop('return a;'));
    expect(result.failure).toMatchObject({ kind: 'types', position: { line: 1 } });
  });

  it('gives hints one by one', async () => {
    const hint = async () =>
      hintsSchema.parse(await studio.json('POST', `${dot}/hint`, { task: 'dot' })).hints.length;
    expect([await hint(), await hint()]).toEqual([1, 2]);
    const page = await opened();
    expect(page.tasks.find(({ id }) => id === 'dot')?.hints).toHaveLength(2);
    expect(page.standing).toMatchObject({ state: 'started', how: 'hints' });
  });

  it('puts what passes into the engine, and remembers how', async () => {
    const { result, joined, standing } = await check(right);
    expect(result).toMatchObject({ status: 'passed', points: { got: result.points.of } });
    expect(joined).toEqual(['dot']);
    expect(standing).toMatchObject({ state: 'passed', how: 'hints', version: 1 });
    expect((await check(right)).joined).toEqual([]);
    const page = await opened();
    expect(page.last?.result.status).toBe('passed');
    expect(page.solution).toContain('export function dot');
    expect((await progress()).exercises['maths/dot-product/dot']).toEqual({
      state: 'passed',
      how: 'hints',
    });
    const pieces = engineSchema.parse(await studio.json('GET', '/api/engine'));
    expect(pieces.find(({ name }) => name === 'dot')).toMatchObject({ from: 'mine', version: 1 });
    expect(pieces.find(({ name }) => name === 'norm')).toMatchObject({ from: 'reference' });
  });

  it('is found again by a studio opened anew', async () => {
    await studio.again();
    const page = await opened();
    expect(page.standing.state).toBe('passed');
    expect(page.last?.result.status).toBe('passed');
    expect(page.tasks.find(({ id }) => id === 'dot')?.hints).toHaveLength(2);
  });

  it('survives endless loops and memory bombs, many at once', async () => {
    const bombs = [
      'for (;;) {}',
      'const all: number[][] = []; for (;;) all.push(new Array<number>(100000).fill(1));',
      'const all: Float64Array[] = []; for (;;) all.push(new Float64Array(10_000_000).fill(1));',
      'return dot(a, b);',
      "let s = 'x'; for (;;) s += s + s;",
    ];
    const results = await Promise.all(bombs.map((body) => check(loop(body))));
    const kinds = results.map(({ result }) => result.failure?.kind ?? result.status);
    expect(kinds[0]).toBe('time');
    expect(kinds[3]).toBe('recursion');
    for (const i of [1, 2, 4]) expect(['memory', 'crash', 'threw', 'time']).toContain(kinds[i]);
    expect((await check(right)).result.status).toBe('passed');
    // it was checked again, not solved again
    expect((await opened()).standing.version).toBe(1);
  });
});

describe('The engine as a module', () => {
  const load = async (name: string, query = ''): Promise<Record<string, unknown>> => {
    const text = await (await studio.ask('GET', `/api/engine/module.js${query}`)).text();
    const file = path.join(studio.folder, `${name}.mjs`);
    writeFileSync(file, text);
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Record<string, unknown>;
  };

  /** Names of the pieces that are the learner's, or whatever else is asked for. */
  const namesFrom = (engine: Record<string, unknown>, from: string): string[] =>
    (engine['pieces'] as { name: string; from: string }[])
      .filter((piece) => piece.from === from)
      .map(({ name }) => name);

  it('has the pieces that passed, and the reference for the rest', async () => {
    const engine = await load('first');
    expect(namesFrom(engine, 'mine')).toEqual(['dot']);
    expect(namesFrom(engine, 'broken')).toEqual([]);
    expect(
      Reflect.apply(engine['dot'] as () => number, null, [
        [1, 2],
        [3, 4],
      ]),
    ).toBe(11);
    // norm is the reference's
    expect(Reflect.apply(engine['norm'] as () => number, null, [[3, 4]])).toBe(5);
  });

  it('does without a piece that was changed by hand', async () => {
    writeFileSync(path.join(studio.folder, 'engine/maths/dot-product/dot.ts'), 'export const no');
    const engine = await load('second');
    expect(namesFrom(engine, 'mine')).toEqual([]);
    expect(
      Reflect.apply(engine['dot'] as () => number, null, [
        [1, 2],
        [3, 4],
      ]),
    ).toBe(11);
  });
});

describe('A part of the engine', () => {
  it('is what it is asked for, and what that is made of: nothing else changes it', async () => {
    const text = async (): Promise<string> =>
      (await studio.ask('GET', '/api/engine/module.js?names=cosine')).text();
    const before = await text();
    expect(before).toContain('export const cosine');
    expect(before).toContain('export const dot');
    expect(before).not.toContain('export const eigen2');
    expect((await check(right)).result.status).toBe('passed');
    expect(await text()).not.toBe(before);
    const list = (await (await studio.ask('GET', '/api/engine?names=cosine')).json()) as {
      name: string;
      from: string;
    }[];
    expect(list.find(({ name }) => name === 'dot')?.from).toBe('mine');
    expect(list.some(({ name }) => name === 'eigen2')).toBe(false);
  });
});

describe('What the terminal changes', () => {
  it('reaches open pages', async () => {
    const response = await studio.ask('GET', '/api/events');
    const reader = response.body?.getReader();
    if (!reader) throw new Error('no stream');
    const folder = path.join(studio.folder, 'exercises/maths/dot-product');
    mkdirSync(folder, { recursive: true });
    let heard = '';
    const decoder = new TextDecoder();
    const write = setInterval(
      () => writeFileSync(path.join(folder, 'norms.ts'), `// ${heard.length}\n`),
      300,
    );
    while (!/event: code[\s\S]*norms/.test(heard) || !heard.includes('event: progress')) {
      const { value, done } = await reader.read();
      if (done) break;
      heard += decoder.decode(value);
    }
    clearInterval(write);
    await reader.cancel();
    expect(heard).toContain('"exercise":"maths/dot-product/norms"');
  });

  it('is said plainly when the manifest is damaged', async () => {
    writeFileSync(path.join(studio.folder, 'atelier.json'), '{ "format": 1, ');
    const answer = await studio.ask('GET', '/api/progress');
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: 'studio.manifest' });
    expect(existsSync(fileOf('maths/dot-product/dot'))).toBe(true);
  });
});
