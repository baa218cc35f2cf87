/**
 * What pictures of the mathematics do with a learner's function, in the worker: functions and classes cannot be sent
 * there, the names of the course's can. The first argument is the list of what each of them needs.
 */
import { type Name as GraphName, graphs } from '../autodiff/graph.ts';
import { type Name as CurveName, known } from '../derivative/functions.ts';
import { type Name as MapName, landscapes as maps } from '../gradient/landscapes.ts';
import { type Name as SlopeName, landscapes as slopes } from '../gradient-descent/descent.ts';

type Own = (...args: unknown[]) => unknown;
type Vector = readonly number[];

/** The learner's node of a computation graph. */
interface OwnValue {
  readonly data: number;
  readonly grad: number;
  add(other: OwnValue): OwnValue;
  mul(other: OwnValue): OwnValue;
  tanh(): OwnValue;
  backward(): void;
}

export const mathsDrives = {
  /** One plain call. */
  once: (own: Own, [list]: readonly unknown[]) => own(...(list as readonly unknown[])),
  /** One call for each list of arguments. */
  calls: (own: Own, [lists]: readonly unknown[]) =>
    (lists as readonly (readonly unknown[])[]).map((list) => own(...list)),
  /** Derivatives of a function at x, with several steps. */
  derivatives: (own: Own, [list]: readonly unknown[]) => {
    const [name, x, steps] = list as readonly [CurveName, number, Vector];
    return steps.map((h) => own(known[name].f, x, h));
  },
  /** The gradient of a landscape at a point. */
  gradient: (own: Own, [list]: readonly unknown[]) => {
    const [name, at] = list as readonly [MapName, Vector];
    return own(([x = 0, y = 0]: Vector) => maps[name].f(x, y), at);
  },
  /** The path down a landscape. */
  slope: (own: Own, [list]: readonly unknown[]) => {
    const [name, start, ...others] = list as readonly [SlopeName, Vector, ...Vector];
    return own(([x = 0, y = 0]: Vector) => [...slopes[name].gradient(x, y)], start, ...others);
  },
  /** Values and gradients of all nodes of a graph made of the learner's own. */
  graph: (own: Own, [list]: readonly unknown[]) => {
    const [name, inputs] = list as readonly [GraphName, Readonly<Record<string, number>>];
    const values: OwnValue[] = [];
    for (const node of graphs[name].nodes) {
      const [a, b] = node.uses.map((k) => values[k]);
      if (a && b) values.push(node.op === 'add' ? a.add(b) : a.mul(b));
      else values.push(a ? a.tanh() : Reflect.construct(own, [inputs[node.name] ?? 0]));
    }
    values.at(-1)?.backward();
    return [values.map(({ data }) => data), values.map(({ grad }) => grad)];
  },
  /** Where power iteration stands after 0, 1, … applications: the vector and the eigenvalue. */
  powers: (own: Own, [list]: readonly unknown[]) => {
    const [A, start, steps] = list as readonly [unknown, Vector, number];
    return Array.from({ length: steps + 1 }, (_, k) => {
      const found = own(A, [...start], k);
      if (typeof found !== 'object' || found === null) return found;
      return [Reflect.get(found, 'vector'), [Reflect.get(found, 'value')]];
    });
  },
} as const;
