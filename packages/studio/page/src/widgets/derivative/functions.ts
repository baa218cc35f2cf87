/** Functions of one number with their exact derivatives, to measure errors against. */
export interface Known {
  readonly f: (x: number) => number;
  /** NaN where there is none. */
  readonly slope: (x: number) => number;
}
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export const names = ['square', 'sine', 'exponential', 'sigmoid', 'absolute'] as const;
export type Name = (typeof names)[number];

export const known: Readonly<Record<Name, Known>> = {
  square: { f: (x) => x * x, slope: (x) => 2 * x },
  sine: { f: Math.sin, slope: Math.cos },
  exponential: { f: Math.exp, slope: Math.exp },
  sigmoid: { f: sigmoid, slope: (x) => sigmoid(x) * (1 - sigmoid(x)) },
  absolute: { f: Math.abs, slope: (x) => (x === 0 ? Number.NaN : Math.sign(x)) },
};

/** (f(x + h) − f(x)) / h, or centred over 2h. */
export const difference = (
  f: (x: number) => number,
  x: number,
  h: number,
  centred: boolean,
): number => (centred ? (f(x + h) - f(x - h)) / (2 * h) : (f(x + h) - f(x)) / h);
