import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'entropy',
    rule: 'entropy',
    call: 'entropy',
    args: [[0.5, 0.25, 0.125, 0.125]],
    gives: 1.75 * Math.LN2,
  }),
  example('certain', { task: 'entropy', rule: 'zero', call: 'entropy', args: [[1, 0]], gives: 0 }),
  example('cross', {
    task: 'cross',
    rule: 'cross',
    call: 'crossEntropyOf',
    args: [
      [0.75, 0.25],
      [0.5, 0.5],
    ],
    gives: Math.LN2,
  }),
  example('unequal', {
    task: 'cross',
    rule: 'cross',
    call: 'crossEntropyOf',
    args: [
      [0.5, 0.5],
      [0.25, 0.75],
    ],
    gives: -(Math.log(0.25) + Math.log(0.75)) / 2,
  }),
  example('excluded', {
    task: 'cross',
    rule: 'impossible',
    call: 'crossEntropyOf',
    args: [
      [0.5, 0.5],
      [1, 0],
    ],
    gives: Number.POSITIVE_INFINITY,
  }),
  example('excess', {
    task: 'kl',
    rule: 'kl',
    call: 'klDivergence',
    args: [
      [0.5, 0.25, 0.125, 0.125],
      [0.25, 0.25, 0.25, 0.25],
    ],
    gives: 0.25 * Math.LN2,
  }),
  property('any-entropy', {
    task: 'entropy',
    rule: 'entropy',
    given: (g) => [g.probabilities(g.size(1, 8))],
    call: 'entropy',
  }),
  property('any-model', {
    task: 'cross',
    rule: 'cross',
    given: (g) => {
      const k = g.size(2, 8);
      return [g.probabilities(k), g.probabilities(k)];
    },
    call: 'crossEntropyOf',
  }),
  property('never-negative', {
    task: 'kl',
    rule: 'kl',
    says: { fr: 'Une divergence n’est jamais négative.', en: 'A divergence is never negative.' },
    given: (g) => [g.probabilities(4), g.probabilities(4)],
    call: 'klDivergence',
    holds: (output) => typeof output === 'number' && output >= -1e-12,
  }),
]);
