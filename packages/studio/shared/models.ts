/** What the laboratory trains, as data: the set, the network, the loss, the optimiser; and its short form in an address. */
import { z } from 'zod';
import { dataNames, type OwnPoint, ownClasses } from './data.ts';

export const activationNames = ['relu', 'leakyRelu', 'tanh', 'sigmoid', 'gelu', 'linear'] as const;
export const lossNames = ['crossEntropy', 'hinge', 'meanSquared', 'meanAbsolute', 'huber'] as const;
export const optimizerNames = ['sgd', 'momentum', 'rmsprop', 'adam'] as const;
export const engineNames = ['limpide', 'mine'] as const;
export type ActivationName = (typeof activationNames)[number];
export type LossName = (typeof lossNames)[number];
export type OptimizerName = (typeof optimizerNames)[number];
export type EngineName = (typeof engineNames)[number];

/** Losses that fit what is learnt. */
export const lossesFor = {
  classification: ['crossEntropy', 'hinge', 'meanSquared'],
  regression: ['meanSquared', 'meanAbsolute', 'huber'],
} as const satisfies Record<string, readonly LossName[]>;

export const taskOf = (data: LabSpec['data']): 'classification' | 'regression' =>
  data === 'plane' ? 'regression' : 'classification';

export const maxPoints = 400;
export const maxLayers = 6;

export const labSchema = z.object({
  data: z.enum(dataNames),
  /** Points of a drawn set. */
  count: z.number().int().min(20).max(2000),
  noise: z.number().min(0).max(1),
  /** Pictures to learn from. */
  examples: z.number().int().min(100).max(60_000),
  /** Share kept aside for the test (pictures have a test part of their own). */
  testShare: z.number().min(0).max(0.9),
  points: z
    .array(
      z.object({
        x: z.number().min(-1).max(1),
        y: z.number().min(-1).max(1),
        label: z
          .number()
          .int()
          .min(0)
          .max(ownClasses - 1),
      }),
    )
    .max(maxPoints),
  /** Units of each hidden layer. */
  layers: z.array(z.number().int().min(1).max(512)).max(maxLayers),
  activation: z.enum(activationNames),
  loss: z.enum(lossNames),
  optimizer: z.enum(optimizerNames),
  rate: z.number().positive().max(100),
  batch: z.number().int().min(1).max(1024),
  l1: z.number().min(0).max(1),
  l2: z.number().min(0).max(1),
  dropout: z.number().min(0).max(0.9),
  batchNorm: z.boolean(),
  seed: z.number().int().min(0).max(999_999_999),
  /** Where a training on the server ends; the page trains until it is paused. */
  epochs: z.number().int().min(1).max(10_000),
  engine: z.enum(engineNames),
});
export type LabSpec = z.infer<typeof labSchema>;

export const defaultLab: LabSpec = {
  data: 'circles',
  count: 300,
  noise: 0.2,
  examples: 10_000,
  testShare: 0.3,
  points: [],
  layers: [6, 4],
  activation: 'tanh',
  loss: 'crossEntropy',
  optimizer: 'adam',
  rate: 0.01,
  batch: 16,
  l1: 0,
  l2: 0,
  dropout: 0,
  batchNorm: false,
  seed: 1,
  epochs: 20,
  engine: 'limpide',
};

/** How many classes points put down by hand have; null for other data, or before there are two points. */
export const classesPutDown = ({ data, points }: LabSpec): number | null =>
  data === 'points' && points.length > 1 ? new Set(points.map(({ label }) => label)).size : null;

/** What suits a set that was just chosen: pictures want wider layers and larger batches. */
export function suited(spec: LabSpec, data: LabSpec['data']): LabSpec {
  const before = isImages(spec.data);
  const now = isImages(data);
  const task = taskOf(data);
  const fits: readonly LossName[] = lossesFor[task];
  const loss = fits.includes(spec.loss) ? spec.loss : fits[0];
  const chosen = { ...spec, data, ...(loss !== undefined && { loss }) };
  if (before === now) return chosen;
  return now
    ? { ...chosen, layers: [128], activation: 'relu', batch: 32, rate: 0.001, epochs: 5 }
    : {
        ...chosen,
        layers: defaultLab.layers,
        activation: defaultLab.activation,
        batch: defaultLab.batch,
        rate: defaultLab.rate,
        epochs: defaultLab.epochs,
      };
}

export const isImages = (data: LabSpec['data']): boolean => data === 'mnist' || data === 'fashion';

/** Settings that an engine of the course does not have: what they are when it learns. */
const ownSettings = {
  activation: 'relu',
  loss: 'crossEntropy',
  l1: 0,
  l2: 0,
  dropout: 0,
  batchNorm: false,
} as const satisfies Partial<LabSpec>;
export type OwnLimit = keyof typeof ownSettings | 'data';

/** What of a laboratory an engine of the course cannot do: a regression, and settings that it does not have. */
export function beyondOwnEngine(spec: LabSpec): readonly OwnLimit[] {
  const names = Object.keys(ownSettings) as (keyof typeof ownSettings)[];
  const others = names.filter((name) => spec[name] !== ownSettings[name]);
  // the loss of a regression goes with its data
  return taskOf(spec.data) === 'regression'
    ? ['data', ...others.filter((name) => name !== 'loss')]
    : others;
}
/** What stands in for a regression. */
export const dataInstead = 'circles' satisfies LabSpec['data'];
/** What one's own engine can do: a perceptron with ReLU, cross-entropy, four optimisers. */
export const withOwnEngine = (spec: LabSpec): LabSpec => ({
  ...spec,
  ...ownSettings,
  engine: 'mine',
  data: taskOf(spec.data) === 'regression' ? dataInstead : spec.data,
});

