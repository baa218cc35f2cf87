/**
 * A learner's whole way, in each language: from the map to a lesson, an exercise failed and passed, a piece of one's own
 * engine, MNIST read by that engine, found again after a reload, compared, deleted.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDetailSchema, runListSchema } from '../../shared/runs.ts';
import { answersOf, writtenBefore } from './pieces.ts';
import { keptStep, Site, soon, write } from './site.ts';

const exercise = 'networks/activations/softmax';

/** What the two ways differ in: the words, and where MNIST is learnt. */
const ways = [
  {
    language: 'fr',
    where: 'in the page',
    lesson: 'Les fonctions d’activation',
    check: 'Vérifier',
    joined: 'pièce de votre moteur',
    engine: 'Mon moteur',
    images: 'Images pour apprendre',
    units: 'Unités de la couche 1',
    data: 'Jeu de données',
    server: 'Sur le serveur',
    epochs: 'Époques',
    start: 'Lancer sur le serveur',
    show: 'Montrer ici son modèle',
    play: 'Entraîner',
    pause: 'Pause',
    paused: 'En pause',
    takenUp: 'Reprise là où elle s’était arrêtée',
    finished: 'finie',
    right: /([\d\s]+) sur ([\d\s]+) justes/,
    selectRun: /^Choisir /,
    compare: /Comparer ces 2/,
    recipe: 'Recette',
    delete: 'Supprimer la sélection',
    sure: 'Supprimer',
  },
  {
    language: 'en',
    where: 'on the server',
    lesson: 'Activation functions',
    check: 'Check',
    joined: 'piece of your engine',
    engine: 'My engine',
    images: 'Images to learn from',
    units: 'Units of layer 1',
    data: 'Data set',
    server: 'On the server',
    epochs: 'Epochs',
    start: 'Start on the server',
    show: 'Show its model here',
    play: 'Train',
    pause: 'Pause',
    paused: 'Paused',
    takenUp: 'Taken up where it had stopped',
    finished: 'finished',
    right: /([\d,]+) of ([\d,]+) right/,
    selectRun: /^Choose /,
    compare: /Compare these 2/,
    recipe: 'Recipe',
    delete: 'Delete the selection',
    sure: 'Delete',
  },
] as const;
type Way = (typeof ways)[number];

const site = new Site();
beforeAll(() => site.open(), 180_000);
afterAll(() => site.close());

const numberIn = (text: string | null | undefined): number =>
  Number((text ?? '').replace(/\D/g, ''));

/** What the confusion matrix says of the whole test part. */
async function accuracy(page: Page, way: Way): Promise<number> {
  const text = (await page.locator('.matrix p').first().textContent()) ?? '';
  const [, right, total] = way.right.exec(text) ?? [];
  return numberIn(total) === 10_000 ? numberIn(right) / numberIn(total) : 0;
}
/** The epoch that the room shows. */
async function epoch(page: Page): Promise<number> {
  const text = await page.locator('.counters b').first().textContent();
  return Number((text ?? '0').replace(',', '.'));
}
const pixelsOf = (page: Page): Promise<string> =>
  page
    .locator('.uplot canvas')
    .first()
    .evaluate((canvas) => {
      return canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : '';
    });

/** The curves are drawn again and again: several pictures, each another one. */
async function curvesMove(page: Page): Promise<void> {
  await page.locator('.uplot canvas').first().waitFor();
  const seen = new Set<string>();
  await expect
    .poll(async () => seen.add(await pixelsOf(page)).size, { timeout: 90_000, interval: 200 })
    .toBeGreaterThan(3);
}

