import { defineChecks } from '@limpide/course/checks';
import { gradientDescent } from '@me/engine';

const bowl =
  (c: readonly number[]) =>
  (x: readonly number[]): number[] =>
    x.map((xi, i) => c[i]! * xi);

export default defineChecks<typeof import('./solution.ts')>(({ example, property, training }) => [
  example('by-hand', {
    task: 'momentum',
    rule: 'momentum',
    run: (my) => my.momentumDescent(([x]) => [2 * x!], [4], 0.1, 0.5, 2),
    shows: 'momentumDescent(([x]) => [2 * x], [4], 0.1, 0.5, 2)',
    gives: [[4], [3.2], [2.16]],
  }),
  example('constant-slope', {
    task: 'momentum',
    rule: 'momentum',
    run: (my) => my.momentumDescent(() => [1], [0], 1, 0.5, 4),
    shows: 'momentumDescent(() => [1], [0], 1, 0.5, 4)',
    gives: [[0], [-1], [-2.5], [-4.25], [-6.125]],
  }),
  property('any-bowl', {
    task: 'momentum',
    rule: 'momentum',
    given: (g) => {
      const n = g.size(1, 4);
      return [g.vector(n, 1, 3), g.vector(n), g.pick([0.5, 0.75, 0.9]), g.integer(2, 6)];
    },
    run: (my, [c, start, momentum, steps]) =>
      my.momentumDescent(bowl(c), start, 0.25, momentum, steps),
    shows: 'momentumDescent((x) => c·x, start, 0.25, momentum, steps)',
    expect: ([c, start, momentum, steps]) => {
      // x_{k+1} = x_k + β (x_k − x_{k−1}) − η c x_k, each coordinate alone
      const path = [start, start.map((x, i) => x - 0.25 * c[i]! * x)];
      while (path.length <= steps) {
        const [before, now] = [path.at(-2)!, path.at(-1)!];
        path.push(now.map((x, i) => x + momentum * (x - before[i]!) - 0.25 * c[i]! * x));
      }
      return path;
    },
  }),
  property('without-momentum', {
    task: 'momentum',
    says: { fr: 'Avec β = 0, c’est la descente ordinaire.', en: 'With β = 0 it is plain descent.' },
    given: (g) => [g.vector(2, 1, 3), g.vector(2)],
    run: (my, [c, start]) => my.momentumDescent(bowl(c), start, 0.25, 0, 3),
    shows: 'momentumDescent((x) => c·x, start, 0.25, 0, 3)',
    expect: ([c, start]) => gradientDescent(bowl(c), start, 0.25, 3),
  }),
  training('narrow-valley', {
    task: 'momentum',
    seeds: [1, 2, 3],
    measures: {
      fr: 'distance au fond après 100 pas',
      en: 'distance to the bottom after 100 steps',
    },
    run: (my, seed) =>
      Math.hypot(
        ...my.momentumDescent(([x, y]) => [0.02 * x!, 2 * y!], [seed, 1], 0.5, 0.8, 100).at(-1)!,
      ),
    atMost: 0.1,
  }),
]);
