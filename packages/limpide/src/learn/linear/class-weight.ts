/** `classWeight`: how much the samples of each class count. */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { anything, type Label, type Param } from '../base/index.ts';

/**
 * Weights by class: a map or `[label, weight]` pairs (classes left out: 1), an object for classes that are texts
 * or numbers, or `'balanced'`: n / (classes · samples of the class).
 */
export type ClassWeight =
  | 'balanced'
  | ReadonlyMap<Label, number>
  | readonly (readonly [Label, number])[]
  | Readonly<Record<string, number>>;

/** The parameter's entry in a table. */
export const classWeightParam = (): Param<ClassWeight | undefined> => ({
  ...anything<ClassWeight | undefined>(
    undefined,
    "undefined | 'balanced' | { class: weight ≥ 0 }",
    (value) => value === undefined || value === 'balanced' || areWeights(value),
  ),
  parse: (text) => (text === 'balanced' ? 'balanced' : undefined),
});

const areWeights = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  entriesOf(value).every(
    (entry) =>
      Array.isArray(entry) && typeof entry[1] === 'number' && entry[1] >= 0 && entry[1] < Infinity,
  );

/** `[label, weight]` pairs. */
const entriesOf = (weights: object): readonly unknown[] =>
  weights instanceof Map
    ? [...weights]
    : Array.isArray(weights)
      ? weights
      : Object.entries(weights);

/**
 * The weight of each class.
 *
 * @param codes each sample's class, 0 … classes − 1
 * @throws ArgumentError for a class that y does not have
 */
export function weightsOfClasses(
  classWeight: ClassWeight | undefined,
  codes: Int32Array,
  classes: readonly Label[],
  who: string,
): Float64Array {
  const weights = new Float64Array(classes.length).fill(1);
  if (classWeight === undefined) return weights;
  if (classWeight === 'balanced') {
    const counts = new Float64Array(classes.length);
    for (let i = 0; i < codes.length; i++) counts[codes[i]!]!++;
    return counts.map((count) => (count > 0 ? codes.length / (classes.length * count) : 1));
  }
  for (const [label, weight] of entriesOf(classWeight) as (readonly [Label, number])[]) {
    const k = classes.findIndex((c) => c === label || String(c) === String(label));
    if (k < 0)
      raise(ArgumentError, linearErrors, 'linear.classWeight', {
        who,
        got: String(label),
        known: classes.map(String),
      });
    weights[k] = weight;
  }
  return weights;
}

/** Sample weights times the weights of their classes: a new array. */
export function weightedByClass(
  sampleWeight: Float64Array,
  classWeight: ClassWeight | undefined,
  codes: Int32Array,
  classes: readonly Label[],
  who: string,
): Float64Array<ArrayBuffer> {
  const byClass = weightsOfClasses(classWeight, codes, classes, who);
  return Float64Array.from(sampleWeight, (w, i) => w * byClass[codes[i]!]!);
}

/**
 * The same for one class against the rest: its own samples have its weight, all others 1 (what LIBLINEAR and
 * stochastic gradient descent do when there are more than two classes).
 */
export function weightedAgainstRest(
  sampleWeight: Float64Array,
  classWeights: Float64Array,
  codes: Int32Array,
  c: number,
): Float64Array<ArrayBuffer> {
  const both = classWeights.length === 2;
  return Float64Array.from(sampleWeight, (w, i) => {
    const code = codes[i]!;
    return both || code === c ? w * classWeights[code]! : w;
  });
}
