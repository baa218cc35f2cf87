import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('five-deals', {
    task: 'p-value',
    rule: 'both-sides',
    says: {
      fr: 'Les écarts de ces cinq partages sont −4, 2, 0, 2 et −4/3 ; l’écart observé est −2.',
      en: 'The gaps of these five deals are −4, 2, 0, 2 and −4/3; the observed gap is −2.',
    },
    call: 'permutationTest',
    args: [
      [1, 2, 6],
      [3, 5, 7],
      [
        [0, 1, 3, 2, 4, 5],
        [3, 4, 5, 0, 1, 2],
        [0, 2, 4, 1, 3, 5],
        [5, 2, 1, 0, 3, 4],
        [2, 3, 0, 1, 4, 5],
      ],
    ],
    gives: 4 / 6,
  }),
  example('unequal', {
    task: 'p-value',
    rule: 'deal',
    says: {
      fr: 'x a quatre valeurs, y n’en a que deux.',
      en: 'x has four values, y only two.',
    },
    call: 'permutationTest',
    args: [
      [2, 4, 6, 8],
      [1, 1],
      [
        [0, 1, 2, 4, 3, 5],
        [0, 1, 4, 5, 2, 3],
        [3, 4, 5, 0, 1, 2],
      ],
    ],
    gives: 2 / 4,
  }),
  example('rounding', {
    task: 'p-value',
    rule: 'margin',
    says: {
      fr: 'Les mêmes trois valeurs, additionnées dans un autre ordre.',
      en: 'The same three values, added in another order.',
    },
    call: 'permutationTest',
    args: [
      [0.1, 0.2, 0.3],
      [0, 0],
      [
        [2, 1, 0, 3, 4],
        [2, 1, 0, 4, 3],
        [0, 1, 3, 2, 4],
      ],
    ],
    gives: 3 / 4,
  }),
  property('any-deals', {
    task: 'p-value',
    rule: 'both-sides',
    given: (g) => {
      const [n, m] = [g.size(2, 5), g.size(2, 5)];
      return [
        g.vector(n),
        g.vector(m),
        Array.from({ length: g.integer(3, 12) }, () => g.permutation(n + m)),
      ];
    },
    call: 'permutationTest',
  }),
  property('never-zero', {
    task: 'p-value',
    rule: 'plus-one',
    says: { fr: 'Une valeur p n’est jamais nulle.', en: 'A p-value is never zero.' },
    given: (g) => [
      g.vector(3, 8, 9),
      g.vector(4, 0, 1),
      Array.from({ length: 4 }, () => g.permutation(7)),
    ],
    call: 'permutationTest',
    holds: (p) => typeof p === 'number' && p >= 1 / 5 && p <= 1,
  }),
]);
