import { defineChecks } from '@limpide/course/checks';

/** Every choice of `size` of the numbers: the noise is the root mean square of what their means miss. */
function byCounting(gradients: readonly number[], size: number): number {
  const all = gradients.reduce((sum, g) => sum + g, 0) / gradients.length;
  let squares = 0;
  let batches = 0;
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      squares += (sum / size - all) ** 2;
      batches++;
      return;
    }
    for (let i = from; i <= gradients.length - left; i++) {
      choose(i + 1, left - 1, sum + gradients[i]!);
    }
  };
  choose(0, size, 0);
  return Math.sqrt(squares / batches);
}

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'noise',
    rule: 'spread',
    call: 'batchNoise',
    args: [[4, 1, -2, 3, 6, 0], 2],
    gives: Math.sqrt(2.8),
  }),
  example('one-example', {
    task: 'noise',
    rule: 'spread',
    says: {
      fr: 'Un lot d’un seul exemple : le bruit est l’écart type des gradients.',
      en: 'A batch of a single example: the noise is the standard deviation of the gradients.',
    },
    call: 'batchNoise',
    args: [[1, 3], 1],
    gives: 1,
  }),
  example('the-whole-set', {
    task: 'noise',
    rule: 'spread',
    call: 'batchNoise',
    args: [[4, 1, -2, 3, 6, 0], 6],
    gives: 0,
  }),
  property('every-batch-counted', {
    task: 'noise',
    rule: 'spread',
    says: {
      fr: 'La réponse attendue vient de tous les lots possibles, énumérés un à un.',
      en: 'The expected answer comes from all possible batches, listed one by one.',
    },
    given: (g) => {
      const n = g.size(2, 9);
      return [g.vector(n), g.integer(1, n)];
    },
    call: 'batchNoise',
    tolerance: { absolute: 1e-7 },
    expect: ([gradients, size]) => byCounting(gradients, size),
  }),
]);
