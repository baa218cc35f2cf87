/**
 * Covariance functions as data: a kind, numbers with their bounds, and parts for those made of others. Being
 * plain objects, they are cloned, compared and written to files as they are.
 */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, raise } from '../../errors/index.ts';

/** Least and greatest value during optimisation, or `'fixed'`: not optimised. */
export type Bounds = readonly [number, number] | 'fixed';

export type KernelKind =
  | 'constant'
  | 'white'
  | 'rbf'
  | 'matern'
  | 'rationalQuadratic'
  | 'expSineSquared'
  | 'dotProduct'
  | 'sum'
  | 'product'
  | 'power';

/** A covariance function k(x, y). */
export interface Kernel {
  readonly kind: KernelKind;
  /** Its hyperparameters, all > 0; a list for one length scale per feature. */
  readonly values: Readonly<Record<string, number | readonly number[]>>;
  readonly bounds: Readonly<Record<string, Bounds>>;
  /** The kernels that a sum, a product or a power is made of. */
  readonly parts: readonly Kernel[];
  /** ν of Matérn, the exponent of a power; not optimised. */
  readonly order: number;
}

const usual: Bounds = [1e-5, 1e5];

const leaf = (
  kind: KernelKind,
  values: Kernel['values'],
  bounds: Readonly<Record<string, Bounds | undefined>>,
  order = 0,
): Kernel => {
  for (const [name, value] of Object.entries(values)) {
    const list = typeof value === 'number' ? [value] : value;
    if (!(list.length > 0 && list.every((v) => v > 0 && v < Infinity)))
      refuse(kind, name, '> 0', value);
  }
  const complete = Object.fromEntries(
    Object.keys(values).map((name) => [name, bounds[`${name}Bounds`] ?? usual]),
  );
  for (const [name, bound] of Object.entries(complete)) {
    if (bound === 'fixed') continue;
    if (!(bound[0] > 0 && bound[0] <= bound[1] && bound[1] < Infinity))
      refuse(kind, `${name}Bounds`, '[low, high], 0 < low ≤ high', bound);
  }
  return { kind, values, bounds: complete, parts: [], order };
};

function refuse(
  who: string,
  name: string,
  expected: string,
  got: number | readonly number[],
): never {
  raise(ArgumentError, manifoldErrors, 'gp.kernelParam', {
    who,
    name,
    expected,
    got: typeof got === 'number' ? got : [...got],
  });
}

/** k = c everywhere. Times another kernel: its variance; plus another: a mean. */
export const constant = (
  constantValue = 1,
  options: { readonly constantValueBounds?: Bounds } = {},
): Kernel => leaf('constant', { constantValue }, { ...options });

/** k = noise where a sample meets itself, 0 elsewhere: independent noise of that variance. */
export const white = (
  noiseLevel = 1,
  options: { readonly noiseLevelBounds?: Bounds } = {},
): Kernel => leaf('white', { noiseLevel }, { ...options });

interface LengthScale {
  /** One length ℓ > 0, or one per feature. Default 1. */
  readonly lengthScale?: number | readonly number[];
  readonly lengthScaleBounds?: Bounds;
}

/** k = exp(−½‖(x − y)/ℓ‖²): infinitely smooth functions. */
export const rbf = ({ lengthScale = 1, ...bounds }: LengthScale = {}): Kernel =>
  leaf('rbf', { lengthScale }, bounds);

/** Functions with as many derivatives as ν says: ½ (rough, exp(−r)), 3/2 (default), 5/2, ∞ (rbf); r = ‖(x − y)/ℓ‖. */
export const matern = ({
  lengthScale = 1,
  nu = 1.5,
  ...bounds
}: LengthScale & { readonly nu?: number } = {}): Kernel => {
  if (![0.5, 1.5, 2.5, Infinity].includes(nu))
    refuse('matern', 'nu', '0.5 | 1.5 | 2.5 | Infinity', nu);
  return leaf(
    nu === Infinity ? 'rbf' : 'matern',
    { lengthScale },
    bounds,
    nu === Infinity ? 0 : nu,
  );
};

/** k = (1 + r²/2αℓ²)^(−α): a mixture of rbf kernels of many lengths. */
export const rationalQuadratic = ({
  lengthScale = 1,
  alpha = 1,
  ...bounds
}: {
  readonly lengthScale?: number;
  readonly alpha?: number;
  readonly lengthScaleBounds?: Bounds;
  readonly alphaBounds?: Bounds;
} = {}): Kernel => leaf('rationalQuadratic', { alpha, lengthScale }, bounds);

