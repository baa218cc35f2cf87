/** Loops around a function of the learner's engine, run in the worker: one message for many calls. */
import { type OwnStep, walkOwn } from '../optimisers/paths.ts';
import { after, type Point } from '../perceptron/learn.ts';
import { mathsDrives } from './maths-drives.ts';
import { memberOf } from './own-values.ts';

type Own = (...args: unknown[]) => unknown;
type Drive = (own: Own, args: readonly unknown[]) => unknown;

export const drives = {
  ...mathsDrives,
  /** One call for each argument, which is a list of arguments; of a list, only the first number. */
  first: (own, [lists]) =>
    (lists as readonly (readonly unknown[])[]).map((list) => {
      const given = own(...list);
      return Array.isArray(given) ? (given as readonly unknown[])[0] : given;
    }),
  /** Steps of descent, each from the model of the one before; the models after so many steps. */
  descent: (own, args) => {
    const [points, labels, first, rate, counts] = args as readonly [
      ...(readonly [unknown, unknown, unknown, unknown]),
      readonly number[],
    ];
    const models: unknown[] = [];
    let model = first;
    for (let step = 1; step <= Math.max(...counts); step++) {
      model = own(points, labels, model, rate);
      if (counts.includes(step)) models.push(structuredClone(model));
    }
    return models;
  },
  /** Corrections of a perceptron, one mistake at a time. */
  corrections: (own, args) => {
    const [points, labels, steps] = args as readonly [readonly Point[], readonly number[], number];
    return after(points, labels, steps, (w, b, point, label) => {
      const next = own([...w], b, [...point], label, 1);
      const [weights, bias] = [memberOf(next, 'weights'), memberOf(next, 'bias')];
      if (!Array.isArray(weights) || typeof bias !== 'number') throw new TypeError('not a model');
      return { w: [Number(weights[0]), Number(weights[1])], b: bias };
    });
  },
  /** The path of an optimiser in the valley; what it keeps is its own business. */
  valley: (own, args) => {
    const [start, narrow, rate, steps] = args as readonly [Point, number, number, number];
    const step: OwnStep = (params, grads, state, by) => own(params, grads, state, by);
    return walkOwn(step, start, narrow, rate, steps);
  },
} as const satisfies Record<string, Drive>;
export type DriveName = keyof typeof drives;
