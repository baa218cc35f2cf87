/**
 * Every lesson that is there holds what the format promises: the same as `limpide course check`, with a sample of
 * `--gates 20` and what needs no other program of `--snippets`.
 */
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { catalogue, checkCatalogue } from '../src/content/catalogue.ts';
import { checkEngineIndex, checkExercises, checkTexts } from '../src/content/check.ts';
import { measureGates } from '../src/content/gates.ts';
import { snippetsOf } from '../src/content/snippets.ts';
import { courseFolder, loadCourse } from '../src/format/load.ts';

const course = await loadCourse();

it('texts, links and the graph hold', async () => {
  const index = await fs.readFile(path.join(courseFolder, 'lessons', 'engine.ts'), 'utf8');
  expect(course.lessons.length).toBeGreaterThan(0);
  expect(checkTexts(course, catalogue)).toEqual([]);
  expect(checkEngineIndex(course, index)).toEqual([]);
  expect(
    checkCatalogue(
      catalogue,
      course.lessons.map(({ meta }) => meta.id),
    ),
  ).toEqual([]);
});

it('starters fail, solutions pass, each mistake has its own diagnosis', async () => {
  const exercises = course.lessons.flatMap((lesson) => lesson.exercises);
  expect(await checkExercises(exercises, course, { parallel: 2 })).toEqual([]);
}, 300_000);

it('training gates hold with three seeds of twenty', async () => {
  const exercises = course.lessons.flatMap((lesson) => lesson.exercises);
  const gates = [];
  for await (const report of measureGates(exercises, course, [7, 13, 20])) gates.push(report);
  expect(gates.length).toBeGreaterThan(4);
  expect(gates.filter(({ misses }) => misses.length > 0)).toEqual([]);
}, 120_000);

it('the code of lessons is found, in both languages and once where it is the same', () => {
  const snippets = snippetsOf(course.lessons);
  const python = snippets.filter(({ language }) => language === 'python');
  expect(python.length).toBeGreaterThan(50);
  expect(snippets.some(({ language }) => language === 'ts')).toBe(true);
  const texts = python.map(({ lesson, source }) => `${lesson.meta.id} ${source}`);
  expect(new Set(texts).size).toBe(texts.length);
});
