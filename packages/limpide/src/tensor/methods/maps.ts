/** Maps: one formula at every element. Also conversion, choice, and arithmetic in place. */

import { tensorErrors } from '../../errors/catalog/tensor.ts';
import { DeviceError, raise } from '../../errors/index.ts';
import { checkDType, type DType, leaf, Node, scalar } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import type { Like } from '../base.ts';
import { deviceNames, getDevice } from '../devices.ts';
import { DifferentiableTensor } from '../differentiable.ts';

export abstract class MapMethods<T extends MapMethods<T>> extends DifferentiableTensor<T> {
  // ---- of one tensor -------------------------------------------------------------------------------

  /** −x */
  neg(): T {
    return this.make(ops.applyUnary('neg', this.node));
  }
  /** |x| */
  abs(): T {
    return this.make(ops.applyUnary('abs', this.node));
  }
  /** −1, 0 or 1 */
  sign(): T {
    return this.make(ops.applyUnary('sign', this.node));
  }
  /** the integer below */
  floor(): T {
    return this.make(ops.applyUnary('floor', this.node));
  }
  /** the integer above */
  ceil(): T {
    return this.make(ops.applyUnary('ceil', this.node));
  }
  /** the nearest integer, halves to the even one */
  round(decimals = 0): T {
    return this.make(ops.round(this.node, decimals));
  }
  /** the integer towards 0 */
  trunc(): T {
    return this.make(ops.applyUnary('trunc', this.node));
  }
  /** what trunc takes away */
  frac(): T {
    return this.make(ops.applyUnary('frac', this.node));
  }
  /** x² */
  square(): T {
    return this.make(ops.applyUnary('square', this.node));
  }
  /** √x */
  sqrt(): T {
    return this.make(ops.applyUnary('sqrt', this.node));
  }
  /** 1/√x */
  rsqrt(): T {
    return this.make(ops.applyUnary('rsqrt', this.node));
  }
  /** 1/x */
  reciprocal(): T {
    return this.make(ops.applyUnary('reciprocal', this.node));
  }
  /** eˣ */
  exp(): T {
    return this.make(ops.applyUnary('exp', this.node));
  }
  /** 2ˣ */
  exp2(): T {
    return this.make(ops.applyUnary('exp2', this.node));
  }
  /** eˣ − 1, exact near 0 */
  expm1(): T {
    return this.make(ops.applyUnary('expm1', this.node));
  }
  /** the natural logarithm */
  log(): T {
    return this.make(ops.applyUnary('log', this.node));
  }
  /** log(1 + x), exact near 0 */
  log1p(): T {
    return this.make(ops.applyUnary('log1p', this.node));
  }
  /** the logarithm in base 2 */
  log2(): T {
    return this.make(ops.applyUnary('log2', this.node));
  }
  /** the logarithm in base 10 */
  log10(): T {
    return this.make(ops.applyUnary('log10', this.node));
  }
  sin(): T {
    return this.make(ops.applyUnary('sin', this.node));
  }
  cos(): T {
    return this.make(ops.applyUnary('cos', this.node));
  }
  tan(): T {
    return this.make(ops.applyUnary('tan', this.node));
  }
  asin(): T {
    return this.make(ops.applyUnary('asin', this.node));
  }
  acos(): T {
    return this.make(ops.applyUnary('acos', this.node));
  }
  atan(): T {
    return this.make(ops.applyUnary('atan', this.node));
  }
  sinh(): T {
    return this.make(ops.applyUnary('sinh', this.node));
  }
  cosh(): T {
    return this.make(ops.applyUnary('cosh', this.node));
  }
  tanh(): T {
    return this.make(ops.applyUnary('tanh', this.node));
  }
  asinh(): T {
    return this.make(ops.applyUnary('asinh', this.node));
  }
  acosh(): T {
    return this.make(ops.applyUnary('acosh', this.node));
  }
  atanh(): T {
    return this.make(ops.applyUnary('atanh', this.node));
  }
  /** the error function */
  erf(): T {
    return this.make(ops.applyUnary('erf', this.node));
  }
  /** 1 / (1 + e^−x) */
  sigmoid(): T {
    return this.make(ops.applyUnary('sigmoid', this.node));
  }
  /** log sigmoid(x), without overflow */
  logSigmoid(): T {
    return this.make(ops.applyUnary('logSigmoid', this.node));
  }
  /** max(x, 0) */
  relu(): T {
    return this.make(ops.applyUnary('relu', this.node));
  }
  /** x limited to [0, 6] */
  relu6(): T {
    return this.make(ops.applyUnary('relu6', this.node));
  }
  /** x · sigmoid(x) */
  silu(): T {
    return this.make(ops.applyUnary('silu', this.node));
  }
  /** gelu by a hyperbolic tangent, as in GPT-2 */
  geluTanh(): T {
    return this.make(ops.applyUnary('geluTanh', this.node));
  }
  /** x · tanh(softplus(x)) */
  mish(): T {
    return this.make(ops.applyUnary('mish', this.node));
  }
  /** x / (1 + |x|) */
  softsign(): T {
    return this.make(ops.applyUnary('softsign', this.node));
  }
  /** x/6 + ½ limited to [0, 1] */
  hardsigmoid(): T {
    return this.make(ops.applyUnary('hardsigmoid', this.node));
  }
  /** x · hardsigmoid(x) */
  hardswish(): T {
    return this.make(ops.applyUnary('hardswish', this.node));
  }
  /** true where x is 0 */
  logicalNot(): T {
    return this.make(ops.applyUnary('logicalNot', this.node));
  }
  isNaN(): T {
    return this.make(ops.applyUnary('isNaN', this.node));
  }
  isInf(): T {
    return this.make(ops.applyUnary('isInf', this.node));
  }
  isFinite(): T {
    return this.make(ops.applyUnary('isFinite', this.node));
  }
  /** x · Φ(x); by a hyperbolic tangent with `{ approximate: 'tanh' }` */
  gelu(options: { approximate?: 'none' | 'tanh' } = {}): T {
    return this.make(
      ops.applyUnary(options.approximate === 'tanh' ? 'geluTanh' : 'gelu', this.node),
    );
  }
  /** 1 − erf(x) */
  erfc(): T {
    return this.make(ops.sub(1, ops.erf(this.node)));
  }
  leakyRelu(negativeSlope = 0.01): T {
    return this.make(ops.leakyRelu(this.node, negativeSlope));
  }
  elu(alpha = 1): T {
    return this.make(ops.elu(this.node, alpha));
  }
  celu(alpha = 1): T {
    return this.make(ops.celu(this.node, alpha));
  }
  selu(): T {
    return this.make(ops.selu(this.node));
  }
  /** log(1 + e^(βx)) / β */
  softplus(beta = 1, threshold = 20): T {
    return this.make(ops.softplus(this.node, beta, threshold));
  }
  /** Numbers in the place of NaN (0), ∞ and −∞ (the largest and the lowest that the dtype has). */
  nanToNum(nan = 0, posinf?: number, neginf?: number): T {
    return this.make(ops.nanToNum(this.node, nan, posinf, neginf));
  }
  /** x limited to [low, high] */
  clamp(low?: Like<T>, high?: Like<T>): T {
    return this.make(
      ops.clamp(
        this.node,
        low === undefined ? undefined : this.operand(low),
        high === undefined ? undefined : this.operand(high),
      ),
    );
  }

