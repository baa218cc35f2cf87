import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('powers-at-two', {
    task: 'powers',
    rule: 'power',
    call: 'dPolynomial',
    args: [2],
    gives: 8,
  }),
  example('product-at-one', {
    task: 'product',
    rule: 'product',
    call: 'dProduct',
    args: [1],
    gives: 3 * Math.E,
  }),
  example('sigmoid-at-zero', {
    task: 'chain',
    rule: 'chain',
    call: 'dSigmoid',
    args: [0],
    gives: 0.25,
  }),
  example('sigmoid-at-two', {
    task: 'chain',
    rule: 'chain',
    call: 'dSigmoid',
    args: [2],
    gives: 0.104993585403507,
    tolerance: { relative: 1e-9, absolute: 1e-12 },
  }),
  property('sigmoid-even', {
    task: 'chain',
    rule: 'chain',
    says: {
      fr: 'La pente de la sigmoïde est la même en x et en −x.',
      en: 'The slope of the sigmoid is the same at x and at −x.',
    },
    given: (g) => [g.real(-4, 4)],
    run: (my, [x]) => my.dSigmoid(x) - my.dSigmoid(-x),
    shows: 'dSigmoid(x) - dSigmoid(-x)',
    expect: () => 0,
  }),
  gradient('powers-slope', {
    task: 'powers',
    rule: 'power',
    given: (g) => [g.real(-2, 2)],
    of: (_, x) => x[0]! ** 3 - 4 * x[0]! + 1,
    by: (my, x) => [my.dPolynomial(x[0]!)],
  }),
  gradient('product-slope', {
    task: 'product',
    rule: 'product',
    given: (g) => [g.real(-2, 2)],
    of: (_, x) => x[0]! ** 2 * Math.exp(x[0]!),
    by: (my, x) => [my.dProduct(x[0]!)],
  }),
]);
