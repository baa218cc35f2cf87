import { defineChecks } from '@limpide/course/checks';
import type { TwoLayers } from './solution.ts';

const corners = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
const fires = (sum: number): number => (sum > 0 ? 1 : 0);
/** [h₁, h₂, output] for each corner. */
const run = ({ hidden, output }: TwoLayers): number[][] =>
  corners.map(([x1, x2]) => {
    const h = hidden.bias.map((b, j) =>
      fires(x1 * hidden.weights[0]![j]! + x2 * hidden.weights[1]![j]! + b),
    );
    return [...h, fires(h[0]! * output.weights[0]! + h[1]! * output.weights[1]! + output.bias)];
  });

export default defineChecks<typeof import('./solution.ts')>(({ example }) => [
  example('exclusive-or', {
    task: 'only-first',
    says: {
      fr: 'Une ligne par coin — (0, 0), (0, 1), (1, 0), (1, 1) — et trois colonnes : les deux neurones cachés, la sortie.',
      en: 'One row per corner — (0, 0), (0, 1), (1, 0), (1, 1) — and three columns: the two hidden neurons, the output.',
    },
    run: (my) => run(my.xorNetwork()),
    shows: 'xorNetwork()',
    gives: [
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 1],
      [0, 0, 0],
    ],
  }),
]);
