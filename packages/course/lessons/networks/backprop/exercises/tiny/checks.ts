import { defineChecks } from '@limpide/course/checks';
import type { Tiny } from './solution.ts';

const byHand: Tiny = {
  w: [
    [1, -1],
    [0.5, 0],
  ],
  b: [0, 0.5],
  v: [2, 1],
  c: -1,
};
/** Nine numbers as a network: w₁₁ w₁₂ w₂₁ w₂₂, b₁ b₂, v₁ v₂, c. */
const unpack = (p: readonly number[]): Tiny => ({
  w: [p.slice(0, 2), p.slice(2, 4)],
  b: p.slice(4, 6),
  v: p.slice(6, 8),
  c: p[8]!,
});
const pack = ({ w, b, v, c }: Tiny): number[] => [...w.flat(), ...b, ...v, c];

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('loss-by-hand', {
    task: 'loss',
    call: 'tinyLoss',
    args: [byHand, [1, 2], 1],
    gives: 2,
  }),
  example('by-hand', {
    task: 'gradient',
    rule: 'weight',
    call: 'tinyGradient',
    args: [byHand, [1, 2], 1],
    gives: {
      w: [
        [4, 0],
        [8, 0],
      ],
      b: [4, 0],
      v: [4, 0],
      c: 2,
    },
  }),
  property('any-loss', {
    task: 'loss',
    given: (g) => [unpack(g.vector(9, -2, 2)), g.vector(2), g.real()],
    call: 'tinyLoss',
  }),
  property('any-gradient', {
    task: 'gradient',
    rule: 'hidden-error',
    given: (g) => [unpack(g.vector(9, -2, 2)), g.vector(2), g.real()],
    call: 'tinyGradient',
  }),
  gradient('finite-differences', {
    task: 'gradient',
    given: (g) => Array.from({ length: 9 }, () => g.normal()),
    of: (my, p) => my.tinyLoss(unpack(p), [1.3, -0.7], 0.4),
    by: (my, p) => pack(my.tinyGradient(unpack(p), [1.3, -0.7], 0.4)),
    shows: 'tinyGradient(net, x, y)',
  }),
]);
