/**
 * The names that never change: layers, lessons, exercises, widgets.
 *
 * Progress, links and the learner's engine refer to these names; a lesson may be rewritten, its id
 * stays. The lessons of the first path are listed here so that texts can link to them before they
 * are written; those that come later stand in `tracks/coming.ts`.
 */

/** The two languages of the course; French is the one it is written in first. */
export const languages = ['fr', 'en'] as const;
export type Lang = (typeof languages)[number];

/** The same text in both languages. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

/** Folders of `lessons/`, from the ground up. */
export const layers = [
  'guide',
  'maths',
  'models',
  'networks',
  'tables',
  'classical',
  'vision',
  'sequences',
  'language',
  'generative',
  'reinforcement',
  'agents',
  'frontier',
] as const;
export type Layer = (typeof layers)[number];

/** `maths/dot-product`. */
export type LessonId = `${Layer}/${string}`;
/** `maths/dot-product/dot`: the lesson, then the exercise's folder. */
export type ExerciseId = `${LessonId}/${string}`;
/** A concept, in kebab case; the list is in `concepts/`. */
export type ConceptId = string;

const under = <L extends Layer, const N extends readonly string[]>(
  layer: L,
  names: N,
): readonly `${L}/${N[number]}`[] => names.map((name): `${L}/${N[number]}` => `${layer}/${name}`);

/** The lessons of the first path, in the order in which their layer is read. */
export const firstPath = [
  ...under('maths', [
    'tensors',
    'dot-product',
    'linear-maps',
    'matrix-operations',
    'linear-systems',
    'eigen',
    'svd',
    'derivatives',
    'gradient',
    'autodiff',
    'probability',
    'distributions',
    'hypothesis-tests',
    'information',
    'optimisation',
  ]),
  ...under('models', [
    'linear-regression',
    'logistic-regression',
    'losses',
    'overfitting',
    'regularisation',
    'splits',
    'metrics',
  ]),
  ...under('networks', [
    'perceptron',
    'mlp',
    'activations',
    'forward',
    'backprop',
    'backprop-matrix',
    'initialisation',
    'optimisers',
    'batches',
    'dropout',
    'batch-norm',
    'early-stopping',
    'mnist',
    'two-manners',
    'learning-curves',
  ]),
  ...under('guide', [
    'what-is-ai',
    'kinds-of-learning',
    'uses',
    'tools',
    'setup',
    'first-model',
    'overfitting-guide',
    'tuning',
    'good-practice',
    'checklist',
    'resources',
  ]),
] as const;

/** Widgets that a text may place, with what one moves and what one sees. */
export const widgets: Readonly<Record<string, string>> = {
  'tensor-shapes': 'axes and sizes → the blocks of a tensor, an index and its place in memory',
  'dot-product': 'two vectors → angle, projection, dot product, norms',
  'linear-maps': 'basis vectors → grid, determinant, eigenvectors',
  'matrix-product': 'a hovered cell → its row, its column, the sum',
  'linear-system': 'two lines → their meeting point, conditioning',
  eigen: 'a vector turned → where the map keeps its direction; power iteration step by step',
  svd: 'rank → rotation, stretch, rotation; an image rebuilt',
  derivative: 'point and h → secant to tangent, U-curve of floating-point error',
  gradient: 'a point on contours → partial derivatives, gradient arrow, slope in a direction',
  autodiff: 'nodes, step by step → values forward, gradients backward',
  probability: 'prevalence and error rates → Bayes on a square of areas',
  distributions: 'parameters → density, samples, mean and variance',
  'hypothesis-test': 'effect, size of the sample, level → p-value, power, errors of both kinds',
  information: 'bars → the terms of entropy, cross-entropy, KL, live',
  'gradient-descent': 'start, rate, momentum → path on contours, divergence',
  regression: 'points, degree, λ → fit, training and validation error',
  classification: 'points, weights → sigmoid or softmax, boundary, loss of each point',
  losses: 'an error → squared, absolute, Huber, cross-entropy, and their slopes',
  splits: 'shares, shuffling, stratification → what each part contains, leaks',
  metrics: 'threshold → confusion matrix, ROC and precision–recall together',
  perceptron: 'points, one mistake at a time → the line that turns',
  playground: 'own code, own drawn data, loss → boundary, neurons, live weights',
  activations: 'a function → its curve, its derivative, what it does to a distribution',
  forward: 'weights and inputs → numbers that go through a small network',
  backprop: 'step by step → gradients that come back through a small network',
  initialisation: 'scale, depth → histograms of activations and gradients by layer',
  optimisers: 'optimiser and rate → several paths on the same contours',
  batches: 'batch size → noise of the gradient, steps, time',
  dropout: 'rate → units that are silent, the average network',
  'batch-norm': 'batch → values before and after, γ and β',
  'early-stopping': 'patience → where training stops, what is kept',
  mnist: 'a drawn digit, training → probabilities, weights, mistakes',
  'learning-curves': 'a situation → its curves and their diagnosis',
  'ai-map': 'a circle → what AI, machine learning and deep learning contain',
  'learning-kinds': 'supervised, unsupervised, reinforcement → the same data, three questions',
  tuning: 'trials against grid, random, Bayesian → acquisition, regret',
};
export type WidgetName = string;

/** Where a text places a term of the glossary; the terms are in `glossary/`. */
export type TermId = string;
