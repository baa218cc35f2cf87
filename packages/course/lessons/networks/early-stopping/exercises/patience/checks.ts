import { defineChecks } from '@limpide/course/checks';

const losses = [0.9, 0.62, 0.55, 0.58, 0.54, 0.57, 0.6, 0.59, 0.5, 0.56, 0.61, 0.63, 0.66];

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'stopped',
    rule: 'stop',
    says: {
      fr: 'La suite de la leçon, patience 3 : trois époques de suite sans progrès, 5, 6 et 7.',
      en: 'The sequence of the lesson, patience 3: three epochs in a row without progress, 5, 6 and 7.',
    },
    run: (my) => my.earlyStopping(losses, 3, 0).stopped,
    shows: 'earlyStopping(losses, 3, 0).stopped',
    gives: 7,
  }),
  example('more-patient', {
    task: 'stopped',
    rule: 'stop',
    says: { fr: 'La même suite, patience 4.', en: 'The same sequence, patience 4.' },
    run: (my) => my.earlyStopping(losses, 4, 0).stopped,
    shows: 'earlyStopping(losses, 4, 0).stopped',
    gives: 12,
  }),
  example('never', {
    task: 'stopped',
    rule: 'reset',
    says: {
      fr: 'La perte ne cesse de descendre : la dernière époque est la quatrième, de numéro 3.',
      en: 'The loss goes down all the time: the last epoch is the fourth, number 3.',
    },
    run: (my) => my.earlyStopping([4, 3, 2, 1], 1, 0).stopped,
    shows: 'earlyStopping([4, 3, 2, 1], 1, 0).stopped',
    gives: 3,
  }),
  example('kept', {
    task: 'best',
    rule: 'best-seen',
    says: {
      fr: 'La suite de la leçon, patience 3 : l’époque 8, meilleure, n’a jamais lieu.',
      en: 'The sequence of the lesson, patience 3: epoch 8, which is better, never takes place.',
    },
    run: (my) => my.earlyStopping(losses, 3, 0).best,
    shows: 'earlyStopping(losses, 3, 0).best',
    gives: 4,
  }),
  example('small-gains', {
    task: 'delta',
    rule: 'delta',
    says: {
      fr: 'La suite de la leçon, patience 3, δ = 0,02 : le gain de l’époque 4 ne compte pas.',
      en: 'The sequence of the lesson, patience 3, δ = 0.02: the gain of epoch 4 does not count.',
    },
    call: 'earlyStopping',
    args: [losses, 3, 0.02],
    gives: { best: 2, stopped: 5 },
  }),
  ...(['stopped', 'best', 'delta'] as const).map((task) =>
    property(`any-${task}`, {
      task,
      rule: task === 'stopped' ? 'stop' : task === 'best' ? 'best-seen' : 'delta',
      given: (g) => {
        const n = g.size(3, 20);
        // distinct numbers: gains are never exactly the smallest that counts
        const order = g.permutation(n).map((k) => 0.5 + 0.1 * k);
        return [order, g.integer(1, 4), task === 'delta' ? g.pick([0.05, 0.15, 0.25]) : 0];
      },
      run: (my, [values, patience, minDelta]) => {
        const stop = my.earlyStopping(values, patience, minDelta);
        return task === 'delta' ? stop : stop[task];
      },
      shows: `earlyStopping(losses, patience, minDelta)${task === 'delta' ? '' : `.${task}`}`,
    }),
  ),
]);