  // ---- of two --------------------------------------------------------------------------------------

  /** x + alpha · other */
  add(other: Like<T>, options: { alpha?: number } = {}): T {
    const y = this.operand(other);
    return this.make(
      ops.add(
        this.node,
        options.alpha === undefined
          ? y
          : ops.mul(y instanceof Node ? y : ops.toNode(y, this.node), options.alpha),
      ),
    );
  }
  /** x − alpha · other */
  sub(other: Like<T>, options: { alpha?: number } = {}): T {
    const y = this.operand(other);
    return this.make(
      ops.sub(
        this.node,
        options.alpha === undefined
          ? y
          : ops.mul(y instanceof Node ? y : ops.toNode(y, this.node), options.alpha),
      ),
    );
  }
  mul(other: Like<T>): T {
    return this.make(ops.applyBinary('mul', this.node, this.operand(other)));
  }
  /** always a float, unless rounded: towards 0 (`'trunc'`) or down (`'floor'`) */
  div(other: Like<T>, options: { roundingMode?: 'trunc' | 'floor' | null } = {}): T {
    return this.make(ops.divide(this.node, this.operand(other), options.roundingMode ?? null));
  }
  /** ⌊x / y⌋ */
  floorDivide(other: Like<T>): T {
    return this.make(ops.applyBinary('floorDivide', this.node, this.operand(other)));
  }
  /** of the sign of the divisor, as in Python */
  remainder(other: Like<T>): T {
    return this.make(ops.applyBinary('remainder', this.node, this.operand(other)));
  }
  /** of the sign of the dividend, as in C */
  fmod(other: Like<T>): T {
    return this.make(ops.applyBinary('fmod', this.node, this.operand(other)));
  }
  /** the larger of both; a NaN wins */
  maximum(other: Like<T>): T {
    return this.make(ops.applyBinary('maximum', this.node, this.operand(other)));
  }
  /** the smaller of both; a NaN wins */
  minimum(other: Like<T>): T {
    return this.make(ops.applyBinary('minimum', this.node, this.operand(other)));
  }
  /** the angle of the point (other, this) */
  atan2(other: Like<T>): T {
    return this.make(ops.applyBinary('atan2', this.node, this.operand(other)));
  }
  eq(other: Like<T>): T {
    return this.make(ops.applyBinary('eq', this.node, this.operand(other)));
  }
  ne(other: Like<T>): T {
    return this.make(ops.applyBinary('ne', this.node, this.operand(other)));
  }
  lt(other: Like<T>): T {
    return this.make(ops.applyBinary('lt', this.node, this.operand(other)));
  }
  le(other: Like<T>): T {
    return this.make(ops.applyBinary('le', this.node, this.operand(other)));
  }
  gt(other: Like<T>): T {
    return this.make(ops.applyBinary('gt', this.node, this.operand(other)));
  }
  ge(other: Like<T>): T {
    return this.make(ops.applyBinary('ge', this.node, this.operand(other)));
  }
  logicalAnd(other: Like<T>): T {
    return this.make(ops.applyBinary('logicalAnd', this.node, this.operand(other)));
  }
  logicalOr(other: Like<T>): T {
    return this.make(ops.applyBinary('logicalOr', this.node, this.operand(other)));
  }
  logicalXor(other: Like<T>): T {
    return this.make(ops.applyBinary('logicalXor', this.node, this.operand(other)));
  }
  pow(exponent: Like<T>): T {
    if (exponent === 2) return this.square();
    if (exponent === 0.5) return this.sqrt();
    return this.make(ops.pow(this.node, this.operand(exponent)));
  }
  /** Linear interpolation: x + weight · (end − x) */
  lerp(end: T, weight: Like<T>): T {
    return this.make(ops.lerp(this.node, end.node, this.operand(weight)));
  }
  /** x + value · a · b */
  addcmul(a: T, b: T, options: { value?: number } = {}): T {
    const product = ops.mul(a.node, b.node);
    return this.make(
      ops.add(this.node, options.value === undefined ? product : ops.mul(product, options.value)),
    );
  }
  /** x + value · a / b */
  addcdiv(a: T, b: T, options: { value?: number } = {}): T {
    const quotient = ops.div(a.node, b.node);
    return this.make(
      ops.add(this.node, options.value === undefined ? quotient : ops.mul(quotient, options.value)),
    );
  }
  /** This tensor where `condition` holds, `other` elsewhere. */
  where(condition: T, other: Like<T>): T {
    return this.make(ops.where(condition.node, this.node, this.operand(other)));
  }
  /** `value` where the mask holds; keeps the dtype. */
  maskedFill(mask: T, value: Like<T>): T {
    return this.make(ops.maskedFill(this.node, mask.node, this.operand(value)));
  }
  /** Whether all elements are close: |x − y| ≤ atol + rtol · |y|. A bool tensor of one element. */
  allclose(other: T, options: { rtol?: number; atol?: number; equalNaN?: boolean } = {}): T {
    const { rtol = 1e-5, atol = 1e-8, equalNaN = false } = options;
    const [x, y] = [this.node, other.node];
    const near = ops.le(ops.abs(ops.sub(x, y)), ops.add(ops.mul(ops.abs(y), rtol), atol));
    const close = ops.logicalOr(near, ops.eq(x, y));
    return this.make(
      ops.all(equalNaN ? ops.logicalOr(close, ops.logicalAnd(ops.isNan(x), ops.isNan(y))) : close),
    );
  }

