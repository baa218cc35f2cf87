import { defineChecks } from '@limpide/course/checks';
import type { Mlp } from './solution.ts';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});
interface Source {
  vector(n: number, min?: number, max?: number): number[];
}
const network = (g: Source, sizes: readonly number[]): Mlp => ({
  layers: sizes.slice(1).map((m, l) => ({
    weights: matrix(sizes[l]!, m, g.vector(sizes[l]! * m, -2, 2)),
    bias: matrix(1, m, g.vector(m, -2, 2)),
  })),
});
const byHand: Mlp = {
  layers: [
    { weights: matrix(2, 2, [1, -1, 2, 0.5]), bias: matrix(1, 2, [-1, 0]) },
    { weights: matrix(2, 2, [1, 0, 0, 1]), bias: matrix(1, 2, [-4, -1]) },
  ],
};

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('one-layer', {
    task: 'layer',
    rule: 'dense',
    call: 'denseForward',
    args: [byHand.layers[0]!, matrix(2, 2, [1, 2, 1, 0])],
    gives: matrix(2, 2, [4, 0, 0, -1]),
  }),
  example('by-hand', {
    task: 'network',
    rule: 'hidden-only',
    call: 'forwardMlp',
    args: [byHand, matrix(1, 2, [1, 0])],
    gives: {
      activations: [matrix(1, 2, [1, 0]), matrix(1, 2, [0, 0])],
      probabilities: matrix(1, 2, [0.047_425_873_177_566_78, 0.952_574_126_822_433]),
    },
  }),
  property('any-layer', {
    task: 'layer',
    rule: 'dense',
    given: (g) => {
      const [n, m] = [g.size(1, 4), g.size(1, 4)];
      return [network(g, [n, m]).layers[0]!, matrix(2, n, g.vector(2 * n))];
    },
    call: 'denseForward',
  }),
  property('any-network', {
    task: 'network',
    rule: 'cache',
    given: (g) => {
      const sizes = [g.size(1, 4), g.size(1, 4), g.size(1, 4), g.size(2, 4)];
      return [network(g, sizes), matrix(3, sizes[0]!, g.vector(3 * sizes[0]!))];
    },
    call: 'forwardMlp',
  }),
]);
