/** Maps: one scalar formula applied at every index. */

import { tensorErrors } from '../errors/catalog/tensor.ts';
import { DTypeError, raise } from '../errors/index.ts';
import {
  apply,
  broadcast,
  type DType,
  defineOp,
  isFloat,
  type Low,
  type LowBuilder,
  type MapFunction,
  type Node,
  type RegisteredOp,
  toFloat,
} from '../graph/index.ts';
import { sumTo } from './broadcasting.ts';
import { computeIn, type Operand, resultDType, toNode } from './support.ts';

// ---- one operand -------------------------------------------------------------------------------

interface UnaryRule {
  /** The result: a float whatever comes in, the same dtype, or bool. */
  readonly gives: 'float' | 'same' | 'bool';
  readonly lower: (b: LowBuilder, x: Low, dtype: DType) => Low;
  /** Gradient from that of the result, the operand x and the result y; absent: piecewise constant. */
  readonly vjp?: (g: Node, x: Node, y: Node) => Node;
}

const plain = (fn: MapFunction) => (b: LowBuilder, x: Low, dtype: DType) => b.map(fn, dtype, x);
const k = (b: LowBuilder, value: number, dtype: DType) => b.constant(value, dtype);

/** 1 / (1 + e^−x) */
const logistic = (b: LowBuilder, x: Low, t: DType): Low =>
  b.map('div', t, k(b, 1, t), b.map('add', t, k(b, 1, t), b.map('exp', t, b.map('neg', t, x))));
/** log(1 + e^x) = max(x, 0) + log(1 + e^−|x|), without overflow */
const softplusLow = (b: LowBuilder, x: Low, t: DType): Low =>
  b.map(
    'add',
    t,
    b.map('max', t, x, k(b, 0, t)),
    b.map('log1p', t, b.map('exp', t, b.map('neg', t, b.map('abs', t, x)))),
  );

const SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

