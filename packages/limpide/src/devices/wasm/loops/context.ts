/**
 * What the parts of the loop generator share.
 *
 * Everything is computed four lanes at a time. A value of a kernel is one vector for the dtypes of 32
 * bits, two for float64; a boolean is a mask of 32-bit lanes, all ones or all zeros. Where fewer than
 * four elements are left, the same code runs with the element repeated in all lanes and one lane stored:
 * there is no second, scalar version that could round otherwise.
 */
import { type DType, dtypeInfo } from '../../../graph/index.ts';
import {
  type Expr,
  type FuncRef,
  type FunctionBuilder,
  i32c,
  Local,
  lane,
  load,
  type ModuleBuilder,
  op,
  store,
  v128c,
} from '../assembler/index.ts';

export type Variant = 'wide' | 'relaxed' | 'simd';

/** How values of a dtype are held in vectors. */
export type Lanes = 'f32' | 'f64' | 'i32' | 'mask';

export const lanesOf = (dtype: DType): Lanes =>
  dtype === 'bool'
    ? 'mask'
    : dtypeInfo[dtype].compute === 'float64'
      ? 'f64'
      : dtypeInfo[dtype].compute === 'float32'
        ? 'f32'
        : 'i32';

/** Vectors that hold four lanes. */
export const registers = (lanes: Lanes): number => (lanes === 'f64' ? 2 : 1);

/** Something that can be read: a local, or an expression that is read once. */
export interface Readable {
  get(): Expr;
}

/**
 * An expression that waits for its one reader. A local that is set inside a loop becomes a value carried
 * around the loop in V8's graph, which keeps it from packing operations to 256 bits; an expression does not.
 */
export class Once implements Readable {
  #expression: Expr | null;

  constructor(expression: Expr) {
    this.#expression = expression;
  }
  get(): Expr {
    const e = this.#expression;
    if (e === null) throw new Error('an expression for one reader was read twice');
    this.#expression = null;
    return e;
  }
}

/** Four lanes of one value: one register, or two for float64. */
export type Vec = readonly Readable[];

export class Context {
  readonly module: ModuleBuilder;
  readonly f: FunctionBuilder;
  readonly variant: Variant;
  /** Imports a function of Math: f64 → f64, or (f64, f64) → f64. */
  readonly math: (name: string, operands: 1 | 2) => FuncRef;

  constructor(
    module: ModuleBuilder,
    f: FunctionBuilder,
    variant: Variant,
    math: (name: string, operands: 1 | 2) => FuncRef,
  ) {
    this.module = module;
    this.f = f;
    this.variant = variant;
    this.math = math;
  }

  /** A vector local holding an expression. */
  v(e: Expr): Local {
    const local = this.f.local('v128', 'v');
    this.f.emit(local.set(e));
    return local;
  }
  /** Whether the value at hand has one reader only, and may stay an expression. */
  deferring = false;
  /** The result of a builder. */
  out(e: Expr): Readable {
    return this.deferring ? new Once(e) : this.v(e);
  }
  /** A value that can be read several times. */
  firm(x: Readable): Local {
    return x instanceof Local ? x : this.v(x.get());
  }
  i(e: Expr): Local {
    const local = this.f.local('i32', 'i');
    this.f.emit(local.set(e));
    return local;
  }
  /** a·b + c, fused where the variant can. */
  madd(a: Expr, b: Expr, c: Expr): Expr {
    return this.variant === 'simd'
      ? op('f32x4.add', op('f32x4.mul', a, b), c)
      : op('f32x4.relaxed_madd', a, b, c);
  }
  /** Chooses bits of a where the mask is set, of b elsewhere. */
  choose(mask: Expr, a: Expr, b: Expr): Expr {
    return op('v128.bitselect', a, b, mask);
  }
}

export const f32s = (x: number): Expr => v128c({ f32x4: [x, x, x, x] });
export const f64s = (x: number): Expr => v128c({ f64x2: [x, x] });
export const i32s = (x: number): Expr => v128c({ i32x4: [x | 0, x | 0, x | 0, x | 0] });

export { dtypeInfo, type Expr, i32c, Local, lane, load, op, store, v128c };
