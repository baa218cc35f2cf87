import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('machines', {
    task: 'bayes',
    rule: 'product',
    call: 'bayes',
    args: [
      [0.6, 0.4],
      [0.01, 0.03],
    ],
    gives: [1 / 3, 2 / 3],
  }),
  example('impossible', {
    task: 'bayes',
    rule: 'impossible',
    call: 'bayes',
    args: [
      [1, 0],
      [0, 0.5],
    ],
    throws: true,
  }),
  property('any-hypotheses', {
    task: 'bayes',
    rule: 'normalise',
    given: (g) => {
      const k = g.size(2, 6);
      return [g.probabilities(k), g.vector(k, 0.1, 1)];
    },
    call: 'bayes',
  }),
  property('order', {
    task: 'bayes',
    says: {
      fr: 'Deux observations indépendantes peuvent être prises dans n’importe quel ordre.',
      en: 'Two independent observations can be taken in any order.',
    },
    given: (g) => [g.probabilities(3), g.vector(3, 0.1, 1), g.vector(3, 0.1, 1)],
    run: (my, [prior, a, b]) => {
      const first = my.bayes(my.bayes(prior, a), b);
      const second = my.bayes(my.bayes(prior, b), a);
      return first.map((x, i) => x - second[i]!);
    },
    shows: 'bayes(bayes(prior, a), b) - bayes(bayes(prior, b), a)',
    expect: () => [0, 0, 0],
  }),
]);