  // ---- in place ------------------------------------------------------------------------------------

  add_(other: Like<T>, options: { alpha?: number } = {}): this {
    return this.inPlace('add_', () => this.add(other, options));
  }
  sub_(other: Like<T>): this {
    return this.inPlace('sub_', () => this.sub(other));
  }
  mul_(other: Like<T>): this {
    return this.inPlace('mul_', () => this.mul(other));
  }
  div_(other: Like<T>): this {
    return this.inPlace('div_', () => this.div(other));
  }
  lerp_(end: T, weight: Like<T>): this {
    return this.inPlace('lerp_', () => this.lerp(end, weight));
  }
  fill_(value: number): this {
    return this.inPlace('fill_', () =>
      this.make(ops.expand(scalar(value, this.dtype, this.node.device), this.shape)),
    );
  }
  zero_(): this {
    return this.fill_(0);
  }
  clamp_(low?: number, high?: number): this {
    return this.inPlace('clamp_', () => this.clamp(low, high));
  }

  // ---- conversion ----------------------------------------------------------------------------------

  /** Another dtype, or another device. */
  to(target: DType | string): T {
    if (deviceNames().includes(target)) return this.toDevice(target);
    checkDType('to', target);
    const { node } = this;
    if (!node.device.supports(target))
      raise(DeviceError, tensorErrors, 'device.dtype', { device: this.device, got: target });
    return this.make(ops.cast(node, target));
  }
  /** A copy on another device (its value is read now; history is not carried over). */
  toDevice(name: string): T {
    const device = getDevice(name);
    const { node } = this;
    if (node.device === device) return this.make(node);
    const data = this.dataSync();
    return this.make(
      leaf(device.place(node.dtype, data.length, data), node.shape, node.dtype, device),
    );
  }
  float(): T {
    return this.to('float32');
  }
  double(): T {
    return this.to('float64');
  }
  int(): T {
    return this.to('int32');
  }
  bool(): T {
    return this.to('bool');
  }
  /** A copy with memory of its own, through which gradients flow. */
  clone(): T {
    return this.make(ops.clone(this.node));
  }
}
