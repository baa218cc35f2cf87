/** A multilayer perceptron as tensors: its first weights, what it computes, and the loss. */

import type { FloatKind } from '../../linalg/index.ts';
import { functional } from '../../nn/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import type { RandomStream } from '../base/index.ts';
import type { Activation } from './options.ts';

/** What comes last: probabilities of several classes, of one of two, or numbers. */
export type Output = 'softmax' | 'logistic' | 'identity';

/** Layer i computes h·weights[i] + biases[i], weights of shape [in, out]. */
export interface Network {
  readonly weights: readonly Tensor[];
  readonly biases: readonly Tensor[];
}
export const parametersOf = ({ weights, biases }: Network): Tensor[] => [...weights, ...biases];

/** A copy that learns, from tensors that stay as they are. */
export const learning = ({ weights, biases }: Network, dtype: FloatKind): Network => {
  const copy = (t: Tensor): Tensor =>
    tensor(Float64Array.from(t.dataSync(), Number), { shape: t.shape })
      .to(dtype)
      .realize()
      .requiresGrad_();
  return { weights: weights.map(copy), biases: biases.map(copy) };
};
/** A float64 copy that stays. */
export const kept = ({ weights, biases }: Network): Network => {
  const copy = (t: Tensor): Tensor =>
    tensor(Float64Array.from(t.detach().dataSync(), Number), { shape: t.shape });
  return { weights: weights.map(copy), biases: biases.map(copy) };
};

/** First weights, uniform in ±√(6/(in + out)), ±√(2/(in + out)) for logistic units (Glorot & Bengio, 2010). */
export function firstNetwork(
  sizes: readonly number[],
  activation: Activation,
  random: RandomStream,
): Network {
  const weights: Tensor[] = [];
  const biases: Tensor[] = [];
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const from = sizes[layer]!;
    const to = sizes[layer + 1]!;
    const bound = Math.sqrt((activation === 'logistic' ? 2 : 6) / (from + to));
    const draw = (): number => random.uniform(-bound, bound);
    weights.push(tensor(Float64Array.from({ length: from * to }, draw), { shape: [from, to] }));
    biases.push(tensor(Float64Array.from({ length: to }, draw)));
  }
  return { weights, biases };
}

const activations: Readonly<Record<Activation, (x: Tensor) => Tensor>> = {
  identity: (x) => x,
  logistic: (x) => x.sigmoid(),
  tanh: (x) => x.tanh(),
  relu: (x) => x.relu(),
};

/** What the last layer gives before its own function: [n, outputs]. */
export function scores({ weights, biases }: Network, x: Tensor, activation: Activation): Tensor {
  let h = x; // [n, features]
  for (const [layer, w] of weights.entries()) {
    h = h.matmul(w).add(biases[layer]!); // [n, units]
    if (layer + 1 < weights.length) h = activations[activation](h);
  }
  return h;
}

/** Probabilities or numbers from the scores. */
export const outputs = (score: Tensor, output: Output): Tensor =>
  output === 'softmax' ? score.softmax(-1) : output === 'logistic' ? score.sigmoid() : score;

/**
 * The mean over the batch of −log P(y) (classes) or ½‖y − ŷ‖² (numbers), plus α/2n·Σ‖W‖² with n the size of the
 * batch: biases are not penalised.
 */
export function loss(
  network: Network,
  x: Tensor,
  y: Tensor,
  activation: Activation,
  output: Output,
  alpha: number,
): Tensor {
  const score = scores(network, x, activation);
  const n = x.shape[0]!;
  let value: Tensor;
  if (output === 'softmax') value = functional.crossEntropy(score, y);
  else if (output === 'logistic') value = functional.binaryCrossEntropyWithLogits(score, y);
  else
    value = score
      .sub(y)
      .square()
      .sum()
      .mul(0.5 / n);
  if (alpha === 0) return value;
  for (const w of network.weights)
    value = value.add(
      w
        .square()
        .sum()
        .mul(alpha / (2 * n)),
    );
  return value;
}