/** k = exp(−2·sin²(π·r/p)/ℓ²): functions that repeat after p. */
export const expSineSquared = ({
  lengthScale = 1,
  periodicity = 1,
  ...bounds
}: {
  readonly lengthScale?: number;
  readonly periodicity?: number;
  readonly lengthScaleBounds?: Bounds;
  readonly periodicityBounds?: Bounds;
} = {}): Kernel => leaf('expSineSquared', { lengthScale, periodicity }, bounds);

/** k = σ₀² + x·y: linear functions. */
export const dotProduct = ({
  sigma0 = 1,
  ...bounds
}: {
  readonly sigma0?: number;
  readonly sigma0Bounds?: Bounds;
} = {}): Kernel => leaf('dotProduct', { sigma0 }, bounds);

const compound = (kind: KernelKind, parts: readonly Kernel[], order = 0): Kernel => ({
  kind,
  values: {},
  bounds: {},
  parts,
  order,
});

/** k₁ + k₂ + …: functions that are sums of independent functions. */
export const sum = (first: Kernel, ...others: readonly Kernel[]): Kernel =>
  compound('sum', [first, ...others]);
/** k₁ · k₂ · …. */
export const product = (first: Kernel, ...others: readonly Kernel[]): Kernel =>
  compound('product', [first, ...others]);
/** k^p, p a whole number ≥ 1 for a covariance function. */
export const power = (base: Kernel, exponent: number): Kernel => {
  if (!(exponent > 0 && exponent < Infinity)) refuse('power', 'exponent', '> 0', exponent);
  return compound('power', [base], exponent);
};

const numbers = (value: number | readonly number[]): readonly number[] =>
  typeof value === 'number' ? [value] : value;

/** Logarithms of the hyperparameters that are optimised, depth first, names in order. */
export function thetaOf(kernel: Kernel): number[] {
  const own = names(kernel)
    .filter((name) => kernel.bounds[name] !== 'fixed')
    .flatMap((name) => numbers(kernel.values[name]!).map(Math.log));
  return [...own, ...kernel.parts.flatMap(thetaOf)];
}

/** Logarithms of the bounds of `thetaOf`, [low, high] each. */
export function thetaBounds(kernel: Kernel): [number, number][] {
  const own = names(kernel).flatMap((name) => {
    const bound = kernel.bounds[name]!;
    if (bound === 'fixed') return [];
    const pair: [number, number] = [Math.log(bound[0]), Math.log(bound[1])];
    return numbers(kernel.values[name]!).map(() => pair);
  });
  return [...own, ...kernel.parts.flatMap(thetaBounds)];
}

/** The same kernel with other values of its free hyperparameters. @throws ArgumentError for another number of them */
export function withTheta(kernel: Kernel, theta: ArrayLike<number>): Kernel {
  let at = 0;
  const rebuild = (k: Kernel): Kernel => {
    const values: Record<string, number | readonly number[]> = { ...k.values };
    for (const name of names(k)) {
      if (k.bounds[name] === 'fixed') continue;
      const old = values[name]!;
      const next = numbers(old).map(() => Math.exp(theta[at++] ?? Number.NaN));
      values[name] = typeof old === 'number' ? next[0]! : next;
    }
    return { ...k, values, parts: k.parts.map(rebuild) };
  };
  const out = rebuild(kernel);
  if (at !== theta.length) {
    raise(ArgumentError, manifoldErrors, 'gp.theta', {
      who: describe(kernel),
      expected: at,
      got: theta.length,
    });
  }
  return out;
}

const names = (kernel: Kernel): string[] => Object.keys(kernel.values).sort();

/** Whether something has the shape of a kernel. */
export function isKernel(value: unknown): value is Kernel {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'kind' in value &&
    'values' in value &&
    'bounds' in value &&
    'parts' in value &&
    Array.isArray(value.parts) &&
    value.parts.every(isKernel)
  );
}

/** As a formula, for people: `2.5 * rbf(lengthScale: 0.7) + white(noiseLevel: 0.1)`. */
export function describe(kernel: Kernel): string {
  const short = (x: number): string => String(Number(x.toPrecision(3)));
  const [first] = kernel.parts;
  if (kernel.kind === 'sum') return kernel.parts.map(describe).join(' + ');
  if (kernel.kind === 'product') {
    const wrap = (part: Kernel): string =>
      part.kind === 'sum' ? `(${describe(part)})` : describe(part);
    return kernel.parts.map(wrap).join(' * ');
  }
  if (kernel.kind === 'power' && first) return `(${describe(first)})^${kernel.order}`;
  if (kernel.kind === 'constant') return short(Number(kernel.values['constantValue']));
  const inside = names(kernel).map((name) => {
    const value = kernel.values[name]!;
    return `${name}: ${typeof value === 'number' ? short(value) : `[${value.map(short).join(', ')}]`}`;
  });
  if (kernel.kind === 'matern') inside.push(`nu: ${kernel.order}`);
  return `${kernel.kind}(${inside.join(', ')})`;
}
