/** The laboratory, the runs and what is under the hood, in a real browser: followed by mouse and by keyboard. */
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../../../limpide/test/browser/chromium.ts';
import { createApp } from '../../server/app.ts';
import { closeStudio, openStudio, type Studio } from '../../server/studio.ts';

const root = path.resolve(import.meta.dirname, '../..');
const checker = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
declare global {
  const axe: { run(options: object): Promise<{ violations: { id: string; nodes: unknown[] }[] }> };
}

let folder: string;
let studio: Studio;
let server: ServerType;
let browser: Browser;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'limpide-rooms-'));
  const built = path.join(folder, 'page');
  await build({
    configFile: path.join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: built },
  });
  studio = openStudio(path.join(folder, 'atelier'));
  const app = createApp(studio, built);
  server = await new Promise((resolve) => {
    const made = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(made));
  });
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await startChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  if (studio) closeStudio(studio);
  server?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Opens a page and lets it work; what it threw is a failure. */
async function open(
  where: string,
  work: (page: Page) => Promise<void>,
  width = 1280,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    bypassCSP: true, // for the accessibility checker, which is a script of its own
  });
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  try {
    await page.goto(url + where);
    await work(page);
    expect(thrown).toEqual([]);
  } finally {
    await context.close();
  }
}
async function isAccessible(page: Page): Promise<void> {
  await page.evaluate(checker);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
  expect(violations.map(({ id, nodes }) => `${id} × ${nodes.length}`)).toEqual([]);
}
const stepsOf = async (page: Page): Promise<number> => {
  const text = await page.locator('.counters span', { hasText: / pas$/ }).first().textContent();
  return Number((text ?? '').replace(/\D/g, ''));
};

describe('The laboratory', () => {
  it('trains in the page, shows it, and keeps it as a run that is compared and deleted', async () => {
    await open('/laboratory?d=gaussians&h=4&r=0.03', async (page) => {
      await page.getByRole('button', { name: 'Entraîner' }).click();
      await page.waitForFunction(() => document.querySelectorAll('.uplot').length === 2);
      const before = await stepsOf(page);
      await expect.poll(() => stepsOf(page)).toBeGreaterThan(before);
      // the plane is painted: more than one colour
      const colours = await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('canvas.map');
        const context = canvas?.getContext('2d');
        const data = context?.getImageData(0, 0, canvas?.width ?? 1, canvas?.height ?? 1).data;
        return new Set(new Uint32Array(data?.buffer ?? new ArrayBuffer(0))).size;
      });
      expect(colours).toBeGreaterThan(10);
      const kept = page.locator('.keep a');
      await kept.waitFor({ timeout: 15_000 });
      await page.getByRole('button', { name: 'Pause' }).click();
      await isAccessible(page);
      await kept.click();
      await page.getByRole('heading', { name: 'Deux nuages · 4' }).waitFor();
      await page.locator('.sub').getByText('arrêtée').waitFor();
      await page.locator('.uplot').first().waitFor();
      await isAccessible(page);
      await page.getByRole('button', { name: 'Supprimer' }).click();
      await page.locator('dialog').getByRole('button', { name: 'Supprimer' }).click();
      await page.waitForURL('**/runs');
      await page.getByText('Aucune expérience encore').waitFor();
    });
  });

  it('is the same again from its address, without what a teacher hides', async () => {
    await open('/laboratory?d=xor&h=5-3&a=relu&s=12&hide=rate,engine', async (page) => {
      await page.locator('.counters').getByText('Prêt').waitFor();
      const units = page.locator('.units input');
      expect(
        await units.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value)),
      ).toEqual(['5', '3']);
      expect(await page.getByText('Taux d’apprentissage').count()).toBe(0);
      expect(await page.getByText('Qui apprend').count()).toBe(0);
      await page.getByRole('button', { name: 'Ajouter une couche' }).click();
      await page.waitForURL(/h=5-3-3/);
      expect(page.url()).toContain('s=12');
      // same seed, same steps, same loss to the last digit shown
      const train = async (): Promise<string> => {
        await page.getByRole('button', { name: 'Recommencer' }).click();
        await page.locator('.counters').getByText('Prêt').waitFor();
        await page.getByRole('button', { name: 'Une époque' }).click();
        await page.locator('.counters').getByText('En pause').waitFor();
        return (await page.locator('output.value').first().textContent()) ?? '';
      };
      expect(await train()).toBe(await train());
    });
  });

  it('takes points by keyboard alone', async () => {
    await open('/laboratory?d=points', async (page) => {
      const plane = page.getByRole('application');
      await plane.focus();
      for (const key of ['ArrowUp', 'Enter', 'ArrowUp', 'Enter', '2', 'ArrowLeft', 'Enter']) {
        await plane.press(key);
      }
      await page.locator('.counters').getByText('Prêt').waitFor();
      expect(new URL(page.url()).searchParams.get('p')).toHaveLength(12);
      await plane.press('Delete');
      await expect.poll(() => new URL(page.url()).searchParams.get('p')?.length).toBe(8);
      // asked for while the points are being taken up: it begins when they are
      await page.locator('#main').focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Pause' }).waitFor();
    });
  });

  it('says what goes wrong, and the remedy is one click away', async () => {
    await open('/laboratory?d=plane&c=meanSquared&o=sgd&r=10&a=linear', async (page) => {
      await page.getByRole('button', { name: 'Entraîner' }).click();
      await page.getByText('La perte n’est plus un nombre', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'diviser le taux par 10' }).click();
      await page.waitForURL(/r=1(&|$)/);
      await page.locator('.counters').getByText('Prêt').waitFor();
    });
  });

  it('trains on the server, and brings the model back', async () => {
    await open('/laboratory?d=moons&e=5', async (page) => {
      await page.getByLabel('Sur le serveur').check();
      await page.getByRole('button', { name: 'Lancer sur le serveur' }).click();
      await page.locator('.panel').getByText('finie').waitFor({ timeout: 20_000 });
      await page.locator('.uplot').first().waitFor();
      await page.getByRole('button', { name: 'Montrer ici son modèle' }).click();
      await expect.poll(() => stepsOf(page)).toBe(5 * 14);
    });
  });
});

describe('Under the hood', () => {
  it('a kernel that is chosen shows its operators, its memory and its code', async () => {
    await open('/hood?recipe=lesson', async (page) => {
      const kernels = page.locator('.kernels li');
      await kernels.first().waitFor();
      await kernels.first().getByRole('button').click();
      expect(await page.locator('.node.chosen').count()).toBeGreaterThan(0);
      const code = page.locator('.wat');
      expect(await code.textContent()).toContain('(func $k0');
      await page.mouse.move(0, 0);
      await isAccessible(page);
    });
  });
  it('and on a phone nothing overflows', async () => {
    for (const where of ['/hood?recipe=xor', '/laboratory', '/runs']) {
      await open(
        where,
        async (page) => {
          await page.waitForTimeout(800);
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect([where, over > 0]).toEqual([where, false]);
        },
        360,
      );
    }
  });
});