const unaryRules = {
  neg: { gives: 'same', lower: plain('neg'), vjp: (g) => neg(g) },
  abs: { gives: 'same', lower: plain('abs'), vjp: (g, x) => mul(g, sign(x)) },
  /** −1, 0 or 1; 0 for NaN, as in PyTorch */
  sign: {
    gives: 'same',
    lower: (b, x, t) =>
      b.map(
        'sub',
        t,
        b.cast(b.map('gt', 'bool', x, k(b, 0, t)), t),
        b.cast(b.map('lt', 'bool', x, k(b, 0, t)), t),
      ),
    vjp: (g) => mul(g, 0),
  },
  floor: { gives: 'same', lower: plain('floor'), vjp: (g) => mul(g, 0) },
  ceil: { gives: 'same', lower: plain('ceil'), vjp: (g) => mul(g, 0) },
  /** to the nearest, halves to even */
  round: { gives: 'same', lower: plain('round'), vjp: (g) => mul(g, 0) },
  trunc: { gives: 'same', lower: plain('trunc'), vjp: (g) => mul(g, 0) },
  frac: {
    gives: 'same',
    lower: (b, x, t) => b.map('sub', t, x, b.map('trunc', t, x)),
    vjp: (g) => g,
  },
  square: {
    gives: 'same',
    lower: (b, x, t) => b.map('mul', t, x, x),
    vjp: (g, x) => mul(g, mul(x, 2)),
  },
  sqrt: { gives: 'float', lower: plain('sqrt'), vjp: (g, _x, y) => div(mul(g, 0.5), y) },
  rsqrt: {
    gives: 'float',
    lower: (b, x, t) => b.map('div', t, k(b, 1, t), b.map('sqrt', t, x)),
    vjp: (g, x, y) => mul(mul(g, -0.5), div(y, x)),
  },
  reciprocal: {
    gives: 'float',
    lower: (b, x, t) => b.map('div', t, k(b, 1, t), x),
    vjp: (g, _x, y) => neg(mul(g, mul(y, y))),
  },
  exp: { gives: 'float', lower: plain('exp'), vjp: (g, _x, y) => mul(g, y) },
  exp2: {
    gives: 'float',
    lower: (b, x, t) => b.map('pow', t, k(b, 2, t), x),
    vjp: (g, _x, y) => mul(g, mul(y, Math.LN2)),
  },
  expm1: { gives: 'float', lower: plain('expm1'), vjp: (g, _x, y) => mul(g, add(y, 1)) },
  log: { gives: 'float', lower: plain('log'), vjp: (g, x) => div(g, x) },
  log1p: { gives: 'float', lower: plain('log1p'), vjp: (g, x) => div(g, add(x, 1)) },
  log2: { gives: 'float', lower: plain('log2'), vjp: (g, x) => div(g, mul(x, Math.LN2)) },
  log10: {
    gives: 'float',
    lower: (b, x, t) => b.map('mul', t, b.map('log', t, x), k(b, Math.LOG10E, t)),
    vjp: (g, x) => div(g, mul(x, Math.LN10)),
  },
  sin: { gives: 'float', lower: plain('sin'), vjp: (g, x) => mul(g, cos(x)) },
  cos: { gives: 'float', lower: plain('cos'), vjp: (g, x) => neg(mul(g, sin(x))) },
  tan: { gives: 'float', lower: plain('tan'), vjp: (g, _x, y) => mul(g, add(mul(y, y), 1)) },
  asin: { gives: 'float', lower: plain('asin'), vjp: (g, x) => mul(g, rsqrt(sub(1, mul(x, x)))) },
  acos: {
    gives: 'float',
    lower: plain('acos'),
    vjp: (g, x) => neg(mul(g, rsqrt(sub(1, mul(x, x))))),
  },
  atan: { gives: 'float', lower: plain('atan'), vjp: (g, x) => div(g, add(mul(x, x), 1)) },
  sinh: { gives: 'float', lower: plain('sinh'), vjp: (g, x) => mul(g, cosh(x)) },
  cosh: { gives: 'float', lower: plain('cosh'), vjp: (g, x) => mul(g, sinh(x)) },
  tanh: { gives: 'float', lower: plain('tanh'), vjp: (g, _x, y) => mul(g, sub(1, mul(y, y))) },
  asinh: { gives: 'float', lower: plain('asinh'), vjp: (g, x) => mul(g, rsqrt(add(mul(x, x), 1))) },
  acosh: { gives: 'float', lower: plain('acosh'), vjp: (g, x) => mul(g, rsqrt(sub(mul(x, x), 1))) },
  atanh: { gives: 'float', lower: plain('atanh'), vjp: (g, x) => div(g, sub(1, mul(x, x))) },
  erf: {
    gives: 'float',
    lower: plain('erf'),
    vjp: (g, x) => mul(g, mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI))),
  },
  sigmoid: { gives: 'float', lower: logistic, vjp: (g, _x, y) => mul(g, mul(y, sub(1, y))) },
  logSigmoid: {
    gives: 'float',
    lower: (b, x, t) => b.map('neg', t, softplusLow(b, b.map('neg', t, x), t)),
    vjp: (g, x) => mul(g, sigmoid(neg(x))),
  },
  relu: {
    gives: 'same',
    lower: (b, x, t) => b.map('max', t, x, k(b, 0, t)),
    vjp: (g, x) => where(gt(x, 0), g, 0),
  },
  relu6: {
    gives: 'same',
    lower: (b, x, t) => b.map('min', t, b.map('max', t, x, k(b, 0, t)), k(b, 6, t)),
    vjp: (g, x) => where(logicalAnd(gt(x, 0), lt(x, 6)), g, 0),
  },
  /** x · σ(x), also called swish (Elfwing et al., 2017) */
  silu: {
    gives: 'float',
    lower: (b, x, t) => b.map('mul', t, x, logistic(b, x, t)),
    vjp: (g, x) => {
      const s = sigmoid(x);
      return mul(g, mul(s, add(mul(x, sub(1, s)), 1)));
    },
  },
  /** x · Φ(x), Φ being the normal distribution function (Hendrycks & Gimpel, 2016) */
  gelu: {
    gives: 'float',
    lower: (b, x, t) =>
      b.map(
        'mul',
        t,
        b.map('mul', t, x, k(b, 0.5, t)),
        b.map('add', t, k(b, 1, t), b.map('erf', t, b.map('mul', t, x, k(b, Math.SQRT1_2, t)))),
      ),
    vjp: (g, x) => {
      const cdf = mul(add(erf(mul(x, Math.SQRT1_2)), 1), 0.5);
      const pdf = mul(exp(mul(mul(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return mul(g, add(cdf, mul(x, pdf)));
    },
  },
  /** The same by a hyperbolic tangent, as in GPT-2 */
  geluTanh: {
    gives: 'float',
    lower: (b, x, t) => {
      const cube = b.map('mul', t, b.map('mul', t, x, x), x);
      const inner = b.map(
        'mul',
        t,
        b.map('add', t, x, b.map('mul', t, cube, k(b, 0.044715, t))),
        k(b, SQRT_2_OVER_PI, t),
      );
      return b.map(
        'mul',
        t,
        b.map('mul', t, x, k(b, 0.5, t)),
        b.map('add', t, k(b, 1, t), b.map('tanh', t, inner)),
      );
    },
    vjp: (g, x) => {
      const xx = mul(x, x);
      const th = tanh(mul(mul(x, add(mul(xx, 0.044715), 1)), SQRT_2_OVER_PI));
      const slope = mul(sub(1, mul(th, th)), mul(add(mul(xx, 3 * 0.044715), 1), SQRT_2_OVER_PI));
      return mul(g, mul(add(add(th, 1), mul(x, slope)), 0.5));
    },
  },
  /** x · tanh(softplus(x)) (Misra, 2019) */
  mish: {
    gives: 'float',
    lower: (b, x, t) => b.map('mul', t, x, b.map('tanh', t, softplusLow(b, x, t))),
    vjp: (g, x) => {
      const th = tanh(softplus(x));
      return mul(g, add(th, mul(mul(x, sigmoid(x)), sub(1, mul(th, th)))));
    },
  },
  softsign: {
    gives: 'float',
    lower: (b, x, t) => b.map('div', t, x, b.map('add', t, k(b, 1, t), b.map('abs', t, x))),
    vjp: (g, x) => div(g, square(add(abs(x), 1))),
  },
  hardsigmoid: {
    gives: 'float',
    lower: (b, x, t) =>
      b.map(
        'mul',
        t,
        b.map('min', t, b.map('max', t, b.map('add', t, x, k(b, 3, t)), k(b, 0, t)), k(b, 6, t)),
        k(b, 1 / 6, t),
      ),
    vjp: (g, x) => where(lt(abs(x), 3), mul(g, 1 / 6), 0),
  },
  hardswish: {
    gives: 'float',
    lower: (b, x, t) =>
      b.map(
        'mul',
        t,
        x,
        b.map(
          'mul',
          t,
          b.map('min', t, b.map('max', t, b.map('add', t, x, k(b, 3, t)), k(b, 0, t)), k(b, 6, t)),
          k(b, 1 / 6, t),
        ),
      ),
    vjp: (g, x) => where(le(x, -3), mul(g, 0), where(ge(x, 3), g, mul(g, add(mul(x, 1 / 3), 0.5)))),
  },
  logicalNot: { gives: 'bool', lower: (b, x) => b.map('eq', 'bool', x, k(b, 0, x.dtype)) },
  isNaN: { gives: 'bool', lower: (b, x) => b.map('isnan', 'bool', x) },
  isInf: { gives: 'bool', lower: (b, x) => b.map('isinf', 'bool', x) },
  isFinite: {
    gives: 'bool',
    lower: (b, x) =>
      b.map(
        'not',
        'bool',
        b.map('or', 'bool', b.map('isnan', 'bool', x), b.map('isinf', 'bool', x)),
      ),
  },
} as const satisfies Record<string, UnaryRule>;

export type UnaryName = keyof typeof unaryRules;

function defineUnary(name: string, rule: UnaryRule): RegisteredOp {
  const { vjp } = rule;
  return defineOp({
    name,
    infer: ([x]) => ({
      shape: x!.shape,
      dtype: rule.gives === 'bool' ? 'bool' : rule.gives === 'float' ? toFloat(x!.dtype) : x!.dtype,
    }),
    ...(vjp ? { vjp: (g: Node, node: Node) => [vjp(g, node.inputs[0]!, node)] } : {}),
    lower: (b, [x], _attrs, { dtype }) =>
      rule.gives === 'bool'
        ? rule.lower(b, b.cast(x!, computeOf(x!.dtype)), 'bool')
        : computeIn(b, dtype, [x!], ([v], t) => rule.lower(b, v!, t)),
  });
}

const unaryOps = Object.fromEntries(
  Object.entries(unaryRules).map(([name, rule]) => [name, defineUnary(name, rule)]),
) as Record<UnaryName, RegisteredOp>;

const unary = (name: UnaryName) => {
  const op = unaryOps[name];
  return (x: Node): Node => apply(op, [x], {});
};

export const unaryNames = Object.keys(unaryRules) as readonly UnaryName[];
export const applyUnary = (name: UnaryName, x: Node): Node => apply(unaryOps[name], [x], {});

export const neg = unary('neg');
export const abs = unary('abs');
export const sign = unary('sign');
export const square = unary('square');
export const sqrt = unary('sqrt');
export const rsqrt = unary('rsqrt');
export const exp = unary('exp');
export const log = unary('log');
export const sin = unary('sin');
export const cos = unary('cos');
export const sinh = unary('sinh');
export const cosh = unary('cosh');
export const tanh = unary('tanh');
export const erf = unary('erf');
export const sigmoid = unary('sigmoid');
export const relu = unary('relu');
export const floor = unary('floor');
export const trunc = unary('trunc');
export const isNan = unary('isNaN');

// ---- two operands ------------------------------------------------------------------------------

interface BinaryRule {
  readonly gives: 'promoted' | 'float' | 'bool';
  readonly lower: (b: LowBuilder, x: Low, y: Low, dtype: DType) => Low;
  /** Gradients of x and y, before they are summed back to the operands' shapes. */
  readonly vjp?: (g: Node, x: Node, y: Node, z: Node) => readonly [() => Node, () => Node];
}

const plain2 = (fn: MapFunction) => (b: LowBuilder, x: Low, y: Low, dtype: DType) =>
  b.map(fn, dtype, x, y);

/** PyTorch shares the gradient of a tie between both operands. */
const ofExtremum =
  (wins: (a: Node, b: Node) => Node) =>
  (g: Node, x: Node, y: Node): readonly [() => Node, () => Node] => {
    const share = (a: Node, b: Node) => where(wins(a, b), g, where(eq(a, b), mul(g, 0.5), 0));
    return [() => share(x, y), () => share(y, x)];
  };

const binaryRules = {
  add: { gives: 'promoted', lower: plain2('add'), vjp: (g) => [() => g, () => g] },
  sub: { gives: 'promoted', lower: plain2('sub'), vjp: (g) => [() => g, () => neg(g)] },
  mul: {
    gives: 'promoted',
    lower: plain2('mul'),
    vjp: (g, x, y) => [() => mul(g, y), () => mul(g, x)],
  },
  div: {
    gives: 'float',
    lower: plain2('div'),
    vjp: (g, _x, y, z) => [() => div(g, y), () => neg(mul(div(g, y), z))],
  },
  floorDivide: {
    gives: 'promoted',
    lower: (b, x, y, t) =>
      t === 'int32' ? b.map('floordiv', t, x, y) : b.map('floor', t, b.map('div', t, x, y)),
    vjp: (g) => [() => mul(g, 0), () => mul(g, 0)],
  },
  /** Of the sign of the divisor, as Python's % */
  remainder: {
    gives: 'promoted',
    lower: plain2('mod'),
    vjp: (g, x, y) => [() => g, () => neg(mul(g, floor(div(x, y))))],
  },
  /** Of the sign of the dividend, as C's fmod */
  fmod: {
    gives: 'promoted',
    lower: plain2('fmod'),
    vjp: (g, x, y) => [() => g, () => neg(mul(g, trunc(div(x, y))))],
  },
  pow: {
    gives: 'promoted',
    lower: plain2('pow'),
    vjp: (g, x, y, z) => [
      () => where(eq(y, 0), 0, mul(g, mul(y, pow(x, sub(y, 1))))),
      () => mul(g, where(eq(x, 0), where(ge(y, 0), mul(z, 0), mul(z, log(x))), mul(z, log(x)))),
    ],
  },
  maximum: { gives: 'promoted', lower: plain2('max'), vjp: ofExtremum((a, b) => gt(a, b)) },
  minimum: { gives: 'promoted', lower: plain2('min'), vjp: ofExtremum((a, b) => lt(a, b)) },
  atan2: {
    gives: 'float',
    lower: plain2('atan2'),
    vjp: (g, y, x) => {
      const squared = () => add(mul(x, x), mul(y, y));
      return [() => mul(g, div(x, squared())), () => neg(mul(g, div(y, squared())))];
    },
  },
  eq: { gives: 'bool', lower: plain2('eq') },
  ne: { gives: 'bool', lower: plain2('ne') },
  lt: { gives: 'bool', lower: plain2('lt') },
  le: { gives: 'bool', lower: plain2('le') },
  gt: { gives: 'bool', lower: plain2('gt') },
  ge: { gives: 'bool', lower: plain2('ge') },
  logicalAnd: {
    gives: 'bool',
    lower: (b, x, y) => b.map('and', 'bool', b.cast(x, 'bool'), b.cast(y, 'bool')),
  },
  logicalOr: {
    gives: 'bool',
    lower: (b, x, y) => b.map('or', 'bool', b.cast(x, 'bool'), b.cast(y, 'bool')),
  },
  logicalXor: {
    gives: 'bool',
    lower: (b, x, y) => b.map('xor', 'bool', b.cast(x, 'bool'), b.cast(y, 'bool')),
  },
} as const satisfies Record<string, BinaryRule>;

export type BinaryName = keyof typeof binaryRules;

function defineBinary(name: string, rule: BinaryRule): RegisteredOp {
  const { vjp } = rule;
  return defineOp({
    name,
    infer: ([x, y]) => {
      const shape = broadcast(name, x!.shape, y!.shape);
      if (rule.gives === 'bool') return { shape, dtype: 'bool' };
      const dtype = resultDType(x!, y!);
      return { shape, dtype: rule.gives === 'float' ? toFloat(dtype) : dtype };
    },
    ...(vjp
      ? {
          vjp: (g: Node, node: Node, _attrs: object, needs: readonly boolean[]) => {
            const [x, y] = node.inputs as readonly [Node, Node];
            const [dx, dy] = vjp(g, x, y, node);
            return [
              needs[0] ? asGradientOf(dx(), x) : null,
              needs[1] ? asGradientOf(dy(), y) : null,
            ];
          },
        }
      : {}),
    lower: (b, [x, y], attrs, { dtype }) => {
      if (rule.gives !== 'bool')
        return computeIn(b, dtype, [x!, y!], ([u, v], t) => rule.lower(b, u!, v!, t));
      // compared in the type that holds both
      const common = (attrs as { common?: DType })['common'] ?? 'float32';
      return computeIn(b, 'bool', [], () => {
        const t = common === 'bool' ? 'int32' : common;
        const [u, v] = [x!, y!].map((low) => b.cast(b.cast(low, t), computeOf(t)));
        return rule.lower(b, u!, v!, 'bool');
      });
    },
  });
}

const computeOf = (dtype: DType): DType =>
  dtype === 'float64' || dtype === 'int32' ? dtype : isFloat(dtype) ? 'float32' : 'int32';

/** A gradient in the operand's shape and dtype. */
function asGradientOf(g: Node, x: Node): Node {
  return cast(sumTo(g, x.shape), x.dtype);
}

const binaryOps = Object.fromEntries(
  Object.entries(binaryRules).map(([name, rule]) => [name, defineBinary(name, rule)]),
) as Record<BinaryName, RegisteredOp>;

export const binaryNames = Object.keys(binaryRules) as readonly BinaryName[];

export function applyBinary(name: BinaryName, x: Operand, y: Operand): Node {
  const left = typeof x === 'object' ? x : toNode(x, y as Node);
  const right = toNode(y, left);
  const attrs = binaryRules[name].gives === 'bool' ? { common: resultDType(left, right) } : {};
  return apply(binaryOps[name], [left, right], attrs);
}

const binary =
  (name: BinaryName) =>
  (x: Operand, y: Operand): Node =>
    applyBinary(name, x, y);

export const add = binary('add');
export const sub = binary('sub');
export const mul = binary('mul');
export const div = binary('div');
export const pow = binary('pow');
export const maximum = binary('maximum');
export const minimum = binary('minimum');
export const eq = binary('eq');
export const lt = binary('lt');
export const le = binary('le');
export const gt = binary('gt');
export const ge = binary('ge');
export const logicalAnd = binary('logicalAnd');
export const logicalOr = binary('logicalOr');

// ---- conversion, choice, activations with a parameter --------------------------------------------

const castOp = defineOp<{ dtype: DType }>({
  name: 'to',
  infer: ([x], { dtype }) => ({ shape: x!.shape, dtype }),
  vjp: (g, node) => [isFloat(node.inputs[0]!.dtype) ? cast(g, node.inputs[0]!.dtype) : null],
  lower: (b, [x], { dtype }) => b.cast(x!, dtype),
});

/** Another dtype. Floats become integers by truncation; anything but 0 becomes true. */
export function cast(x: Node, dtype: DType): Node {
  return x.dtype === dtype ? x : apply(castOp, [x], { dtype });
}

const whereOp = defineOp({
  name: 'where',
  infer: ([c, x, y]) => {
    if (c!.dtype !== 'bool') {
      raise(DTypeError, tensorErrors, 'dtype.unsupported', {
        op: 'where',
        got: c!.dtype,
        expected: 'bool',
      });
    }
    return {
      shape: broadcast('where', c!.shape, broadcast('where', x!.shape, y!.shape)),
      dtype: resultDType(x!, y!),
    };
  },
  vjp: (g, node, _attrs, needs) => {
    const [c, x, y] = node.inputs as readonly [Node, Node, Node];
    return [
      null,
      needs[1] ? asGradientOf(where(c, g, 0), x) : null,
      needs[2] ? asGradientOf(where(c, 0, g), y) : null,
    ];
  },
  lower: (b, [c, x, y], _attrs, { dtype }) =>
    computeIn(b, dtype, [x!, y!], ([u, v], t) => b.map('where', t, c!, u!, v!)),
});

/** x where the condition holds, y elsewhere. */
export function where(condition: Node, x: Operand, y: Operand): Node {
  const like = typeof x === 'object' ? x : typeof y === 'object' ? y : null;
  if (like === null) {
    const integers = Number.isInteger(x) && Number.isInteger(y);
    const left = toNode(x, cast(condition, integers ? 'int32' : 'float32'));
    return apply(whereOp, [condition, left, toNode(y, left)], {});
  }
  return apply(whereOp, [condition, toNode(x, like), toNode(y, like)], {});
}

/** max(0, x) + slope · min(0, x) */
export const leakyRelu = (x: Node, slope = 0.01): Node => where(gt(x, 0), x, mul(x, slope));
/** x for x > 0, α(eˣ − 1) below (Clevert et al., 2015) */
export const elu = (x: Node, alpha = 1): Node =>
  where(gt(x, 0), x, mul(applyUnary('expm1', minimum(x, 0)), alpha));
/** Continuously differentiable ELU (Barron, 2017): α(e^(x/α) − 1) below 0 */
export const celu = (x: Node, alpha = 1): Node =>
  where(gt(x, 0), x, mul(applyUnary('expm1', div(minimum(x, 0), alpha)), alpha));
/** Self-normalising ELU (Klambauer et al., 2017) */
export const selu = (x: Node): Node => mul(elu(x, 1.6732632423543772), 1.0507009873554805);
/** log(1 + e^(βx)) / β; the identity above the threshold */
export function softplus(x: Node, beta = 1, threshold = 20): Node {
  const bx = beta === 1 ? x : mul(x, beta);
  const soft = add(maximum(bx, 0), applyUnary('log1p', exp(neg(abs(bx)))));
  return where(gt(bx, threshold), x, beta === 1 ? soft : div(soft, beta));
}
/** x limited to [low, high]; the gradient passes inside, ends included */
export function clamp(x: Node, low?: Operand, high?: Operand): Node {
  return apply(
    clampOp,
    [x, toNode(low ?? Number.NEGATIVE_INFINITY, x), toNode(high ?? Number.POSITIVE_INFINITY, x)],
    { low: low !== undefined, high: high !== undefined },
  );
}
const clampOp = defineOp<{ low: boolean; high: boolean }>({
  name: 'clamp',
  infer: ([x, low, high], attrs) => {
    let { shape, dtype } = x!;
    if (attrs.low) {
      dtype = resultDType(x!, low!);
      shape = broadcast('clamp', shape, low!.shape);
    }
    if (attrs.high) {
      if (isFloat(high!.dtype) && !isFloat(dtype)) dtype = high!.dtype;
      shape = broadcast('clamp', shape, high!.shape);
    }
    return { shape, dtype };
  },
  vjp: (g, node, attrs) => {
    const [x, low, high] = node.inputs as readonly [Node, Node, Node];
    const below = attrs['low'] ? lt(x, low) : null;
    const above = attrs['high'] ? gt(x, high) : null;
    // said of the inside, so that a NaN gets no gradient
    const over = attrs['low'] ? ge(x, low) : null;
    const under = attrs['high'] ? le(x, high) : null;
    const inside = over && under ? logicalAnd(over, under) : (over ?? under);
    return [
      asGradientOf(inside ? where(inside, g, 0) : g, x),
      below ? asGradientOf(where(below, g, 0), low) : null,
      above ? asGradientOf(where(above, g, 0), high) : null,
    ];
  },
  lower: (b, [x, low, high], attrs, { dtype }) =>
    computeIn(
      b,
      dtype,
      [x!, ...(attrs.low ? [low!] : []), ...(attrs.high ? [high!] : [])],
      (args, t) => {
        let y = args[0]!;
        let next = 1;
        if (attrs.low) y = b.map('max', t, y, args[next++]!);
        if (attrs.high) y = b.map('min', t, y, args[next]!);
        return y;
      },
    ),
});

/** To the nearest multiple of 10^−decimals, halves to the even one. */
export function round(x: Node, decimals = 0): Node {
  if (decimals === 0) return applyUnary('round', x);
  const scale = 10 ** Math.abs(decimals);
  return decimals > 0
    ? div(applyUnary('round', mul(x, scale)), scale)
    : mul(applyUnary('round', div(x, scale)), scale);
}

/** x / y, rounded towards 0 or down where asked; integers then stay integers. */
export function divide(x: Node, y: Operand, rounding: 'trunc' | 'floor' | null): Node {
  if (rounding === null) return div(x, y);
  if (rounding === 'floor') return applyBinary('floorDivide', x, y);
  const right = toNode(y, x);
  const dtype = resultDType(x, right);
  if (isFloat(dtype)) return trunc(div(x, right));
  return applyBinary('floorDivide', sub(x, applyBinary('fmod', x, right)), right);
}

/** Numbers in the place of NaN, ∞ and −∞; the largest and lowest of the dtype unless given. */
export function nanToNum(x: Node, nan = 0, posinf?: number, neginf?: number): Node {
  if (!isFloat(x.dtype)) return x;
  const top = {
    float64: Number.MAX_VALUE,
    float32: 3.4028234663852886e38,
    bfloat16: 3.3895313892515355e38,
    float16: 65504,
  }[x.dtype as 'float32'];
  const finite = where(isNan(x), nan, x);
  return where(
    eq(x, Number.POSITIVE_INFINITY),
    posinf ?? top,
    where(eq(x, Number.NEGATIVE_INFINITY), neginf ?? -top, finite),
  );
}

/** start + weight · (end − start) */
export const lerp = (start: Node, end: Node, weight: Operand): Node =>
  add(start, mul(sub(end, start), weight));

const copyOp = defineOp({
  name: 'clone',
  infer: ([x]) => ({ shape: x!.shape, dtype: x!.dtype }),
  vjp: (g) => [g],
  lower: (b, [x]) => b.copy(x!),
});
/** A copy with memory of its own, in row-major order. */
export const clone = (x: Node): Node => apply(copyOp, [x], {});
