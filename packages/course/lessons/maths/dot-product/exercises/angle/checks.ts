import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('same-direction', {
    task: 'cosine',
    rule: 'cosine',
    call: 'cosine',
    args: [
      [1, 2],
      [3, 6],
    ],
    gives: 1,
  }),
  example('right-angle', {
    task: 'cosine',
    rule: 'cosine',
    call: 'cosine',
    args: [
      [2, 0],
      [0, 5],
    ],
    gives: 0,
  }),
  example('zero', {
    task: 'cosine',
    rule: 'cosine',
    call: 'cosine',
    args: [
      [0, 0],
      [1, 2],
    ],
    throws: true,
  }),
  example('shadow', {
    task: 'project',
    rule: 'projection',
    call: 'project',
    args: [
      [3, 4],
      [2, 0],
    ],
    gives: [3, 0],
  }),
  property('any-cosine', {
    task: 'cosine',
    rule: 'cosine',
    given: (g) => {
      const n = g.size(2, 8);
      return [g.vector(n, 1, 5), g.vector(n)];
    },
    call: 'cosine',
    holds: (output) => typeof output === 'number' && output >= -1 && output <= 1,
    says: {
      fr: 'Un cosinus reste entre −1 et 1.',
      en: 'A cosine stays between −1 and 1.',
    },
  }),
  property('length-does-not-count', {
    task: 'cosine',
    rule: 'cosine',
    given: (g) => [g.vector(3, 1, 5), g.vector(3, -5, -1), g.integer(2, 9)],
    run: (my, [a, b, k]) =>
      my.cosine(
        a.map((x) => k * x),
        b,
      ) - my.cosine(a, b),
    shows: 'cosine(k·a, b) - cosine(a, b)',
    expect: () => 0,
  }),
  property('any-projection', {
    task: 'project',
    rule: 'projection',
    given: (g) => {
      const n = g.size(2, 8);
      return [g.vector(n), g.vector(n, 1, 5)];
    },
    call: 'project',
  }),
]);
