import { defineChecks } from '@limpide/course/checks';
import type { Curves } from './solution.ts';

/** The validation a little above the training. */
const close = (loss: readonly number[]): Curves => ({ loss, valLoss: loss.map((v) => 1.03 * v) });
const overfitted: Curves = {
  loss: [2.3, 1.4, 0.9, 0.6, 0.42, 0.3, 0.21, 0.15, 0.11, 0.08],
  valLoss: [2.31, 1.5, 1.05, 0.85, 0.78, 0.8, 0.86, 0.94, 1.02, 1.1],
};
const slow = [2.3, 2.25, 2.2, 2.15, 2.1, 2.05, 2, 1.95, 1.9, 1.85];
const stuck = [2.3, 1.6, 1.45, 1.41, 1.4, 1.39, 1.39, 1.38, 1.39, 1.38];
const leaping = [2.3, 1.5, 2.1, 1.2, 1.9, 1.1, 2, 1.3, 2.1, 1.4];
const climbing = [2.3, 3.1, 4.9, 5.2, 4.8, 5.5, 6.1, 5.9];
const fine = [2.3, 1.2, 0.8, 0.6, 0.5, 0.42, 0.37, 0.34, 0.32, 0.31];
/** A wide gap, and a validation that still goes down. */
const apart: Curves = {
  loss: fine,
  valLoss: [2.32, 1.4, 1.05, 0.88, 0.78, 0.71, 0.66, 0.63, 0.61, 0.6],
};

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('ten-values', {
    task: 'level',
    rule: 'level',
    says: {
      fr: 'Dix valeurs : la moyenne des deux dernières.',
      en: 'Ten values: the mean of the last two.',
    },
    call: 'levelOf',
    args: [[9, 8, 7, 6, 5, 4, 3, 2, 1.5, 0.5]],
    gives: 1,
  }),
  example('few-values', {
    task: 'level',
    rule: 'level',
    says: {
      fr: 'Trois valeurs : deux au moins comptent.',
      en: 'Three values: two at least count.',
    },
    call: 'levelOf',
    args: [[9, 4, 2]],
    gives: 3,
  }),
  example('broken-validation', {
    task: 'stops',
    rule: 'finite',
    says: {
      fr: 'Seule la validation a débordé.',
      en: 'Only the validation has overflowed.',
    },
    call: 'readCurves',
    args: [
      { loss: [2.3, 2, 1.8, 1.7, 1.6], valLoss: [2.3, 2.1, 40, 9e80, Number.POSITIVE_INFINITY] },
    ],
    gives: 'nan',
  }),
  example('two-epochs', {
    task: 'stops',
    says: {
      fr: 'Trois mesures : trop tôt pour juger.',
      en: 'Three measures: too early to judge.',
    },
    call: 'readCurves',
    args: [close([2.3, 1.9, 1.6])],
    gives: 'early',
  }),
  example('climbs', {
    task: 'rate',
    rule: 'climbs',
    says: { fr: 'La perte monte et reste en haut.', en: 'The loss climbs and stays up.' },
    call: 'readCurves',
    args: [close(climbing)],
    gives: 'rate-high',
  }),
  example('leaps', {
    task: 'rate',
    rule: 'climbs',
    says: {
      fr: 'La perte bondit sans avancer.',
      en: 'The loss leaps without advancing.',
    },
    call: 'readCurves',
    args: [close(leaping)],
    gives: 'rate-high',
  }),
  example('straight-line', {
    task: 'rate',
    rule: 'order',
    says: {
      fr: 'Le second cas de la leçon : une descente lente en ligne droite.',
      en: 'The second case of the lesson: a slow descent in a straight line.',
    },
    call: 'readCurves',
    args: [close(slow)],
    gives: 'rate-low',
  }),
  example('turned', {
    task: 'fit',
    rule: 'turns',
    says: { fr: 'Le premier cas de la leçon.', en: 'The first case of the lesson.' },
    call: 'readCurves',
    args: [overfitted],
    gives: 'overfitting',
  }),
  example('wide-gap', {
    task: 'fit',
    rule: 'turns',
    says: {
      fr: 'Un grand écart, mais la validation descend encore.',
      en: 'A wide gap, but the validation still goes down.',
    },
    call: 'readCurves',
    args: [apart],
    gives: 'good',
  }),
  example('harmless-gap', {
    task: 'fit',
    rule: 'turns',
    says: {
      fr: 'Près de zéro, un écart de trois centièmes ne compte pas : la perte est partie de 2,3.',
      en: 'Close to zero, a gap of three hundredths does not count: the loss began at 2.3.',
    },
    call: 'readCurves',
    args: [
      {
        loss: [2.3, 0.9, 0.4, 0.2, 0.1, 0.06, 0.03, 0.02, 0.01, 0.01],
        valLoss: [2.3, 0.9, 0.42, 0.22, 0.12, 0.08, 0.05, 0.03, 0.035, 0.04],
      },
    ],
    gives: 'good',
  }),
  example('ceiling', {
    task: 'fit',
    rule: 'order',
    says: {
      fr: 'La perte s’est posée très haut, validation comprise.',
      en: 'The loss has settled very high, validation included.',
    },
    call: 'readCurves',
    args: [close(stuck)],
    gives: 'underfitting',
  }),
  property('any-level', {
    task: 'level',
    rule: 'level',
    given: (g) => [g.vector(g.size(3, 30), 0, 5)],
    call: 'levelOf',
  }),
  ...(['stops', 'rate', 'fit'] as const).map((task) =>
    property(`any-${task}`, {
      task,
      rule: task === 'stops' ? 'finite' : task === 'rate' ? 'climbs' : 'turns',
      given: (g) => {
        // curves of a given kind, shaken a little; those of other tasks come too
        const base = g.pick(
          task === 'rate'
            ? [close(slow), close(leaping), close(climbing)]
            : [overfitted, close(stuck), close(fine), apart],
        );
        const shaken = (values: readonly number[]) => values.map((v) => v * g.real(0.99, 1.01));
        const [loss, valLoss] = [shaken(base.loss), shaken(base.valLoss)];
        if (task === 'stops' && g.boolean()) {
          const broken = g.boolean() ? loss : valLoss;
          broken[g.integer(0, broken.length - 1)] = g.pick([Number.NaN, Number.POSITIVE_INFINITY]);
        }
        const kept = task === 'stops' ? g.integer(2, loss.length) : loss.length;
        return [{ loss: loss.slice(0, kept), valLoss: valLoss.slice(0, kept) }];
      },
      call: 'readCurves',
    }),
  ),
]);
