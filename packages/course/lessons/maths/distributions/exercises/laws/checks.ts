import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('top', {
    task: 'density',
    rule: 'density',
    call: 'gaussianDensity',
    args: [3, 3, 1],
    gives: 1 / Math.sqrt(2 * Math.PI),
  }),
  example('one-deviation', {
    task: 'density',
    rule: 'density',
    call: 'gaussianDensity',
    args: [4, 0, 4],
    gives: Math.exp(-0.5) / (4 * Math.sqrt(2 * Math.PI)),
  }),
  example('heads', {
    task: 'draw',
    rule: 'bernoulli',
    call: 'bernoulli',
    args: [0.3, 0.2],
    gives: 1,
  }),
  example('box-muller', {
    task: 'draw',
    rule: 'sample',
    call: 'gaussianSample',
    args: [1, 3, Math.exp(-2), 0],
    gives: 7,
  }),
  property('any-density', {
    task: 'density',
    rule: 'density',
    given: (g) => [g.real(), g.real(), g.real(0.5, 3)],
    call: 'gaussianDensity',
  }),
  property('any-coin', {
    task: 'draw',
    rule: 'bernoulli',
    given: (g) => [g.real(0, 1), g.real(0, 1)],
    call: 'bernoulli',
  }),
  property('any-draw', {
    task: 'draw',
    rule: 'sample',
    given: (g) => [g.real(), g.real(0.5, 3), g.real(0.1, 1), g.real(0, 1)],
    call: 'gaussianSample',
  }),
]);
