/**
 * Updates as formulas: a whole update of a parameter or of a state is one operator, so a step's graph is
 * small and each update becomes one loop.
 */
import {
  apply,
  type DType,
  defineOp,
  type Low,
  type LowBuilder,
  type Node,
} from '../graph/index.ts';
import { computeIn } from '../ops/support.ts';

/** Arithmetic on the operands of a formula; numbers become constants. */
export class Arithmetic {
  readonly #b: LowBuilder;
  readonly #t: DType;

  constructor(b: LowBuilder, t: DType) {
    this.#b = b;
    this.#t = t;
  }
  #low(x: Low | number): Low {
    return typeof x === 'number' ? this.#b.constant(x, this.#t) : x;
  }
  #map(fn: 'add' | 'sub' | 'mul' | 'div' | 'max', x: Low | number, y: Low | number): Low {
    return this.#b.map(fn, this.#t, this.#low(x), this.#low(y));
  }
  add = (x: Low | number, y: Low | number): Low => this.#map('add', x, y);
  sub = (x: Low | number, y: Low | number): Low => this.#map('sub', x, y);
  mul = (x: Low | number, y: Low | number): Low => this.#map('mul', x, y);
  div = (x: Low | number, y: Low | number): Low => this.#map('div', x, y);
  max = (x: Low | number, y: Low | number): Low => this.#map('max', x, y);
  sqrt = (x: Low): Low => this.#b.map('sqrt', this.#t, x);
  abs = (x: Low): Low => this.#b.map('abs', this.#t, x);
  sign = (x: Low): Low => this.#b.map('sign', this.#t, x);
  square = (x: Low): Low => this.mul(x, x);
  /**
   * x, where it counts beside `size`; what is smaller than about size·10⁻⁷ becomes 0. A running average that
   * is fed nothing but zeros decays into subnormal numbers, on which processors are many times slower.
   * Adding and taking away costs less than comparing.
   */
  flush = (x: Low, size: number): Low => {
    if (this.#t !== 'float32') return x;
    return this.sub(this.add(x, size), size);
  };
  /** x + share·(y − x) */
  lerp = (x: Low, y: Low, share: Low): Low => this.add(x, this.mul(this.sub(y, x), share));
  /** decay·x + share·y² */
  averageSquare = (x: Low, y: Low, decay: Low, share: Low): Low =>
    this.add(this.mul(x, decay), this.mul(this.square(y), share));
}

/** An operator without gradient; its result has the shape and dtype of the first operand. */
export function formula<const N extends readonly string[]>(
  name: string,
  operands: N,
  compute: (k: Arithmetic, x: { readonly [K in N[number]]: Low }) => Low,
): (inputs: { readonly [K in N[number]]: Node }) => Node {
  const op = defineOp({
    name,
    infer: ([first]) => ({ shape: first!.shape, dtype: first!.dtype }),
    lower: (b, inputs, _attrs, { dtype, shape }) =>
      computeIn(b, dtype, inputs, (args, t) => {
        const named = Object.fromEntries(operands.map((operand, i) => [operand, args[i]!]));
        return b.expand(compute(new Arithmetic(b, t), named as { [K in N[number]]: Low }), shape);
      }),
  });
  const names: readonly N[number][] = operands;
  return (inputs) =>
    apply(
      op,
      names.map((operand) => inputs[operand]),
      {},
    );
}
