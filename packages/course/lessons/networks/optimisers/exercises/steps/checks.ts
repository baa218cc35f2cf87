import { defineChecks } from '@limpide/course/checks';
import type { Matrix, StepState } from './solution.ts';

type Step = (
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
) => void;
const row = (values: readonly number[]): Matrix => ({
  rows: 1,
  cols: values.length,
  data: Float64Array.from(values),
});
/** The parameters after one step per gradient, for two matrices of parameters. */
function after(step: Step, start: readonly number[], gradients: readonly number[][], rate: number) {
  const params = [row(start), row([...start].reverse())];
  const state: StepState = {};
  for (const g of gradients) step(params, [row(g), row(g.map((x) => -x))], state, rate);
  return params.map(({ data }) => [...data]);
}

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => {
  const rules = [
    ['sgd', 'sgdStep', 'descend', 0.7],
    ['momentum', 'momentumStep', 'velocity', 0.52],
    ['rmsprop', 'rmspropStep', 'mean-square', 0.536_330_285_002_178],
    ['adam', 'adamStep', 'correction', 0.806_782_037_208_51],
  ] as const;
  return rules.flatMap(([task, name, rule, second]) => [
    example(`${task}-by-hand`, {
      task,
      rule,
      says: {
        fr: 'Le poids 1, les gradients 2 puis 1, un taux de 0,1 : sa valeur après les deux pas.',
        en: 'The weight 1, the gradients 2 then 1, a rate of 0.1: its value after both steps.',
      },
      run: (my) => after(my[name], [1], [[2], [1]], 0.1)[0]![0],
      shows: `${name}, two steps`,
      gives: second,
    }),
    property(`${task}-any`, {
      task,
      rule,
      given: (g) => {
        const n = g.size(1, 4);
        return [g.vector(n), Array.from({ length: 3 }, () => g.vector(n)), g.pick([0.01, 0.1])];
      },
      run: (my, [start, gradients, rate]) => after(my[name], start, gradients, rate),
      shows: `${name}, three steps`,
    }),
  ]);
});
