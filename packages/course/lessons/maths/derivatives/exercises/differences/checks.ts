import { defineChecks } from '@limpide/course/checks';

const square = (x: number): number => x * x;

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('forward-by-hand', {
    task: 'forward',
    rule: 'forward',
    run: (my) => my.forwardDifference(square, 3, 0.1),
    shows: 'forwardDifference((x) => x * x, 3, 0.1)',
    gives: 6.1,
  }),
  example('forward-cube', {
    task: 'forward',
    rule: 'forward',
    run: (my) => my.forwardDifference((x) => x ** 3, 1, 0.5),
    shows: 'forwardDifference((x) => x ** 3, 1, 0.5)',
    gives: 4.75,
  }),
  example('centred-by-hand', {
    task: 'derivative',
    rule: 'centred',
    run: (my) => my.derivative(square, 3, 0.1),
    shows: 'derivative((x) => x * x, 3, 0.1)',
    gives: 6,
  }),
  example('centred-cube', {
    task: 'derivative',
    rule: 'centred',
    run: (my) => my.derivative((x) => x ** 3, 1, 0.5),
    shows: 'derivative((x) => x ** 3, 1, 0.5)',
    gives: 3.25,
  }),
  property('sine', {
    task: 'derivative',
    rule: 'step',
    says: {
      fr: 'Sans h : la dérivée du sinus est le cosinus, à 10⁻⁸ près.',
      en: 'Without h: the derivative of the sine is the cosine, to within 10⁻⁸.',
    },
    given: (g) => [g.real(-3, 3)],
    run: (my, [x]) => my.derivative(Math.sin, x),
    shows: 'derivative(Math.sin, x)',
    expect: ([x]) => Math.cos(x),
    tolerance: { relative: 1e-8, absolute: 1e-8 },
  }),
  property('polynomials', {
    task: 'forward',
    rule: 'forward',
    given: (g) => [g.vector(3), g.real(-2, 2), g.pick([0.5, 0.25, 0.125])],
    run: (my, [c, x, h]) => my.forwardDifference((t) => c[0]! + c[1]! * t + c[2]! * t * t, x, h),
    shows: 'forwardDifference((t) => c[0] + c[1] * t + c[2] * t * t, x, h)',
    expect: ([c, x, h]) => c[1]! + c[2]! * (2 * x + h),
  }),
]);
