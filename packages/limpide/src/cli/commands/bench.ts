/** `limpide bench`: how fast this machine computes, in a few seconds. Peers are compared in bench/. */
import { functional as F, Linear, ReLU, Sequential } from '../../nn/index.ts';
import { Adam } from '../../optim/index.ts';
import { getDevice, manualSeed, randint, randn, type Tensor } from '../../tensor/index.ts';
import { Trainer } from '../../train/index.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, figure, say } from '../command.ts';
import { table } from '../draw.ts';
import type { Output } from '../output.ts';
import { chooseDevice, deviceOptions } from '../runs.ts';

export const bench: Command = {
  name: 'bench',
  summary: {
    en: 'Measure how fast this machine computes',
    fr: 'Mesurer la vitesse de calcul de cette machine',
  },
  usage: { en: '[options]', fr: '[options]' },
  options: { ...deviceOptions },
  examples: [
    ['limpide bench', { en: 'a few seconds', fr: 'quelques secondes' }],
    ['limpide bench --threads 1', { en: 'on one core', fr: 'sur un seul cœur' }],
  ],
  run,
};

interface Work {
  readonly name: string;
  readonly unit: string;
  /** What one run does, in that unit per second. */
  readonly amount: number;
  readonly prepare: () => () => void;
}

/** A product of two n × n matrices: 2n³ operations. */
const product = (n: number): Work => ({
  name: `matmul ${n} × ${n}`,
  unit: 'GFLOP/s',
  amount: (2 * n ** 3) / 1e9,
  prepare: () => {
    const [a, b] = [randn([n, n]).realize(), randn([n, n]).realize()];
    return () => compute(a.matmul(b));
  },
});

const elementwise = (name: string, shape: readonly number[], fn: (x: Tensor) => Tensor): Work => ({
  name,
  unit: 'Gelem/s',
  amount: shape.reduce((a, b) => a * b, 1) / 1e9,
  prepare: () => {
    const x = randn(shape).realize();
    return () => compute(fn(x));
  },
});

const compute = (x: Tensor): void => {
  x.realize();
  x.dispose();
};

/** 784-128-10, batch of 32, Adam, on random pictures: what mnist-mlp does. */
const step: Work = {
  name: 'mnist-mlp step',
  unit: 'images/s',
  amount: 32,
  prepare: () => {
    const model = new Sequential(new Linear(784, 128), new ReLU(), new Linear(128, 10));
    const trainer = new Trainer({
      model,
      optimizer: new Adam(model.parameters(), { lr: 1e-3 }),
      loss: (output, target) => F.crossEntropy(output, target),
    });
    const pair = [randn([32, 784]).realize(), randint(0, 10, [32]).realize()] as const;
    return () => trainer.step(pair);
  },
};

const works: readonly Work[] = [
  product(128),
  product(512),
  product(1024),
  elementwise('relu(x·x + x), 10⁶', [1_000_000], (x) => x.mul(x).add(x).relu()),
  elementwise('exp, 10⁶', [1_000_000], (x) => x.exp()),
  elementwise('softmax 1000 × 1000', [1000, 1000], (x) => x.softmax(-1)),
  step,
];

async function run(args: Arguments, out: Output): Promise<number> {
  const device = chooseDevice(args);
  manualSeed(1);
  const { variant, threads } = getDevice().statistics();
  out.text(out.style.dim(`${device} · ${variant} · ${threads}`));
  const rows: string[][] = [];
  for (const work of works) {
    const seconds = await median(work.prepare());
    const value = work.amount / seconds;
    out.object({
      type: 'measure',
      work: work.name,
      unit: work.unit,
      value,
      seconds,
      device,
      variant,
      threads,
    });
    const digits = value >= 1000 ? 0 : value >= 10 ? 1 : 2;
    rows.push([work.name, figure(value, digits), work.unit, time(seconds)]);
  }
  const head = say({ en: 'work|speed||time', fr: 'travail|vitesse||durée' }).split('|');
  for (const line of table([head, ...rows], out)) out.text(line);
  return 0;
}

/** Median of the runs of 0.3 s, at least three, after as many to warm up. */
async function median(work: () => void): Promise<number> {
  const times: number[] = [];
  for (const round of ['warm', 'measured']) {
    times.length = 0;
    const started = performance.now();
    while (times.length < 3 || (performance.now() - started < 300 && times.length < 20_000)) {
      const before = performance.now();
      work();
      times.push(performance.now() - before);
    }
    // threads that are starting get their turn
    if (round === 'warm') await new Promise((resolve) => setTimeout(resolve, 20));
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1]! / 1000;
}

const time = (seconds: number): string =>
  seconds >= 1e-3 ? `${figure(seconds * 1e3, 2)} ms` : `${figure(seconds * 1e6, 1)} µs`;
