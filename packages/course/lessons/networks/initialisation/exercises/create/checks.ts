import { defineChecks } from '@limpide/course/checks';

const round = (x: number, digits: number): number => Number(x.toFixed(digits)) + 0;
const mean = (v: Float64Array): number => v.reduce((a, b) => a + b, 0) / v.length;
const square = (v: Float64Array): number => v.reduce((a, b) => a + b * b, 0) / v.length;

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('glorot-scale', {
    task: 'xavier',
    rule: 'glorot',
    says: {
      fr: 'La moyenne, puis le carré moyen multiplié par (n + m)/2, arrondis au dixième : 0 et 1.',
      en: 'The mean, then the mean square times (n + m)/2, rounded to a tenth: 0 and 1.',
    },
    run: (my) => {
      const { data } = my.xavierInit(200, 300, my.seededRandom(1));
      return [round(mean(data) * 10, 1), round(square(data) * 250, 1)];
    },
    shows: 'xavierInit(200, 300, seededRandom(1))',
    gives: [0, 1],
  }),
  example('glorot-bound', {
    task: 'xavier',
    rule: 'glorot',
    says: {
      fr: 'Le plus grand poids touche presque la borne, sans la dépasser : le rapport vaut 1,00.',
      en: 'The largest weight nearly reaches the bound, without passing it: the ratio is 1.00.',
    },
    run: (my) => {
      const { data } = my.xavierInit(200, 300, my.seededRandom(2));
      return round(data.reduce((a, b) => Math.max(a, Math.abs(b)), 0) / Math.sqrt(6 / 500), 2);
    },
    shows: 'max |xavierInit(200, 300, random)| / √(6/500)',
    gives: 1,
  }),
  example('he-scale', {
    task: 'he',
    rule: 'he',
    says: {
      fr: 'La moyenne, puis le carré moyen multiplié par n/2, arrondis au dixième : 0 et 1.',
      en: 'The mean, then the mean square times n/2, rounded to a tenth: 0 and 1.',
    },
    run: (my) => {
      const { data } = my.heInit(200, 300, my.seededRandom(1));
      return [round(mean(data) * 10, 1), round(square(data) * 100, 1)];
    },
    shows: 'heInit(200, 300, seededRandom(1))',
    gives: [0, 1],
  }),
  example('he-bell', {
    task: 'he',
    says: {
      fr: 'Une loi normale dépasse deux écarts types une fois sur vingt environ.',
      en: 'A normal law passes two standard deviations about one time in twenty.',
    },
    run: (my) => {
      const { data } = my.heInit(200, 300, my.seededRandom(3));
      return round(data.filter((w) => Math.abs(w) > 0.2).length / data.length, 2);
    },
    shows: 'share of |w| > 2·√(2/200) in heInit(200, 300, random)',
    gives: 0.05,
  }),
  property('shapes-and-biases', {
    task: 'create',
    rule: 'biases',
    says: {
      fr: 'Pour chaque couche : lignes et colonnes des poids, colonnes du biais, somme des |biais|.',
      en: 'For each layer: rows and columns of the weights, columns of the bias, sum of |bias|.',
    },
    given: (g) => [Array.from({ length: g.size(2, 4) }, () => g.integer(1, 6)), g.integer(1, 1000)],
    run: (my, [sizes, seed]) =>
      my
        .createMlp(sizes, seed)
        .layers.map(({ weights, bias }) => [
          weights.rows,
          weights.cols,
          bias.cols,
          bias.data.reduce((a, b) => a + Math.abs(b), 0),
        ]),
    shows: 'createMlp(sizes, seed)',
    expect: ([sizes]) => sizes.slice(1).map((m, l) => [sizes[l]!, m, m, 0]),
  }),
  example('seeds', {
    task: 'create',
    says: {
      fr: 'La même graine redonne les mêmes poids, une autre graine en donne d’autres, et deux couches diffèrent.',
      en: 'The same seed gives the same weights again, another seed gives others, and two layers differ.',
    },
    run: (my) => {
      const first = (seed: number) => my.createMlp([3, 3, 3, 2], seed).layers;
      const [a, b, c] = [first(7), first(7), first(8)];
      return [
        String(a[0]!.weights.data) === String(b[0]!.weights.data),
        String(a[0]!.weights.data) === String(c[0]!.weights.data),
        String(a[0]!.weights.data) === String(a[1]!.weights.data),
      ];
    },
    shows: '[seed 7 = seed 7, seed 7 = seed 8, layer 1 = layer 2]',
    gives: [true, false, false],
  }),
  example('scales-of-layers', {
    task: 'create',
    rule: 'he',
    says: {
      fr: 'Le carré moyen des poids, comparé à He pour la couche cachée et à Glorot pour la dernière.',
      en: 'The mean square of the weights, compared with He for the hidden layer and Glorot for the last.',
    },
    run: (my) => {
      const [first, last] = my.createMlp([300, 100, 300], 4).layers;
      return [
        round(square(first!.weights.data) * 150, 1),
        round(square(last!.weights.data) * 200, 1),
      ];
    },
    shows: 'createMlp([300, 100, 300], 4)',
    gives: [1, 1],
  }),
]);
