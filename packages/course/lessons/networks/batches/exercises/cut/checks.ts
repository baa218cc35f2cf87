import { defineChecks } from '@limpide/course/checks';
import { seededRandom } from '@me/engine';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const orders = ['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0'];

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('sizes', {
    task: 'batches',
    rule: 'all',
    says: { fr: 'Les tailles des lots.', en: 'The sizes of the batches.' },
    run: (my) => my.batchesOf(10, 4, seededRandom(1)).map((batch) => batch.length),
    shows: 'batchesOf(10, 4, random).map((batch) => batch.length)',
    gives: [4, 4, 2],
  }),
  example('larger-than-the-set', {
    task: 'batches',
    rule: 'all',
    says: {
      fr: 'Un lot plus grand que le jeu : un seul lot, de trois exemples.',
      en: 'A batch larger than the set: a single batch, of three examples.',
    },
    run: (my) => my.batchesOf(3, 8, seededRandom(1)).map((batch) => batch.length),
    shows: 'batchesOf(3, 8, random).map((batch) => batch.length)',
    gives: [3],
  }),
  example('in-disorder', {
    task: 'batches',
    rule: 'once',
    says: {
      fr: 'Sur cinquante numéros, combien de lots suivent l’ordre 0, 1, 2, … : aucun.',
      en: 'Of fifty numbers, how many batches follow the order 0, 1, 2, …: none.',
    },
    run: (my) =>
      my
        .batchesOf(50, 10, seededRandom(2))
        .filter((batch, b) => batch.every((number, k) => number === 10 * b + k)).length,
    shows: 'batchesOf(50, 10, random)',
    gives: 0,
  }),
  example('same-seed', {
    task: 'batches',
    rule: 'given-random',
    says: {
      fr: 'La même graine redonne les mêmes lots ; le même générateur, appelé de nouveau, en donne d’autres.',
      en: 'The same seed gives the same batches again; the same generator, called again, gives others.',
    },
    run: (my) => {
      const [random, twin] = [seededRandom(3), seededRandom(3)];
      const first = String(my.batchesOf(40, 8, random));
      return [
        first === String(my.batchesOf(40, 8, twin)),
        first === String(my.batchesOf(40, 8, random)),
      ];
    },
    shows: '[seed 3 = seed 3, first epoch = second epoch]',
    gives: [true, false],
  }),
  example('fair', {
    task: 'batches',
    rule: 'fair',
    says: {
      fr: 'Trois numéros mélangés 60 000 fois : la fréquence de chacun des six ordres, divisée par 1/6, au huitième près.',
      en: 'Three numbers shuffled 60,000 times: the frequency of each of the six orders, divided by 1/6, to the nearest eighth.',
    },
    run: (my) => {
      const random = seededRandom(4);
      const counts = new Map<string, number>();
      for (let run = 0; run < 60_000; run++) {
        const order = String(my.batchesOf(3, 3, random));
        counts.set(order, (counts.get(order) ?? 0) + 1);
      }
      return orders.map((order) => Math.round(((counts.get(order) ?? 0) / 10_000) * 8) / 8);
    },
    shows: 'orders of batchesOf(3, 3, random)',
    gives: [1, 1, 1, 1, 1, 1],
  }),
  property('each-once', {
    task: 'batches',
    rule: 'once',
    says: {
      fr: 'Tous les numéros des lots, remis en ordre : chacun une fois.',
      en: 'All numbers of the batches, put back in order: each once.',
    },
    given: (g) => [g.size(1, 20), g.integer(1, 6), g.integer(1, 999)],
    run: (my, [count, size, seed]) =>
      my
        .batchesOf(count, size, seededRandom(seed))
        .flat()
        .sort((a, b) => a - b),
    shows: 'batchesOf(count, size, random).flat(), sorted',
    expect: ([count]) => numbers(count),
  }),
  property('full-but-the-last', {
    task: 'batches',
    rule: 'all',
    says: { fr: 'Les tailles des lots.', en: 'The sizes of the batches.' },
    given: (g) => [g.size(1, 20), g.integer(1, 6), g.integer(1, 999)],
    run: (my, [count, size, seed]) =>
      my.batchesOf(count, size, seededRandom(seed)).map((batch) => batch.length),
    shows: 'batchesOf(count, size, random).map((batch) => batch.length)',
  }),
  example('two-rows', {
    task: 'rows',
    call: 'pickRows',
    args: [matrix(3, 2, [1, 2, 3, 4, 5, 6]), [2, 0]],
    gives: matrix(2, 2, [5, 6, 1, 2]),
  }),
  property('any-rows', {
    task: 'rows',
    given: (g) => {
      const [n, m] = [g.size(2, 6), g.size(1, 4)];
      return [matrix(n, m, g.vector(n * m)), g.permutation(n).slice(0, g.integer(1, n))];
    },
    call: 'pickRows',
  }),
]);
