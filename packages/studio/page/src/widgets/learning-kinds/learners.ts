/** Three ways of learning from the same points, small enough to be read: neighbours that vote, k-means, an ε-greedy agent. */

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Its class; only the supervised question looks at it. */
  readonly blue: boolean;
}

/** A generator of numbers in [0, 1): mulberry32. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Two clouds in [0, 8] × [0, 6], the blue one denser. */
export function makePoints(): Point[] {
  const random = generator(7);
  const around = (x: number, y: number, spread: number, blue: boolean, n: number): Point[] =>
    Array.from({ length: n }, () => {
      const angle = 2 * Math.PI * random();
      const radius = spread * Math.sqrt(-2 * Math.log(1 - 0.95 * random()));
      const limit = (value: number, high: number): number => Math.min(high, Math.max(0.15, value));
      return {
        x: limit(x + radius * Math.cos(angle), 7.85),
        y: limit(y + radius * Math.sin(angle), 5.85),
        blue,
      };
    });
  return [...around(2.4, 3.9, 0.85, false, 16), ...around(5.6, 2.4, 0.8, true, 24)];
}

/** Ranks of the k points nearest to a place. */
export const neighbours = (points: readonly Point[], x: number, y: number, k: number): number[] =>
  points
    .map((point, rank) => ({ rank, distance: Math.hypot(point.x - x, point.y - y) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, k)
    .map(({ rank }) => rank);

export interface Groups {
  readonly centres: readonly (readonly [number, number])[];
  /** The group of each point. */
  readonly of: readonly number[];
  readonly inertia: number;
}

function assign(points: readonly Point[], centres: Groups['centres']): Groups {
  let inertia = 0;
  const of = points.map((point) => {
    const squares = centres.map(([x, y]) => (point.x - x) ** 2 + (point.y - y) ** 2);
    const least = Math.min(...squares);
    inertia += least;
    return squares.indexOf(least);
  });
  return { centres, of, inertia };
}

/** k-means after a number of steps, from k points drawn at the start. */
export function kMeans(points: readonly Point[], k: number, steps: number): Groups {
  const random = generator(3);
  const left = [...points];
  const start = Array.from({ length: k }, () => {
    const [point] = left.splice(Math.floor(random() * left.length), 1);
    return [point?.x ?? 0, point?.y ?? 0] as const;
  });
  let groups = assign(points, start);
  for (let step = 0; step < steps; step++) {
    const { of, centres } = groups;
    groups = assign(
      points,
      centres.map((centre, group) => {
        const mine = points.filter((_, rank) => of[rank] === group);
        if (mine.length === 0) return centre;
        const mean = (value: (point: Point) => number): number =>
          mine.reduce((sum, point) => sum + value(point), 0) / mine.length;
        return [mean((point) => point.x), mean((point) => point.y)] as const;
      }),
    );
  }
  return groups;
}

/** The field of the agent: 4 columns and 3 rows of cells, 2 wide and 2 high. */
export const columns = 4;
export const rows = 3;

export interface Agent {
  /** Per cell: how often it was tried, and what it brought. */
  readonly tried: readonly number[];
  readonly won: readonly number[];
  readonly last: number | null;
}

/** An ε-greedy agent after a number of trials; the chance of a reward grows with the points of the cell. */
export function explore(points: readonly Point[], epsilon: number, trials: number): Agent {
  const cells = columns * rows;
  const counts = new Array<number>(cells).fill(0);
  for (const { x, y } of points) {
    const cell = Math.min(rows - 1, Math.floor(y / 2)) * columns + Math.floor(x / 2);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const most = Math.max(...counts);
  const random = generator(11);
  const tried = new Array<number>(cells).fill(0);
  const won = new Array<number>(cells).fill(0);
  let last: number | null = null;
  for (let trial = 0; trial < trials; trial++) {
    const explores = random() < epsilon;
    const any = Math.floor(random() * cells);
    const value = (cell: number): number =>
      (tried[cell] ?? 0) > 0 ? (won[cell] ?? 0) / (tried[cell] ?? 1) : 0;
    const best = Math.max(...tried.map((_, cell) => value(cell)));
    // with nothing won yet, any cell is as good as another
    const cell: number =
      explores || best === 0 ? any : tried.findIndex((_, rank) => value(rank) === best);
    tried[cell] = (tried[cell] ?? 0) + 1;
    if (random() < (0.9 * (counts[cell] ?? 0)) / most) won[cell] = (won[cell] ?? 0) + 1;
    last = cell;
  }
  return { tried, won, last };
}
