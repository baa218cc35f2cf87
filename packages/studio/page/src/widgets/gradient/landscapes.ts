/** Landscapes of two inputs with their exact gradients. */
export interface Landscape {
  readonly f: (x: number, y: number) => number;
  readonly gradient: (x: number, y: number) => readonly [number, number];
  /** Heights of the lines on the map. */
  readonly levels: readonly number[];
  readonly formula: string;
}

export const names = ['bowl', 'valley', 'saddle', 'hills'] as const;
export type Name = (typeof names)[number];

const steps = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

export const landscapes: Readonly<Record<Name, Landscape>> = {
  bowl: {
    f: (x, y) => 0.5 * (x * x + y * y),
    gradient: (x, y) => [x, y],
    levels: [0.25, 1, 2, 3.5, 5.5, 8, 11, 14.5],
    formula: 'f(x, y) = (x² + y²) / 2',
  },
  valley: {
    f: (x, y) => 0.5 * (0.3 * x * x + 2 * y * y),
    gradient: (x, y) => [0.3 * x, 2 * y],
    levels: [0.1, 0.5, 1.2, 2.2, 3.6, 5.5, 8, 11],
    formula: 'f(x, y) = 0,15 x² + y²',
  },
  saddle: {
    f: (x, y) => 0.5 * (x * x - y * y),
    gradient: (x, y) => [x, -y],
    levels: [-5, -3.2, -1.8, -0.8, -0.2, 0.2, 0.8, 1.8, 3.2, 5, 7.5],
    formula: 'f(x, y) = (x² − y²) / 2',
  },
  hills: {
    f: (x, y) => Math.sin(x) * Math.cos(y),
    gradient: (x, y) => [Math.cos(x) * Math.cos(y), -Math.sin(x) * Math.sin(y)],
    levels: steps(-0.9, 0.9, 10),
    formula: 'f(x, y) = sin x cos y',
  },
};
