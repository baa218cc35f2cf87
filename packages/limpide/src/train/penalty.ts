/** Penalties on large weights, added to the loss: L1 makes weights zero, L2 makes them small. */
import type { Tensor } from '../tensor/index.ts';

/** From a weight to what it costs, a scalar. */
export type Regularizer = (weight: Tensor) => Tensor;

/** λ · Σ|w| */
export const l1 =
  (lambda = 0.01): Regularizer =>
  (w) =>
    w.abs().sum().mul(lambda);
/** λ · Σw² */
export const l2 =
  (lambda = 0.01): Regularizer =>
  (w) =>
    w.square().sum().mul(lambda);
/** λ₁ · Σ|w| + λ₂ · Σw² */
export const l1l2 = (lambda1 = 0.01, lambda2 = 0.01): Regularizer => {
  const [first, second] = [l1(lambda1), l2(lambda2)];
  return (w) => first(w).add(second(w));
};

/** The sum of what each weight costs; null when nothing does. */
export function totalPenalty(parts: readonly (readonly [Tensor, Regularizer])[]): Tensor | null {
  return parts.reduce<Tensor | null>((sum, [weight, cost]) => {
    const one = cost(weight);
    return sum === null ? one : sum.add(one);
  }, null);
}
