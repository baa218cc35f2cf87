/**
 * npm run bench:studio: the studio's budgets, measured in Chromium on its own server: the first page, a lesson, the
 * check of an exercise, and the images a second of the interface while MNIST trains in the page's worker.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startChromium } from '../../packages/limpide/test/browser/chromium.ts';

const root = path.resolve(import.meta.dirname, '../..');
const port = 4790;
const address = `http://localhost:${port}`;
const folder = mkdtempSync(path.join(os.tmpdir(), 'limpide-bench-'));

interface Row {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  readonly limit: number;
}

/** The server in a process of its own, once its page is built. */
async function open(): Promise<ChildProcess> {
  const server = spawn(
    process.execPath,
    [
      '--conditions=limpide-source',
      path.join(root, 'packages/studio/server/main.ts'),
      '--no-open',
      `--port=${port}`,
      `--folder=${folder}`,
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  for (let tries = 0; tries < 300; tries++) {
    const up = await fetch(`${address}/api/settings`).then(
      (response) => response.ok,
      () => false,
    );
    if (up) return server;
    await new Promise((resume) => setTimeout(resume, 200));
  }
  throw new Error('the studio did not open within a minute');
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Compressed bytes of a page, and the time (ms) until its heading is there and the page is quiet. */
async function load(page: Page, to: string): Promise<{ bytes: number; time: number }> {
  let bytes = 0;
  page.on('requestfinished', async (request) => {
    const sizes = await request.sizes().catch(() => null);
    bytes += sizes?.responseBodySize ?? 0;
  });
  const start = performance.now();
  await page.goto(address + to);
  await page.waitForSelector('main h1');
  const time = performance.now() - start;
  await page.waitForTimeout(500);
  return { bytes, time };
}

const rows: Row[] = [];
const server = await open();
const browser = await startChromium();
try {
  // ---- the first page, with nothing kept
  const firsts: { bytes: number; time: number }[] = [];
  for (let round = 0; round < 3; round++) {
    const context = await browser.newContext();
    firsts.push(await load(await context.newPage(), '/'));
    await context.close();
  }
  rows.push({
    what: 'first page, compressed',
    measured: median(firsts.map(({ bytes }) => bytes)) / 1000,
    unit: 'kB',
    limit: 200,
  });
  rows.push({
    what: 'first page, interactive',
    measured: median(firsts.map(({ time }) => time)),
    unit: 'ms',
    limit: 1500,
  });

  // ---- from the map to a lesson, several lessons
  const page = await browser.newPage();
  await load(page, '/');
  const lessons = await page.$$eval('a[href^="/lesson/"]', (links) =>
    [...new Set(links.map((link) => link.getAttribute('href') ?? ''))].slice(0, 6),
  );
  const openings: number[] = [];
  for (const lesson of lessons) {
    await page.evaluate((to) => {
      document.querySelector<HTMLAnchorElement>(`.map a[href="${to}"]`)?.click();
      return performance.now();
    }, lesson);
    const start = performance.now();
    await page.waitForSelector('article h1');
    openings.push(performance.now() - start);
    await page.goBack();
    await page.waitForSelector('.map');
  }
  rows.push({
    what: 'a lesson opens (median)',
    measured: median(openings),
    unit: 'ms',
    limit: 300,
  });

  // ---- the check of an exercise, after the first
  const solution = readFileSync(
    path.join(root, 'packages/course/lessons/maths/dot-product/exercises/dot/solution.ts'),
    'utf8',
  );
  const checks = await page.evaluate(async (code) => {
    const times: number[] = [];
    for (let i = 0; i < 6; i++) {
      const start = performance.now();
      const response = await fetch('/api/exercises/maths/dot-product/dot/check', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code }),
      });
      if (!response.ok) throw new Error(`check: ${response.status}`);
      await response.json();
      times.push(performance.now() - start);
    }
    return times;
  }, solution);
  rows.push({
    what: 'first check of an exercise',
    measured: checks[0] ?? 0,
    unit: 'ms',
    limit: Infinity,
  });
  rows.push({
    what: 'check, after the first',
    measured: median(checks.slice(1)),
    unit: 'ms',
    limit: 1500,
  });

  // ---- images a second while MNIST trains in the page's worker
  await page.goto(`${address}/laboratory?data=mnist`);
  await page
    .getByRole('button', { name: /Entraîner|Train/ })
    .first()
    .click();
  await page.waitForTimeout(3000);
  const gaps = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        let last = performance.now();
        const until = last + 6000;
        const tick = (): void => {
          const now = performance.now();
          found.push(now - last);
          last = now;
          if (now < until) requestAnimationFrame(tick);
          else resolve(found);
        };
        requestAnimationFrame(tick);
      }),
  );
  gaps.sort((a, b) => a - b);
  rows.push({
    what: 'between two images while MNIST trains, p95',
    measured: gaps[Math.floor(gaps.length * 0.95)] ?? Number.NaN,
    unit: 'ms',
    limit: 20,
  });
} finally {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}

for (const { what, measured, unit, limit } of rows) {
  const asked = Number.isFinite(limit) ? `≤ ${limit} ${measured <= limit ? '✓' : '✗'}` : '';
  process.stdout.write(
    `${what.padEnd(46)} ${measured.toFixed(0).padStart(6)} ${unit.padEnd(3)} ${asked}\n`,
  );
}
