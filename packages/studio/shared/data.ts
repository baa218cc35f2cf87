/** Data of the laboratory: drawn from a seed, put down by hand, or asked of the server (iris, MNIST, Fashion-MNIST). */
import { z } from 'zod';

/** Drawn from a seed, in the square [−1, 1]². */
export const drawnNames = ['circles', 'spirals', 'moons', 'gaussians', 'xor', 'plane'] as const;
/** Asked of the server. */
export const servedNames = ['iris', 'mnist', 'fashion'] as const;
export const dataNames = [...drawnNames, 'points', ...servedNames] as const;
export type DataName = (typeof dataNames)[number];
export type DrawnName = (typeof drawnNames)[number];
export type ServedName = (typeof servedNames)[number];

/** A point put down by hand: where it is in [−1, 1]², and its class. */
export interface OwnPoint {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** Examples, one row each; `y` holds class numbers, or values for a regression. */
export interface Examples {
  readonly x: Float32Array | Uint8Array;
  readonly y: Float32Array;
  readonly count: number;
}

/** What a model learns from and is tested on. */
export interface LabData {
  readonly task: 'classification' | 'regression';
  /** Numbers in a row. */
  readonly features: number;
  /** Names of the classes; none for a regression. */
  readonly classes: readonly string[];
  /** Rows are pictures of 28 × 28 bytes. */
  readonly image: boolean;
  readonly train: Examples;
  readonly test: Examples;
  /** What is subtracted from a row, then divided by, before the model sees it; null: nothing. */
  readonly scale: { readonly mean: readonly number[]; readonly std: readonly number[] } | null;
  /** The plane in which the model is drawn; null for pictures. */
  readonly view: PlaneView | null;
}

/** Two of the features, between these values; the others stay at `rest`. */
export interface PlaneView {
  readonly axes: readonly [number, number];
  readonly names: readonly [string, string];
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  readonly rest: readonly number[];
}

/** How many classes own points may have. */
export const ownClasses = 3;

/** Uniform numbers in [0, 1) from a seed: a counter through the mixing function of SplitMix (Steele, Lea & Flood, 2014). */
export function randomNumbers(seed: number): () => number {
  // the seed is mixed first: counters that start next to each other would give one stream, shifted
  let counter = mixed(seed + 1);
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    return mixed(counter) / 2 ** 32;
  };
}

/** 32 bits, each of which depends on all bits of `z`. */
function mixed(z: number): number {
  let bits = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}

