import { defineChecks } from '@limpide/course/checks';
import { batchesOf, linearRegression, seededRandom } from '@me/engine';

/** A `draw` that gives the epochs of a plan, one after the other. */
function following(plan: readonly (readonly number[])[][]): () => readonly (readonly number[])[] {
  let epoch = 0;
  return () => plan[epoch++] ?? [];
}
/** Forty points near the line 2x − 1. */
function points(seed: number): { x: number[]; y: number[] } {
  const random = seededRandom(seed);
  const x = Array.from({ length: 40 }, () => 4 * random() - 2);
  return { x, y: x.map((v) => 2 * v - 1 + (random() - 0.5)) };
}

export default defineChecks<typeof import('./solution.ts')>(({ example, property, training }) => [
  example('two-batches', {
    task: 'descend',
    rule: 'one-step',
    says: {
      fr: 'Une époque de deux lots, (2, 0) puis (1, 3), au taux de 0,1.',
      en: 'One epoch of two batches, (2, 0) then (1, 3), at a rate of 0.1.',
    },
    run: (my) =>
      my.batchDescent(
        [1, 2, 3, 4],
        [2, 3, 5, 6],
        following([
          [
            [2, 0],
            [1, 3],
          ],
        ]),
        0.1,
        1,
      ),
    shows: 'batchDescent([1, 2, 3, 4], [2, 3, 5, 6], draw, 0.1, 1)',
    gives: { slope: 0.88, intercept: 0.44 },
  }),
  property('any-plan', {
    task: 'descend',
    rule: 'once',
    says: {
      fr: 'Deux époques, chacune avec ses lots.',
      en: 'Two epochs, each with its own batches.',
    },
    given: (g) => {
      const n = g.size(3, 8);
      const cut = g.integer(1, n - 1);
      const epoch = (): number[][] => {
        const order = g.permutation(n);
        return [order.slice(0, cut), order.slice(cut)];
      };
      return [g.vector(n, -2, 2), g.vector(n), [epoch(), epoch()]];
    },
    run: (my, [x, y, plan]) => my.batchDescent(x, y, following(plan), 0.05, 2),
    shows: 'batchDescent(x, y, draw, 0.05, 2)',
  }),
  training('finds-the-line', {
    task: 'descend',
    seeds: [1, 2, 3, 4, 5],
    measures: {
      fr: 'écart à la droite des moindres carrés, après 30 époques de lots de 8',
      en: 'distance to the least-squares line, after 30 epochs of batches of 8',
    },
    run: (my, seed) => {
      const { x, y } = points(seed);
      const random = seededRandom(100 + seed);
      const found = my.batchDescent(x, y, () => batchesOf(x.length, 8, random), 0.02, 30);
      const best = linearRegression(x, y);
      return Math.hypot(found.slope - best.slope, found.intercept - best.intercept);
    },
    atMost: 0.1,
  }),
]);