describe.each(ways)('A learner ($language), who trains $where', (way) => {
  it('goes the whole way', { timeout: 240_000 }, async () => {
    const own = way.language === 'fr' ? site : await site.another();
    await fetch(`${own.url}/api/settings`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ language: way.language }),
    });
    await writtenBefore(own.folder, 'networks', exercise);
    const { right, wrong } = await answersOf(exercise, 'by-columns');
    const { page, wrong: thrown, go, close } = await own.visit();

    // the map, a lesson, its picture moved
    await go('/');
    await page.locator('[data-lesson="networks/activations"] a').click();
    await page.locator('article h1').waitFor();
    expect(await page.locator('article h1').textContent()).toContain(way.lesson);
    const handle = page.locator('[data-widget="activations"] [role="slider"]').first();
    await handle.focus();
    const before = await handle.getAttribute('aria-valuetext');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    await soon(() => handle.getAttribute('aria-valuetext')).not.toBe(before);

    // a wrong answer has its diagnosis, the right one joins the engine
    await page.locator(`a.exercise[href*="${exercise}"]`).first().click();
    await page.locator('.cm-content').waitFor();
    await write(page, wrong);
    await page.getByRole('button', { name: way.check }).click();
    const diagnosis = page.locator('[data-diagnosis]');
    await diagnosis.waitFor();
    expect(await diagnosis.getAttribute('data-diagnosis')).toBe('by-columns');
    await write(page, right);
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-status="passed"]').first().waitFor();
    expect(await page.locator('.joined').textContent()).toContain(way.joined);

    // the laboratory: MNIST, the own engine, all of its pieces the learner's
    await go('/laboratory');
    await page.getByRole('combobox', { name: way.data }).selectOption('mnist');
    await page.getByLabel(way.engine, { exact: true }).check();
    await page.locator('[data-engine="mine"]').waitFor();
    const pieces = page.locator('[data-piece]');
    const from = await pieces.evaluateAll((all) => all.map((one) => one.getAttribute('data-from')));
    expect(from.length).toBeGreaterThan(10);
    expect(new Set(from)).toEqual(new Set(['mine']));
    expect(await page.locator('[data-piece="softmaxRows"]').count()).toBe(1);
    await page.getByRole('combobox', { name: way.images }).selectOption('60000');
    await page.getByLabel(way.units).fill('64');
    await page.getByLabel(way.units).press('Enter');

    let run: string;
    if (way.where === 'in the page') {
      await page.locator('[data-engine="mine"]').waitFor();
      await page.getByRole('button', { name: way.play }).click();
      await curvesMove(page);
      await expect.poll(() => epoch(page), { timeout: 150_000, interval: 500 }).toBeGreaterThan(2);
      await page.getByRole('button', { name: way.pause }).click();
      await page.locator('.counters').getByText(way.paused).waitFor();
      await soon(() => accuracy(page, way)).toBeGreaterThan(0.95);
      run = (await page.locator('.keep a').textContent()) ?? '';
      // the state of this very step is kept
      const step = numberIn(
        await page.locator('.counters span', { hasText: / pas$/ }).textContent(),
      );
      await soon(() => keptStep(`${own.url}/api/runs/${run}/checkpoint`)).toBe(step);
      const steps = await epoch(page);
      const reached = await accuracy(page, way);
      await page.reload();
      await page.locator('.counters').getByText(way.takenUp).waitFor();
      expect(await epoch(page)).toBe(steps);
      await soon(() => accuracy(page, way)).toBe(reached);
      await page.locator('.uplot canvas').first().waitFor();
      expect(await pieces.count()).toBe(from.length);
      expect(await page.getByRole('combobox', { name: way.images }).inputValue()).toBe('60000');
    } else {
      await page.getByLabel(way.server).check();
      await page.getByLabel(way.epochs).fill('2');
      await page.getByLabel(way.epochs).press('Enter');
      await page.getByRole('button', { name: way.start }).click();
      await curvesMove(page);
      await page.locator('.panel').getByText(way.finished).waitFor({ timeout: 150_000 });
      const href = await page.locator('.panel a').getAttribute('href');
      run = href?.split('/').at(-1) ?? '';
      const { curves } = runDetailSchema.parse(
        await (await fetch(`${own.url}/api/runs/${run}`)).json(),
      );
      // on the 10,000 images of the test
      expect(curves['valAccuracy']?.values.at(-1)).toBeGreaterThan(0.95);
      await page.getByRole('button', { name: way.show }).click();
      await soon(() => accuracy(page, way)).toBeGreaterThan(0.95);
      await page.reload();
      await page.locator('[data-engine="mine"]').waitFor();
      expect(await page.getByRole('combobox', { name: way.images }).inputValue()).toBe('60000');
    }
    const code = await (await fetch(`${own.url}/api/engine?names=softmaxRows`)).json();
    expect(code).toContainEqual(expect.objectContaining({ name: 'softmaxRows', from: 'mine' }));
    expect(readFileSync(path.join(own.folder, `exercises/${exercise}.ts`), 'utf8')).toBe(right);

    // another run to compare it with; then both are deleted
    await fetch(`${own.url}/api/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ place: 'server', recipe: 'xor', parameters: { epochs: 5 } }),
    });
    await go('/runs');
    const boxes = page.getByRole('checkbox', { name: way.selectRun });
    await soon(() => boxes.count()).toBe(2);
    for (const box of await boxes.all()) await box.check();
    await page.getByRole('link', { name: way.compare }).click();
    await page.locator('.uplot').first().waitFor();
    await page.getByRole('rowheader', { name: way.recipe }).waitFor();
    await page.goBack();
    await soon(() => boxes.count()).toBe(2);
    for (const box of await boxes.all()) await box.check();
    await page.getByRole('button', { name: way.delete }).click();
    await page.locator('dialog').getByRole('button', { name: way.sure, exact: true }).click();
    await soon(() => boxes.count()).toBe(0);
    const list = runListSchema.parse(await (await fetch(`${own.url}/api/runs`)).json());
    expect(list.runs).toEqual([]);
    expect((await fetch(`${own.url}/api/runs/${run}`)).status).toBe(404);
    expect(thrown).toEqual([]);
    await close();
  });
});
