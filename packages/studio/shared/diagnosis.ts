/**
 * How a training goes, in plain words: computed from what a run measured, by rules that can be read here. Each
 * finding carries the numbers it rests on and the changes that usually help.
 */
import { z } from 'zod';

export const findingNames = [
  'nan',
  'exploding',
  'rateHigh',
  'vanishing',
  'dead',
  'overfitting',
  'rateLow',
  'underfitting',
  'oneClass',
  'early',
  'good',
] as const;
export type FindingName = (typeof findingNames)[number];

export const remedyNames = [
  'lowerRate',
  'raiseRate',
  'addL2',
  'addDropout',
  'moreData',
  'smaller',
  'larger',
  'lessRegularisation',
  'batchNorm',
  'relu',
  'leakyRelu',
  'fewerLayers',
  'continue',
] as const;
export type RemedyName = (typeof remedyNames)[number];

export const diagnosisSchema = z.object({
  finding: z.enum(findingNames),
  /** `bad`: it will not learn like this; `warn`: it could do better; `good`: nothing to say. */
  weight: z.enum(['bad', 'warn', 'good', 'wait']),
  /** The numbers that it rests on, by name. */
  evidence: z.record(z.string(), z.number()),
  remedies: z.array(z.enum(remedyNames)),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

/** One metric of a run; null where it was not a number. */
export interface Series {
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
}
export type Measured = Readonly<Record<string, Series>>;

/** Points of the loss below which nothing is said. */
const enough = 5;

/**
 * @param curves `loss`, and where there are: `valLoss`, `accuracy`, `valAccuracy`, `gradient.k`, `dead.k`
 * @param classes how many classes the examples have, where it is known: with one only, any figure is perfect
 * @returns the most pressing first; never empty
 */
export function diagnose(curves: Measured, classes: number | null = null): Diagnosis[] {
  if (classes === 1) return [finding('oneClass', 'warn', {})];
  const loss = curves['loss'];
  if (loss === undefined || loss.values.length === 0) return [early(0)];
  if (isBroken(loss) || isBroken(curves['valLoss']) || isBroken(curves['batchLoss'])) {
    return [brokenBy(curves)];
  }
  const values = numbers(loss);
  const facts = factsOf(curves, values);
  const exploding = explodes(curves);
  if (exploding !== null) return [exploding];
  const high = rateHigh(facts);
  if (values.length < enough) return high && values.length > 2 ? [high] : [early(values.length)];
  const found = [
    high,
    vanishing(curves, facts),
    dead(curves),
    high ? null : overfitting(curves, facts),
    high ? null : rateLow(facts),
  ].filter((one) => one !== null);
  const stuck = found.some(({ finding }) => finding !== 'overfitting');
  const under = stuck ? null : underfitting(facts);
  if (under && !found.some(({ finding }) => finding === 'overfitting')) found.push(under);
  return found.length > 0 ? found : [good(facts)];
}

const numbers = (series: Series | undefined): number[] =>
  (series?.values ?? []).filter((value) => value !== null);
const isBroken = (series: Series | undefined): boolean =>
  series?.values.some((value) => value === null || !Number.isFinite(value)) ?? false;
const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
/** The last share of a list, two values at least. */
const tail = (values: readonly number[], share: number): number[] =>
  values.slice(-Math.max(2, Math.round(values.length * share)));

/** What several rules look at. */
interface Facts {
  readonly values: readonly number[];
  readonly steps: readonly number[];
  readonly first: number;
  readonly best: number;
  /** Mean of the last fifth: one noisy value decides nothing. */
  readonly last: number;
  /** Share of the first loss that is gone. */
  readonly progress: number;
  readonly accuracy: number | null;
}

function factsOf(curves: Measured, values: readonly number[]): Facts {
  const first = values[0] ?? 0;
  const last = mean(tail(values, 0.2));
  const accuracies = numbers(curves['accuracy']);
  return {
    values,
    steps: curves['loss']?.steps ?? [],
    first,
    best: Math.min(...values),
    last,
    progress: first > 0 ? (first - last) / first : 0,
    accuracy: accuracies.length > 0 ? mean(tail(accuracies, 0.2)) : null,
  };
}

const finding = (
  name: FindingName,
  weight: Diagnosis['weight'],
  evidence: Readonly<Record<string, number>>,
  ...remedies: RemedyName[]
): Diagnosis => ({ finding: name, weight, evidence: { ...evidence }, remedies });

const early = (points: number): Diagnosis => finding('early', 'wait', { points }, 'continue');

/** The loss is no longer a number: where gradients had grown before, they are named. */
function brokenBy(curves: Measured): Diagnosis {
  const { steps, values } = curves['loss'] ?? { steps: [], values: [] };
  const at = values.findIndex((value) => value === null || !Number.isFinite(value));
  const evidence = { step: steps[at] ?? steps.at(-1) ?? 0 };
  return finding('nan', 'bad', evidence, 'lowerRate', 'batchNorm');
}

const layersOf = (curves: Measured, what: string): (readonly [layer: number, Series])[] =>
  Object.entries(curves)
    .filter(([name]) => name.startsWith(`${what}.`))
    .map(([name, series]) => [Number(name.slice(what.length + 1)), series] as const)
    .sort(([a], [b]) => a - b);

/** Gradients a hundred times those of the beginning, and no longer small; or beyond all measure. */
function explodes(curves: Measured): Diagnosis | null {
  for (const [layer, series] of layersOf(curves, 'gradient')) {
    const values = numbers(series);
    const first = values[0] ?? 0;
    const most = Math.max(...values.slice(-3), 0);
    if (isBroken(series) || most > 1e3 || (values.length > 1 && most > 1 && most > 100 * first)) {
      return finding(
        'exploding',
        'bad',
        { layer, gradient: most, first },
        'lowerRate',
        'batchNorm',
      );
    }
  }
  return null;
}

/**
 * The loss climbs above where it began, or jumps up and down by more than it wins. Jumps are compared with
 * the level of the loss: the noise of small batches stays below.
 */
function rateHigh({ values, first, last, best }: Facts): Diagnosis | null {
  const climbed = Math.max(...values) / Math.max(first, 1e-12);
  if (climbed > 2 && last > 1.2 * first) {
    return finding('rateHigh', 'bad', { climbed, first, last }, 'lowerRate');
  }
  const half = tail(values, 0.6);
  const level = mean(half);
  const jumps = half.slice(1).map((value, i) => Math.abs(value - (half[i] ?? value)));
  const won = Math.abs((half[0] ?? 0) - (half.at(-1) ?? 0));
  const jump = mean(jumps) / Math.max(level, 1e-12);
  const restless = mean(jumps) * jumps.length > 3 * won;
  // a loss near zero is noisy in proportion, and harmless
  const matters = last > 0.25 * first || last > 2 * best + 0.1 * first;
  if (half.length >= 4 && jump > 0.12 && restless && matters) {
    return finding('rateHigh', 'bad', { jump, first, last }, 'lowerRate');
  }
  return null;
}

/** The first layer's gradients are a thousandth of the last one's: it hardly learns. */
function vanishing(curves: Measured, { progress }: Facts): Diagnosis | null {
  const layers = layersOf(curves, 'gradient');
  if (layers.length < 3) return null;
  const recent = layers.map(([, series]) => mean(tail(numbers(series), 0.3)));
  const [front = 0, back = 0] = [recent[0], recent.at(-1)];
  const ratio = front / back;
  if (!(back > 0 && ratio < 2e-3 && progress < 0.5)) return null;
  return finding('vanishing', 'bad', { ratio, front, back }, 'relu', 'batchNorm', 'fewerLayers');
}

/** More than a third of a layer's units give the same for every example. */
function dead(curves: Measured): Diagnosis | null {
  const worst = layersOf(curves, 'dead')
    .map(([layer, series]) => ({ layer, share: numbers(series).at(-1) ?? 0 }))
    .reduce((a, b) => (b.share > a.share ? b : a), { layer: 0, share: 0 });
  if (worst.share <= 0.34) return null;
  const weight = worst.share > 0.8 ? 'bad' : 'warn';
  return finding('dead', weight, worst, 'leakyRelu', 'lowerRate');
}

/** The test's loss climbs, or no longer falls, while the training's goes on falling far below it. */
function overfitting(curves: Measured, { last, first }: Facts): Diagnosis | null {
  const tested = numbers(curves['valLoss']);
  if (tested.length < enough) return null;
  const best = Math.min(...tested);
  const now = mean(tail(tested, 0.2));
  const turned = tested.indexOf(best) < tested.length - Math.max(2, 0.15 * tested.length);
  const gap = now - last;
  const climbs = turned && now > 1.1 * best && gap > 0.25 * now && gap > 0.02 * first;
  // it has long been as good as it gets, and most of it is what was learnt by heart
  const early = Math.min(...tested.slice(0, Math.ceil(0.7 * tested.length)));
  const stalled = early < 1.05 * best && gap > 0.75 * now && gap > 0.05 * first;
  if (!climbs && !stalled) return null;
  const epoch = curves['valLoss']?.steps[tested.indexOf(best)] ?? 0;
  return finding(
    'overfitting',
    'warn',
    { best, now, training: last, step: epoch },
    'addL2',
    'addDropout',
    'smaller',
    'moreData',
  );
}

/** How much of the loss a stretch of training takes away, per step. */
function slope(
  values: readonly number[],
  steps: readonly number[],
  from: number,
  to: number,
): number {
  const [a, b] = [Math.floor(from * (values.length - 1)), Math.floor(to * (values.length - 1))];
  const width = (steps[b] ?? b) - (steps[a] ?? a);
  return width > 0 ? ((values[a] ?? 0) - (values[b] ?? 0)) / width : 0;
}

/** The loss falls in a straight line, and has not gone far: longer steps would do. */
function rateLow({ values, steps, progress, last, accuracy }: Facts): Diagnosis | null {
  const begin = slope(values, steps, 0, 0.5);
  const end = slope(values, steps, 0.5, 1);
  const falls = values.slice(1).filter((value, i) => value < (values[i] ?? value)).length;
  const steady = falls >= 0.75 * (values.length - 1);
  const straight = begin > 0 && end > 0.4 * begin;
  const done = accuracy !== null && accuracy > 0.97;
  if (!(steady && straight && progress < 0.6 && !done)) return null;
  return finding(
    'rateLow',
    'warn',
    { progress, last, straight: end / begin },
    'raiseRate',
    'continue',
  );
}

/** The loss has settled, and too high: the network cannot do more. */
function underfitting({ values, first, last, progress, accuracy }: Facts): Diagnosis | null {
  const end = tail(values, 0.3);
  const moved = Math.abs((end[0] ?? 0) - (end.at(-1) ?? 0)) / Math.max(last, 1e-12);
  const poor = accuracy === null ? progress < 0.7 : accuracy < 0.9;
  if (!(moved < 0.1 && poor && last > 0.2 * first)) return null;
  const evidence = { last, moved, ...(accuracy !== null && { accuracy }) };
  return finding('underfitting', 'warn', evidence, 'larger', 'lessRegularisation', 'raiseRate');
}

function good({ first, last, accuracy }: Facts): Diagnosis {
  return finding('good', 'good', { first, last, ...(accuracy !== null && { accuracy }) });
}
