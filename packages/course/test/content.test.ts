/** Every lesson that is there holds what the format promises. The same as `limpide course check`. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { catalogue, checkCatalogue } from '../src/content/catalogue.ts';
import { checkEngineIndex, checkExercises, checkTexts } from '../src/content/check.ts';
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
