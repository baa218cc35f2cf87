import { defineChecks } from '@limpide/course/checks';

/** Every mask with its probability: the moments are sums over all 2ⁿ of them. */
function byCounting(weights: readonly number[], h: readonly number[], rate: number) {
  let mean = 0;
  let square = 0;
  for (let kept = 0; kept < 2 ** h.length; kept++) {
    let sum = 0;
    let probability = 1;
    for (const [j, w] of weights.entries()) {
      const isKept = ((kept >> j) & 1) === 1;
      probability *= isKept ? 1 - rate : rate;
      if (isKept) sum += (w * h[j]!) / (1 - rate);
    }
    mean += probability * sum;
    square += probability * sum ** 2;
  }
  return { mean, variance: square - mean ** 2 };
}

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'moments',
    rule: 'moments',
    call: 'droppedMoments',
    args: [[1, 3, 0.5, -2], [2, 0, 4, 1], 0.5],
    gives: { mean: 2, variance: 12 },
  }),
  example('another-rate', {
    task: 'moments',
    rule: 'moments',
    call: 'droppedMoments',
    args: [[1, 3, 0.5, -2], [2, 0, 4, 1], 0.2],
    gives: { mean: 2, variance: 3 },
  }),
  property('every-mask-counted', {
    task: 'moments',
    rule: 'moments',
    says: {
      fr: 'La réponse attendue vient de tous les masques possibles, énumérés un à un.',
      en: 'The expected answer comes from all possible masks, listed one by one.',
    },
    given: (g) => {
      const n = g.size(1, 8);
      return [g.vector(n, -2, 2), g.vector(n, 0, 4), g.pick([0.1, 0.25, 0.5, 0.75])];
    },
    call: 'droppedMoments',
    tolerance: { absolute: 1e-7 },
    expect: ([weights, h, rate]) => byCounting(weights, h, rate),
  }),
]);
