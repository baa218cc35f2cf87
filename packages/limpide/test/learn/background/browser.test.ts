/** Fits in the background of a page: bundled as its users would, in Chromium. */
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../browser/bundle.ts';
import { startChromium } from '../../browser/chromium.ts';
import { type Site, serve } from '../../browser/serve.ts';
import { smallData } from '../small-data.ts';
import type { Told } from './page/page.ts';

declare global {
  function tell(X: number[][], y: number[]): Promise<Told>;
}

let files: Map<string, Uint8Array>;
let browser: Browser;
const sites: Site[] = [];

beforeAll(async () => {
  files = await bundle(path.join(import.meta.dirname, 'page', 'page.ts'));
  browser = await startChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  for (const site of sites) site.close();
});

test.each([true, false])(
  'the same bits, and a page that is alive (isolated: %s)',
  async (isolated) => {
    const site = await serve(files, { isolated });
    sites.push(site);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(site.url);
    const { X, y } = smallData('iris');
    const told = await page.evaluate(([rows, labels]) => tell(rows, labels), [
      X,
      Array.from(y),
    ] as const);
    expect(told.there).toEqual(told.here);
    expect(told.done).toBe(25);
    expect(told.turns).toBeGreaterThan(3);
    expect(told.stopped).toBe('background.stopped');
    expect(told.after).toBeLessThan(500);
    expect(complaints).toEqual([]);
    await page.close();
  },
);
