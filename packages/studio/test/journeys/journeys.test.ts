/** A learner's ways through the studio, in a real browser: the built page, the real server. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Site, soon, tabTo, violations, write } from './site.ts';

const site = new Site();
beforeAll(() => site.open(), 180_000);
afterAll(() => site.close());
beforeEach(async () => {
  await fetch(`${site.url}/api/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ language: 'fr', theme: 'auto' }),
  });
});

const productOfSums = `export function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new Error('lengths differ');
  const sum = (v: readonly number[]) => v.reduce((s, x) => s + x, 0);
  return sum(a) * sum(b);
}
`;
const right = `export function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new Error('lengths differ');
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
`;
const body = (text: string): string =>
  `export function dot(a: readonly number[], b: readonly number[]): number {\n  ${text}\n}\n`;
const exercise = '/exercise/maths/dot-product/dot';
const file = (): string => path.join(site.folder, 'exercises/maths/dot-product/dot.ts');

describe('In French', () => {
  it('map, lesson, picture moved by keys, wrong, right, a piece of the engine, and all still there', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/');
    expect(await page.locator('h1').textContent()).toBe('L’atelier');
    await page.locator('[data-lesson="maths/dot-product"] a').click();
    await page.locator('article h1').waitFor();
    expect(await page.locator('article h1').textContent()).toContain('Produit scalaire');

    // the picture answers to arrows, and the address keeps its state
    const tip = page.locator('[data-widget="dot-product"] [role="slider"]').first();
    await tip.focus();
    const before = await tip.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await soon(() => tip.getAttribute('aria-valuetext')).not.toBe(before);

    // a word of the glossary explains itself
    await page.locator('article a.term').first().click();
    await page.locator('.term-popup').waitFor();
    expect(await page.locator('.term-popup').textContent()).toContain('scalar');
    await page.keyboard.press('Escape');
    expect(await page.locator('.term-popup').isVisible()).toBe(false);

    await page.locator('a.exercise').first().click();
    await page.locator('.cm-content').waitFor();
    await write(page, productOfSums);
    await page.getByRole('button', { name: 'Vérifier' }).click();
    const diagnosis = page.locator('[data-diagnosis]');
    await diagnosis.waitFor();
    expect(await diagnosis.getAttribute('data-diagnosis')).toBe('product-of-sums');
    expect(await page.locator('.got .differs').count()).toBeGreaterThan(0);
    // the sentence of the lesson is one click away
    const there = await page.locator('blockquote.rule a').getAttribute('href');
    expect(there).toMatch(/^\/lesson\/maths\/dot-product#/);

    await write(page, right);
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-status="passed"]').first().waitFor();
    expect(await page.locator('.joined').textContent()).toContain('pièce de votre moteur');

    await page.reload();
    await page.locator('.badge').waitFor();
    expect(await page.locator('.badge').textContent()).toContain('version 1');
    expect(await page.locator('.cm-content').textContent()).toContain('a.reduce((sum, x, i)');
    expect(readFileSync(file(), 'utf8')).toBe(right);
    const engine = await (await fetch(`${site.url}/api/engine/module.js`)).text();
    expect(engine).toContain('mine/maths/dot-product/dot');
    await go('/');
    await page.locator('[data-lesson="maths/dot-product"].started').waitFor();
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('In English', () => {
  it('the language is chosen once, and stays', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/');
    await page.locator('header select').first().selectOption('en');
    await soon(() => page.locator('html').getAttribute('lang')).toBe('en');
    await go('/lesson/maths/dot-product');
    expect(await page.locator('article h1').textContent()).toContain('Dot product');

    // a question is answered, remembered, and comes back on its day
    await page.locator('.quiz label').first().click();
    await page.locator('.quiz .why').first().waitFor();
    await page.reload();
    await page.locator('.quiz .why').first().waitFor();
    const database = new DatabaseSync(path.join(site.folder, 'studio.sqlite'), { timeout: 5000 });
    const due = () =>
      database
        .prepare('SELECT due FROM cards')
        .all()
        .map((row) => String(row['due']));
    expect(due().every((date) => date > new Date().toISOString())).toBe(true);
    database.exec("UPDATE cards SET due = '2020-01-01T00:00:00.000Z'");
    await go('/review');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Show the answer' }).press('Enter');
    await page.locator('.grades').waitFor();
    await page.keyboard.press('3');
    await page.getByText('Done for today').waitFor();
    expect(due().every((date) => date > new Date().toISOString())).toBe(true);
    database.close();

    // search, by the keyboard
    await page.keyboard.press('/');
    await page.locator('dialog [role="combobox"]').fill('pythagor');
    await page.locator('#hit-0').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/lesson\/maths\/dot-product/);
    await page.locator('article h1').waitFor();

    await page.locator('header select').first().selectOption('fr');
    await soon(() => page.locator('html').getAttribute('lang')).toBe('fr');
    expect(wrong).toEqual([]);
    await close();
  });

  it('a project is written, kept, and exported as a card', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/project');
    await page.getByLabel('Nom du projet').fill('Feuilles d’arbres');
    await page.getByRole('button', { name: 'Commencer' }).click();
    await page.waitForURL(/\/project\/.+/);
    await page.locator('input[type="checkbox"]').first().check();
    await page.locator('#field-aim').fill('Reconnaître un arbre à sa feuille.');
    await page.locator('[data-saving="saved"]').waitFor();
    await page.waitForTimeout(700);
    await page.locator('[data-saving="saved"]').waitFor();
    await page.reload();
    await page.locator('#field-aim').waitFor();
    expect(await page.locator('#field-aim').inputValue()).toBe(
      'Reconnaître un arbre à sa feuille.',
    );
    expect(await page.locator('input[type="checkbox"]').first().isChecked()).toBe(true);
    const id = page.url().split('/').at(-1);
    const card = await (await fetch(`${site.url}/api/projects/${id}/card.md?lang=fr`)).text();
    expect(card).toMatch(/^# Feuilles d’arbres\n[\s\S]*Reconnaître un arbre à sa feuille\./);
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('Code that goes wrong', () => {
  it('TypeScript speaks while one writes', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go(exercise);
    await write(page, body("return 'not a number';"));
    await page.locator('[data-types="ready"]').waitFor();
    await page.locator('.cm-lintRange-error').first().waitFor();
    // in the reader's language, and in the other one as soon as it is chosen
    await page.locator('.cm-lintRange-error').first().hover();
    await soon(() => page.locator('.cm-diagnostic').first().textContent()).toMatch(
      /Un «\s?number\s?» est attendu/,
    );
    await page.mouse.move(0, 0);
    await page.locator('header select').first().selectOption('en');
    await page.locator('.cm-tooltip-lint').waitFor({ state: 'detached' });
    await soon(async () => {
      await page.mouse.move(0, 0);
      await page.locator('.cm-lintRange-error').first().hover();
      return page.locator('.cm-diagnostic').first().textContent();
    }).toContain('is not assignable');
    await page.locator('header select').first().selectOption('fr');
    expect(wrong).toEqual([]);
    await close();
  });

  it('help comes by the keyboard too', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go(exercise);
    await page.locator('.cm-content').waitFor();
    const hints = page.locator('[data-hints] li');
    const before = await hints.count();
    await page.keyboard.press('Alt+i');
    await soon(() => hints.count()).toBe(before + 1);
    await page.keyboard.press('Control+Enter');
    await page.locator('section.result').waitFor();
    expect(wrong).toEqual([]);
    await close();
  });

  it('an endless loop and a memory bomb leave the page alive', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go(exercise);
    for (const bomb of [
      'for (;;) {}',
      'const all: number[][] = []; for (;;) all.push(new Array<number>(1e6).fill(1));',
    ]) {
      await write(page, body(bomb));
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: 'Vérification…' }).waitFor();
      // the page goes on meanwhile
      await page.keyboard.press('End');
      expect(await page.evaluate(() => 1 + 1)).toBe(2);
      await page.locator('h2[data-status="stopped"]').waitFor();
      await page.getByRole('button', { name: 'Vérifier' }).waitFor();
      await write(page, right);
      await page.keyboard.press('Control+Enter');
      await page.locator('h2[data-status="passed"]').waitFor();
    }
    expect(wrong).toEqual([]);
    await close();
  });
});

describe('A server that goes', () => {
  it('and comes back, loses nothing of what was written meanwhile', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go(exercise);
    await write(page, `${right}// before\n`);
    await page.locator('[data-saving="saved"]').waitFor();
    await site.end();
    await write(page, `${right}// while it was away\n`);
    await page.locator('[data-saving="failed"]').waitFor();
    await site.start();
    await page.locator('[data-saving="saved"]').waitFor();
    await soon(() => readFileSync(file(), 'utf8')).toContain('while it was away');
    await page.keyboard.press('Control+Enter');
    await page.locator('h2[data-status="passed"]').waitFor();
    expect(wrong).toEqual([]);
    await close();
  });

  it('a change by the terminal reaches the page; two changes at once are both kept', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go(exercise);
    await page.locator('.cm-content').waitFor();
    writeFileSync(file(), `${right}// from the terminal\n`);
    await page.getByText('// from the terminal').waitFor();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('// from the page\n');
    writeFileSync(file(), `${right}// at the same moment\n`);
    await page.locator('.conflict').waitFor();
    await page.getByRole('button', { name: 'Garder le texte de cette page' }).click();
    await page.locator('[data-saving="saved"]').waitFor();
    await soon(() => readFileSync(file(), 'utf8')).toContain('from the page');
    expect(wrong).toEqual([]);
    await close();
  });

  it('ends when it is told to, with nothing left that keeps it', async () => {
    expect(await site.end('SIGTERM')).toBeLessThan(3000);
    await site.start();
  });
});

describe('By the keyboard alone', () => {
  it('from the map into an exercise, out of the editor, and to a check', async () => {
    const { page, wrong, go, close } = await site.visit();
    await go('/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Aller au contenu');
    await tabTo(page, '[data-lesson="maths/dot-product"] a');
    await page.keyboard.press('Enter');
    await page.locator('a.exercise').first().waitFor();
    await tabTo(page, '[data-widget="dot-product"] [role="slider"]');
    await page.keyboard.press('ArrowLeft');
    await tabTo(page, `a.exercise[href="${exercise}"]`);
    await page.keyboard.press('Enter');
    await page.locator('.cm-content').waitFor();
    await tabTo(page, '.cm-content');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(right);
    // Tab writes; Escape, then Tab, leaves
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Vérifier');
    await page.keyboard.press('Enter');
    await page.locator('h2[data-status="passed"]').waitFor();
    expect(wrong).toEqual([]);
    await close();
  });
});

const rooms = [
  '/',
  '/tracks',
  '/tracks/two-days',
  '/lesson/maths/dot-product',
  exercise,
  '/laboratory',
  '/laboratory?m=mine&l2=0.1',
  '/runs',
  '/hood',
  '/glossary',
  '/project',
  '/review',
  '/nowhere',
];

/** Violations that are still there once the room has settled: a button that is just being enabled is not one. */
async function lasting(page: Page): Promise<string[]> {
  const first = await violations(page);
  if (first.length === 0) return first;
  await page.waitForTimeout(1500);
  return violations(page);
}

describe('The first page', () => {
  it('weighs less than 200 kB compressed, fonts aside', async () => {
    const { page, close } = await site.visit();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.url().endsWith('.woff2')) return;
      sizes.push(request.sizes().then((size) => size.responseBodySize));
    });
    await page.goto(site.url);
    await page.locator('[data-lesson]').first().waitFor();
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(200_000);
    await close();
  });
});

describe('Every room', () => {
  it('is accessible in light and dark, and fits in 360 pixels', async () => {
    const { page, wrong, go, close } = await site.visit({ reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const room of rooms) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize({ width: 1280, height: 900 });
      await go(room);
      await page.waitForTimeout(200);
      found.push(...(await lasting(page)).map((line) => `${room}, light: ${line}`));
      await page.emulateMedia({ colorScheme: 'dark' });
      found.push(...(await lasting(page)).map((line) => `${room}, dark: ${line}`));
      await page.setViewportSize({ width: 360, height: 740 });
      await page.waitForTimeout(100);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 360) found.push(`${room}: ${width} pixels wide`);
    }
    expect(found).toEqual([]);
    expect(wrong).toEqual([]);
    await close();
  });
});
