import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'dot',
    rule: 'products',
    call: 'dot',
    args: [
      [1, 2, 3],
      [4, -5, 6],
    ],
    gives: 12,
  }),
  example('different-lengths', {
    task: 'dot',
    rule: 'same-length',
    call: 'dot',
    args: [
      [1, 2, 3],
      [4, 5],
    ],
    throws: true,
  }),
  property('any-vectors', {
    task: 'dot',
    rule: 'products',
    given: (g) => {
      const n = g.size(1, 12);
      return [g.vector(n), g.vector(n)];
    },
    call: 'dot',
  }),
  property('symmetric', {
    task: 'dot',
    says: {
      fr: 'Échanger les deux vecteurs ne change rien : a·b = b·a.',
      en: 'Swapping the two vectors changes nothing: a·b = b·a.',
    },
    given: (g) => [g.vector(4), g.vector(4)],
    run: (my, [a, b]) => my.dot(a, b) - my.dot(b, a),
    shows: 'dot(a, b) - dot(b, a)',
    expect: () => 0,
  }),
]);