/** Normal numbers by the method of Box and Muller (1958). */
const normalFrom = (random: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

type Row = readonly [x: number, y: number, target: number];
type Draw = (i: number, count: number, random: () => number, normal: () => number) => Row;

/** One example of each set, before noise; `i` alternates between classes. */
const draws: Readonly<Record<DrawnName, Draw>> = {
  // a disc, and a ring around it
  circles(i, _count, random) {
    const label = i % 2;
    const radius = label === 0 ? 0.4 * Math.sqrt(random()) : 0.65 + 0.25 * random();
    const angle = 2 * Math.PI * random();
    return [radius * Math.cos(angle), radius * Math.sin(angle), label];
  },
  // two arms, each one turn and three quarters
  spirals(i, count) {
    const label = i % 2;
    const along = Math.floor(i / 2) / Math.max(1, Math.ceil(count / 2) - 1);
    const angle = 1.75 * 2 * Math.PI * along + Math.PI * label;
    const radius = 0.06 + 0.84 * along;
    return [radius * Math.sin(angle), radius * Math.cos(angle), label];
  },
  // two half-circles that reach into each other
  moons(i, _count, random) {
    const label = i % 2;
    const angle = Math.PI * random();
    return label === 0
      ? [0.55 * Math.cos(angle) - 0.27, 0.6 * Math.sin(angle) - 0.15, 0]
      : [0.27 - 0.55 * Math.cos(angle), 0.15 - 0.6 * Math.sin(angle), 1];
  },
  gaussians(i, _count, _random, normal) {
    const label = i % 2;
    const centre = label === 0 ? -0.42 : 0.42;
    return [centre + 0.16 * normal(), centre + 0.16 * normal(), label];
  },
  // opposite quarters have the same class
  xor(_i, _count, random) {
    const away = (u: number): number => (u < 0.5 ? -0.06 - 1.6 * u : 0.06 + 1.6 * (u - 0.5));
    const [x, y] = [away(random()), away(random())];
    return [x, y, x * y > 0 ? 0 : 1];
  },
  // a regression: the height of a plane
  plane(_i, _count, random) {
    const [x, y] = [1.8 * random() - 0.9, 1.8 * random() - 0.9];
    return [x, y, 0.75 * x - 0.5 * y];
  },
};

export interface DrawOptions {
  readonly count: number;
  /** Standard deviation of what is added to each coordinate (to the value, for the plane), in quarters: 0 … 1. */
  readonly noise: number;
  readonly seed: number;
  /** Share kept aside for the test, 0 … 0.9. */
  readonly testShare: number;
}

const square: PlaneView = {
  axes: [0, 1],
  names: ['x₁', 'x₂'],
  low: [-1, -1],
  high: [1, 1],
  rest: [0, 0],
};

/** A set drawn from a seed: the same seed gives the same points. */
export function drawData(name: DrawnName, options: DrawOptions): LabData {
  const { count, noise, seed, testShare } = options;
  const random = randomNumbers(seed);
  const normal = normalFrom(random);
  const rows = Array.from({ length: count }, (_, i): Row => {
    const [x, y, target] = draws[name](i, count, random, normal);
    const [a, b] = [0.25 * noise * normal(), 0.25 * noise * normal()];
    return name === 'plane' ? [x, y, target + a] : [x + a, y + b, target];
  });
  const regression = name === 'plane';
  return {
    task: regression ? 'regression' : 'classification',
    features: 2,
    classes: regression ? [] : ['A', 'B'],
    image: false,
    scale: null,
    view: square,
    ...split(rows, testShare, random),
  };
}

/** Points put down by hand; a class that has none does not count, unless it stands before one that has. */
export function ownData(
  points: readonly OwnPoint[],
  options: Pick<DrawOptions, 'seed' | 'testShare'>,
): LabData {
  const classes = Math.max(2, ...points.map(({ label }) => label + 1));
  const rows = points.map(({ x, y, label }): Row => [x, y, label]);
  return {
    task: 'classification',
    features: 2,
    classes: ['A', 'B', 'C'].slice(0, classes),
    image: false,
    scale: null,
    view: square,
    ...split(rows, options.testShare, randomNumbers(options.seed)),
  };
}

/** Shuffles rows and sets a share of them aside. At least one row is left to learn from. */
function split(
  rows: readonly (readonly number[])[],
  testShare: number,
  random: () => number,
): Pick<LabData, 'train' | 'test'> {
  const order = rows.map((_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  const tested = Math.min(Math.round(rows.length * testShare), Math.max(0, rows.length - 1));
  const part = (chosen: readonly number[]): Examples => {
    const picked = chosen.map((i) => rows[i] ?? []);
    return {
      x: Float32Array.from(picked.flatMap((row) => row.slice(0, -1))),
      y: Float32Array.from(picked, (row) => row.at(-1) ?? 0),
      count: picked.length,
    };
  };
  return { train: part(order.slice(tested)), test: part(order.slice(0, tested)) };
}

// ---- sets that the server has ------------------------------------------------------------------------

/** What stands before the bytes of a served set: its length in 4 bytes (little-endian), then this as JSON. */
export const dataHeaderSchema = z.object({
  name: z.enum(servedNames),
  /** Rows to learn from and rows to test on; iris comes as one part. */
  train: z.number().int(),
  test: z.number().int(),
  features: z.number().int(),
  dtype: z.enum(['uint8', 'float32']),
  classes: z.array(z.string()),
  featureNames: z.array(z.string()),
});
export type DataHeader = z.infer<typeof dataHeaderSchema>;

/** A served set: rows to learn from, then rows to test on; labels in the same order. */
export interface ServedData {
  readonly header: DataHeader;
  readonly x: Float32Array | Uint8Array;
  readonly labels: Uint8Array;
}

/** Bytes for the page: length of the header, header padded to a multiple of 8, rows, labels. */
export function encodeData({ header, x, labels }: ServedData): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 4 + text.length + ((8 - ((4 + text.length) % 8)) % 8);
  const bytes = new Uint8Array(start + x.byteLength + labels.length);
  new DataView(bytes.buffer).setUint32(0, start, true);
  bytes.fill(0x20, 4, start);
  bytes.set(text, 4);
  bytes.set(new Uint8Array(x.buffer, x.byteOffset, x.byteLength), start);
  bytes.set(labels, start + x.byteLength);
  return bytes;
}

/** @throws RangeError when bytes are missing */
export function decodeData(bytes: Uint8Array<ArrayBuffer>): ServedData {
  const start = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  const header = dataHeaderSchema.parse(
    JSON.parse(new TextDecoder().decode(bytes.subarray(4, start))),
  );
  const rows = header.train + header.test;
  const numbers = rows * header.features;
  const from = bytes.byteOffset + start;
  const x =
    header.dtype === 'uint8'
      ? new Uint8Array(bytes.buffer, from, numbers)
      : new Float32Array(bytes.buffer, from, numbers);
  return { header, x, labels: new Uint8Array(bytes.buffer, from + x.byteLength, rows) };
}

/** A served set, ready to learn from. Iris is shuffled and split; pictures keep the test part they came with. */
export function servedData(
  { header, x, labels }: ServedData,
  options: Pick<DrawOptions, 'seed' | 'testShare'> & { readonly examples: number },
): LabData {
  const { features, classes } = header;
  const common = { task: 'classification', features, classes } as const;
  if (header.dtype === 'uint8') {
    const part = (from: number, count: number): Examples => ({
      x: x.subarray(from * features, (from + count) * features),
      y: Float32Array.from(labels.subarray(from, from + count)),
      count,
    });
    const count = Math.min(options.examples, header.train);
    return {
      ...common,
      image: true,
      scale: null,
      view: null,
      train: part(0, count),
      test: part(header.train, header.test),
    };
  }
  const rows = Array.from(labels, (label, i) => [
    ...x.subarray(i * features, (i + 1) * features),
    label,
  ]);
  const parts = split(rows, options.testShare, randomNumbers(options.seed));
  const { mean, std } = momentsOf(parts.train, features);
  // the two measures that tell most are shown; the others stay at their mean
  const axes = [Math.max(0, features - 2), features - 1] as const;
  const end = (k: number, side: number): number => (mean[k] ?? 0) + side * 2.4 * (std[k] ?? 1);
  return {
    ...common,
    image: false,
    scale: { mean, std },
    view: {
      axes,
      names: [header.featureNames[axes[0]] ?? '', header.featureNames[axes[1]] ?? ''],
      low: [end(axes[0], -1), end(axes[1], -1)],
      high: [end(axes[0], 1), end(axes[1], 1)],
      rest: mean,
    },
    ...parts,
  };
}

/** Mean and standard deviation of each column of the part to learn from: the test part stays unseen. */
function momentsOf(
  { x, count }: Examples,
  features: number,
): { readonly mean: number[]; readonly std: number[] } {
  const column = (k: number): number[] =>
    Array.from({ length: count }, (_, i) => x[i * features + k] ?? 0);
  const columns = Array.from({ length: features }, (_, k) => column(k));
  const mean = columns.map((values) => values.reduce((a, b) => a + b, 0) / Math.max(1, count));
  const std = columns.map((values, k) => {
    const sum = values.reduce((a, v) => a + (v - (mean[k] ?? 0)) ** 2, 0);
    return Math.sqrt(sum / Math.max(1, count)) || 1;
  });
  return { mean, std };
}
