import { defineChecks } from '@limpide/course/checks';

const close = { relative: 1e-6, absolute: 1e-6 };
/** Σ c_i x_i² + x_0 x_last, and its gradient. */
const quadratic = (c: readonly number[]) => (x: readonly number[]) =>
  c.reduce((sum, ci, i) => sum + ci * x[i]! ** 2, 0) + x[0]! * x.at(-1)!;

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('first-input', {
    task: 'partial',
    rule: 'partial',
    run: (my) => my.partial(([x, y]) => x! ** 2 + 3 * x! * y!, [2, 1], 0),
    shows: 'partial(([x, y]) => x ** 2 + 3 * x * y, [2, 1], 0)',
    gives: 7,
    tolerance: close,
  }),
  example('second-input', {
    task: 'partial',
    rule: 'partial',
    run: (my) => my.partial(([x, y]) => x! ** 2 + 3 * x! * y!, [2, 1], 1),
    shows: 'partial(([x, y]) => x ** 2 + 3 * x * y, [2, 1], 1)',
    gives: 6,
    tolerance: close,
  }),
  example('both', {
    task: 'gradient',
    rule: 'same-shape',
    run: (my) => my.numericalGradient(([x, y]) => x! ** 2 + 3 * x! * y!, [2, 1]),
    shows: 'numericalGradient(([x, y]) => x ** 2 + 3 * x * y, [2, 1])',
    gives: [7, 6],
    tolerance: close,
  }),
  property('quadratics', {
    task: 'gradient',
    rule: 'partial',
    given: (g) => {
      const n = g.size(2, 6);
      return [g.vector(n), g.vector(n)];
    },
    run: (my, [c, x]) => my.numericalGradient(quadratic(c), x),
    shows: 'numericalGradient((x) => Σ c[i] x[i]² + x[0] x[n−1], x)',
    expect: ([c, x]) =>
      x.map(
        (xi, i) => 2 * c[i]! * xi + (i === 0 ? x.at(-1)! : 0) + (i === x.length - 1 ? x[0]! : 0),
      ),
    tolerance: close,
  }),
]);
