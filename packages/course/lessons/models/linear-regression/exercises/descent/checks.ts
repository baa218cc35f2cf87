import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('by-hand', {
    task: 'gradient',
    rule: 'gradient',
    call: 'linearGradient',
    args: [[1, 2, 3, 4], [2, 3, 5, 6], 0, 0],
    gives: [-23.5, -8],
  }),
  example('one-step', {
    task: 'descend',
    rule: 'step',
    call: 'linearDescent',
    args: [[1, 2, 3, 4], [2, 3, 5, 6], 0.05, 1],
    gives: { slope: 1.175, intercept: 0.4 },
  }),
  property('any-gradient', {
    task: 'gradient',
    rule: 'gradient',
    given: (g) => {
      const m = g.size(1, 8);
      return [g.vector(m), g.vector(m), g.real(), g.real()];
    },
    call: 'linearGradient',
  }),
  property('any-descent', {
    task: 'descend',
    rule: 'step',
    given: (g) => {
      const m = g.size(2, 8);
      return [g.vector(m, -2, 2), g.vector(m), 0.1, g.integer(2, 6)];
    },
    call: 'linearDescent',
  }),
  property('reaches-the-bottom', {
    task: 'descend',
    rule: 'step',
    says: {
      fr: 'Après assez de pas, on est sur la droite de la formule.',
      en: 'After enough steps, one is on the line of the formula.',
    },
    given: (g) => [[-2, -1, 1, 2], g.real(), g.real()],
    run: (my, [x, w, b]) =>
      my.linearDescent(
        x,
        x.map((v) => w * v + b),
        0.1,
        500,
      ),
    shows: 'linearDescent([-2, -1, 1, 2], w·x + b, 0.1, 500)',
    expect: ([, w, b]) => ({ slope: w, intercept: b }),
  }),
  gradient('finite-differences', {
    task: 'gradient',
    rule: 'gradient',
    given: (g) => g.vector(2),
    of: (_, [w, b]) =>
      [1, 2, 3].reduce((sum, x, i) => sum + (w! * x + b! - [2, -1, 4][i]!) ** 2, 0) / 3,
    by: (my, [w, b]) => my.linearGradient([1, 2, 3], [2, -1, 4], w!, b!),
  }),
]);
