/** Losses of linear models learned one sample at a time: their values and slopes in the score p. */

export interface Loss {
  readonly value: (p: number, y: number) => number;
  /** ∂value/∂p */
  readonly slope: (p: number, y: number) => number;
}

export type ClassifierLoss =
  | 'hinge'
  | 'logLoss'
  | 'modifiedHuber'
  | 'squaredHinge'
  | 'perceptron'
  | RegressorLoss;
export type RegressorLoss =
  | 'squaredError'
  | 'huber'
  | 'epsilonInsensitive'
  | 'squaredEpsilonInsensitive';

/** For y = ±1: max(0, margin − y·p). */
const hinge = (margin: number): Loss => ({
  value: (p, y) => Math.max(0, margin - y * p),
  slope: (p, y) => (y * p < margin || (margin === 0 && y * p === 0) ? -y : 0),
});

/** A loss by name; `epsilon` is the width of those that have one. */
export function lossOf(name: ClassifierLoss, epsilon: number): Loss {
  switch (name) {
    case 'hinge':
      return hinge(1);
    case 'perceptron':
      return hinge(0);
    case 'squaredHinge':
      return {
        value: (p, y) => Math.max(0, 1 - y * p) ** 2,
        slope: (p, y) => -2 * y * Math.max(0, 1 - y * p),
      };
    case 'logLoss':
      return {
        value: (p, y) => {
          const z = -y * p;
          return z > 18 ? z : Math.log1p(Math.exp(z));
        },
        slope: (p, y) => -y / (1 + Math.exp(y * p)),
      };
    case 'modifiedHuber':
      // quadratic up to −1, straight beyond (Zhang, 2004)
      return {
        value: (p, y) => (y * p >= -1 ? Math.max(0, 1 - y * p) ** 2 : -4 * y * p),
        slope: (p, y) => (y * p >= -1 ? -2 * y * Math.max(0, 1 - y * p) : -4 * y),
      };
    case 'squaredError':
      return { value: (p, y) => 0.5 * (p - y) ** 2, slope: (p, y) => p - y };
    case 'huber':
      return {
        value: (p, y) => {
          const r = Math.abs(p - y);
          return r <= epsilon ? 0.5 * r * r : epsilon * r - 0.5 * epsilon * epsilon;
        },
        slope: (p, y) => Math.max(-epsilon, Math.min(epsilon, p - y)),
      };
    case 'epsilonInsensitive':
      return {
        value: (p, y) => Math.max(0, Math.abs(y - p) - epsilon),
        slope: (p, y) => (Math.abs(y - p) > epsilon ? Math.sign(p - y) : 0),
      };
    case 'squaredEpsilonInsensitive':
      return {
        value: (p, y) => Math.max(0, Math.abs(y - p) - epsilon) ** 2,
        slope: (p, y) => 2 * Math.sign(p - y) * Math.max(0, Math.abs(y - p) - epsilon),
      };
  }
}