/** The controls of the laboratory, as a teacher may name them in `hide=`. */
export const controlNames = [
  'data',
  'noise',
  'count',
  'test',
  'layers',
  'activation',
  'loss',
  'optimizer',
  'rate',
  'batch',
  'l1',
  'l2',
  'dropout',
  'norm',
  'seed',
  'speed',
  'engine',
  'place',
  'keep',
  'diagnosis',
] as const;
export type ControlName = (typeof controlNames)[number];

/** `hide=rate,seed`: what is not shown. Names that nobody knows are left aside. */
export function hiddenControls(text: string | null): ReadonlySet<ControlName> {
  const names = (text ?? '').split(',').map((name) => name.trim());
  return new Set(controlNames.filter((name) => names.includes(name)));
}

// ---- the short form ----------------------------------------------------------------------------------

type Short = readonly [
  key: string,
  write: (spec: LabSpec) => string,
  read: (text: string) => unknown,
];

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
/** By member: its name in an address, how it is written, how it is read. */
const short: Readonly<Record<keyof LabSpec, Short>> = {
  data: ['d', (s) => s.data, (t) => t],
  count: ['n', (s) => String(s.count), number],
  noise: ['z', (s) => String(s.noise), number],
  examples: ['x', (s) => String(s.examples), number],
  testShare: ['t', (s) => String(s.testShare), number],
  points: ['p', (s) => encodePoints(s.points), decodePoints],
  layers: [
    'h',
    (s) => s.layers.join('-') || '0',
    (t) => (t === '0' ? [] : t.split('-').map(number)),
  ],
  activation: ['a', (s) => s.activation, (t) => t],
  loss: ['c', (s) => s.loss, (t) => t],
  optimizer: ['o', (s) => s.optimizer, (t) => t],
  rate: ['r', (s) => String(s.rate), number],
  batch: ['b', (s) => String(s.batch), number],
  l1: ['l1', (s) => String(s.l1), number],
  l2: ['l2', (s) => String(s.l2), number],
  dropout: ['q', (s) => String(s.dropout), number],
  batchNorm: ['bn', (s) => (s.batchNorm ? '1' : '0'), (t) => t === '1'],
  seed: ['s', (s) => String(s.seed), number],
  epochs: ['e', (s) => String(s.epochs), number],
  engine: ['m', (s) => s.engine, (t) => t],
};
const members = Object.keys(short) as (keyof LabSpec)[];

/** By name in the address: what differs from the usual laboratory, null for what does not. */
export function labToQuery(spec: LabSpec): Record<string, string | null> {
  return Object.fromEntries(
    members.map((member) => {
      const [key, write] = short[member];
      const text = write(spec);
      const shown = member !== 'points' || spec.data === 'points';
      return [key, shown && text !== write(defaultLab) ? text : null];
    }),
  );
}

type Query = Pick<URLSearchParams, 'get'>;

/** What an address says, word for word; what makes no sense there is as usual. */
function writtenIn(query: Query): LabSpec {
  const read = members.flatMap((member) => {
    const [key, , parse] = short[member];
    const text = query.get(key);
    if (text === null) return [];
    const known = labSchema.shape[member].safeParse(parse(text));
    return known.success ? [[member, known.data]] : [];
  });
  const spec = labSchema.parse({ ...defaultLab, ...Object.fromEntries(read) });
  const fits: readonly LossName[] = lossesFor[taskOf(spec.data)];
  return { ...spec, loss: fits.includes(spec.loss) ? spec.loss : (fits[0] ?? spec.loss) };
}
/** The laboratory of an address. */
export function labFromQuery(query: Query): LabSpec {
  const spec = writtenIn(query);
  return spec.engine === 'mine' ? withOwnEngine(spec) : spec;
}
/** What an address asks of one's own engine that it cannot do. What is usual was not asked for. */
export function askedInVain(query: Query): Partial<Pick<LabSpec, OwnLimit>> {
  const spec = writtenIn(query);
  if (spec.engine !== 'mine') return {};
  const names = beyondOwnEngine(spec).filter((name) => query.get(short[name][0]) !== null);
  return Object.fromEntries(names.map((name) => [name, spec[name]]));
}

export const labAddress = (spec: LabSpec, room = '/laboratory'): string => {
  const shown = Object.entries(labToQuery(spec)).filter((entry) => entry[1] !== null);
  const text = new URLSearchParams(shown.map(([key, value]) => [key, value ?? ''])).toString();
  return text === '' ? room : `${room}?${text}`;
};

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const steps = 2 ** 11 - 1;

/** Four characters a point: 11 bits of x, 11 bits of y, 2 bits of class. */
export function encodePoints(points: readonly OwnPoint[]): string {
  const bits = (value: number): number =>
    Math.round(((Math.min(1, Math.max(-1, value)) + 1) / 2) * steps);
  return points
    .map(({ x, y, label }) => {
      const word = (bits(x) << 13) | (bits(y) << 2) | (label & 3);
      return [18, 12, 6, 0].map((shift) => digits[(word >> shift) & 63] ?? 'A').join('');
    })
    .join('');
}

export function decodePoints(text: string): OwnPoint[] {
  const points: OwnPoint[] = [];
  for (let at = 0; at + 4 <= text.length && points.length < maxPoints; at += 4) {
    const word = [...text.slice(at, at + 4)].reduce(
      (sum, digit) => (sum << 6) | Math.max(0, digits.indexOf(digit)),
      0,
    );
    points.push({
      x: (2 * (word >> 13)) / steps - 1,
      y: (2 * ((word >> 2) & steps)) / steps - 1,
      label: Math.min(ownClasses - 1, word & 3),
    });
  }
  return points;
}
