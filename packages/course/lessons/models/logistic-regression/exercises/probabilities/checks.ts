import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('middle', { task: 'sigmoid', rule: 'sigmoid', call: 'sigmoid', args: [0], gives: 0.5 }),
  example('three', {
    task: 'sigmoid',
    rule: 'sigmoid',
    call: 'sigmoid',
    args: [Math.log(3)],
    gives: 0.75,
  }),
  example('by-hand', {
    task: 'softmax',
    rule: 'softmax',
    call: 'softmax',
    args: [[Math.log(6), Math.log(3), 0]],
    gives: [0.6, 0.3, 0.1],
  }),
  example('large', {
    task: 'softmax',
    rule: 'shift',
    call: 'softmax',
    args: [[1000, 1000]],
    gives: [0.5, 0.5],
  }),
  property('symmetric', {
    task: 'sigmoid',
    rule: 'sigmoid',
    says: { fr: 'σ(z) + σ(−z) = 1', en: 'σ(z) + σ(−z) = 1' },
    given: (g) => [g.real()],
    run: (my, [z]) => my.sigmoid(z) + my.sigmoid(-z),
    shows: 'sigmoid(z) + sigmoid(-z)',
    expect: () => 1,
  }),
  property('any-score', {
    task: 'sigmoid',
    rule: 'sigmoid',
    given: (g) => [g.real()],
    call: 'sigmoid',
  }),
  property('any-scores', {
    task: 'softmax',
    rule: 'softmax',
    given: (g) => [g.vector(g.size(1, 8))],
    call: 'softmax',
  }),
  property('two-classes', {
    task: 'softmax',
    says: {
      fr: 'Avec deux classes, la softmax est la sigmoïde de la différence des scores.',
      en: 'With two classes, the softmax is the sigmoid of the difference of the scores.',
    },
    given: (g) => [g.real(), g.real()],
    run: (my, [a, b]) => my.softmax([a, b])[0]! - my.sigmoid(a - b),
    shows: 'softmax([a, b])[0] - sigmoid(a - b)',
    expect: () => 0,
  }),
]);
