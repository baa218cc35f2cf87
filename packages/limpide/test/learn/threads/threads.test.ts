/** Fork and join: same outputs with any number of threads, errors with their class, progress, abort, dead threads. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { AbortError, ArgumentError } from '../../../src/errors/index.ts';
import {
  runTasks,
  shareArray,
  shareFloats,
  stopThreads,
} from '../../../src/learn/threads/index.ts';
import { fatalTask, oddTask, type Sum, sumTask } from './tasks.ts';

const x = shareFloats(Float64Array.from({ length: 1000 }, (_, i) => i));
const parts = (count: number, ms = 0): Sum[] =>
  Array.from({ length: count }, (_, i) => ({ from: i * 10, to: i * 10 + 10, ms }));
const sums = (count: number): number[] => parts(count).map(({ from }) => from * 10 + 45);

afterAll(stopThreads);

describe('runTasks', () => {
  test('gives the outputs in order, with any number of threads', () => {
    for (const threads of [1, 2, 3, 4]) {
      const out = runTasks(sumTask, parts(40, 1), { x }, { threads });
      expect(out.map(({ sum }) => sum)).toEqual(sums(40));
      expect(out[3]!.copy).toEqual(Float64Array.of(30));
    }
  });

  test('really uses other threads, and keeps them', () => {
    const run = (): Set<number> =>
      new Set(runTasks(sumTask, parts(60, 10), { x }, { threads: 2 }).map(({ thread }) => thread));
    run();
    const first = run();
    expect(first.size).toBe(2);
    expect(first.has(threadId)).toBe(true);
    expect(run()).toEqual(first);
  });

  test('runs small jobs and single inputs on the caller’s thread', async () => {
    await stopThreads();
    const threadsOf = (count: number, cost: number): Set<number> =>
      new Set(
        runTasks(sumTask, parts(count), { x }, { threads: 4, cost }).map(({ thread }) => thread),
      );
    expect(threadsOf(50, 0.5)).toEqual(new Set([threadId]));
    expect(threadsOf(50, 20)).toEqual(new Set([threadId]));
    expect(threadsOf(1, 1000)).toEqual(new Set([threadId]));
  });

  test('takes no input at all', () => {
    expect(runTasks(sumTask, [], { x }, { threads: 4 })).toEqual([]);
  });

  test('throws what the first failing input threw', () => {
    for (const threads of [1, 2, 3]) {
      const inputs = [0, 2, 4, 7, 6, 9, 11];
      const failing = (): unknown => runTasks(oddTask, inputs, 'own', { threads });
      expect(failing).toThrow(ArgumentError);
      try {
        failing();
      } catch (error) {
        if (!(error instanceof ArgumentError)) throw error;
        expect(error.code).toBe('test.odd');
        expect(error.details).toEqual({ index: 7, list: [1, 2] });
        expect(error.sentence('fr')).toBe('La tâche 7 est impaire : [1, 2].');
      }
      expect(() => runTasks(oddTask, inputs, 'plain', { threads })).toThrow(
        new RangeError('odd 7'),
      );
    }
    // The pool is none the worse for it.
    expect(runTasks(oddTask, [2, 4], 'own', { threads: 2 })).toEqual([2, 4]);
  });

  test('reports progress up to the end, and stops when asked', () => {
    for (const threads of [1, 2]) {
      const seen: number[] = [];
      const onProgress = ({ done, total, unit }: { done: number; total: number; unit: string }) => {
        expect([total, unit]).toEqual([20, 'parts']);
        seen.push(done);
      };
      runTasks(sumTask, parts(20, 2), { x }, { threads, onProgress, unit: 'parts' });
      expect(seen.at(-1)).toBe(20);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));

      const controller = new AbortController();
      const stop = ({ done }: { done: number }): void => {
        if (done >= 5) controller.abort();
      };
      const { signal } = controller;
      expect(() =>
        runTasks(sumTask, parts(50, 2), { x }, { threads, signal, onProgress: stop }),
      ).toThrow(AbortError);
      expect(runTasks(sumTask, parts(30), { x }, { threads }).map(({ sum }) => sum)).toEqual(
        sums(30),
      );
    }
  });

  test('finishes alone when a thread dies', () => {
    const out = runTasks(fatalTask, [1, 2, 3, 4, 5, 6, 7, 8], threadId, { threads: 2 });
    expect(out).toEqual(Array(8).fill(threadId));
  });

  test('does not keep the process alive', () => {
    const program = `
      import { runTasks } from ${JSON.stringify(new URL('../../../src/learn/threads/index.ts', import.meta.url).href)};
      import { sumTask } from ${JSON.stringify(new URL('./tasks.ts', import.meta.url).href)};
      const parts = Array.from({ length: 40 }, () => ({ from: 0, to: 3, ms: 10 }));
      const out = runTasks(sumTask, parts, { x: Float64Array.of(1, 2, 3) }, { threads: 2 });
      console.log(new Set(out.map((o) => o.thread)).size, out[39].sum);`;
    const args = ['--conditions=limpide-source', '--input-type=module', '-e', program];
    const cwd = fileURLToPath(new URL('.', import.meta.url));
    const text = execFileSync(process.execPath, args, { cwd, timeout: 20_000, encoding: 'utf8' });
    expect(text.trim()).toBe('2 6');
  });
});

describe('shareArray', () => {
  test('copies once, keeps the type', () => {
    const shared = shareArray(Uint16Array.of(1, 2, 65535));
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...shared]).toEqual([1, 2, 65535]);
    expect(shareArray(shared)).toBe(shared);
  });
});
