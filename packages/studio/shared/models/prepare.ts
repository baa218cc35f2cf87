/** From a laboratory's description to something that trains: tensors, network, loss, optimiser, loop. */
import { manualSeed, type Tensor, tensor } from 'limpide';
import { DataLoader, TensorDataset } from 'limpide/data';
import { functional as F } from 'limpide/nn';
import { Adam, RMSprop, SGD } from 'limpide/optim';
import { accuracy, type LossFunction, Trainer } from 'limpide/train';
import type { Examples, LabData } from '../data.ts';
import type { LabSpec, LossName, OptimizerName } from '../models.ts';
import { LabNetwork } from './network.ts';

type LabOptimizer = Adam | RMSprop | SGD;

const optimizers: Readonly<
  Record<OptimizerName, (parameters: Tensor[], lr: number) => LabOptimizer>
> = {
  sgd: (parameters, lr) => new SGD(parameters, { lr }),
  momentum: (parameters, lr) => new SGD(parameters, { lr, momentum: 0.9 }),
  rmsprop: (parameters, lr) => new RMSprop(parameters, { lr, alpha: 0.9 }),
  adam: (parameters, lr) => new Adam(parameters, { lr }),
};

/** One-hot rows: int32 [n] → float32 [n, classes]. */
const oneHot = (target: Tensor, classes: number): Tensor =>
  target
    .reshape(-1, 1)
    .eq(tensor(Int32Array.from({ length: classes }, (_, k) => k)).reshape(1, -1))
    .float();

/** Losses on scores [n, classes] and class numbers [n]. */
const classLosses: Readonly<Record<string, (classes: number) => LossFunction>> = {
  crossEntropy: () => (output, target) => F.crossEntropy(output, target),
  hinge: () => (output, target) => F.multiMarginLoss(output, target),
  // between the probabilities and the one-hot target (Brier, 1950)
  meanSquared: (classes) => (output, target) =>
    F.mseLoss(output.softmax(-1), oneHot(target, classes)),
};
/** Losses on values [n, 1] and [n]. */
const valueLosses: Readonly<Record<string, LossFunction>> = {
  meanSquared: (output, target) => F.mseLoss(output.reshape(-1), target),
  meanAbsolute: (output, target) => F.l1Loss(output.reshape(-1), target),
  huber: (output, target) => F.huberLoss(output.reshape(-1), target),
};

function lossOf(name: LossName, data: LabData): LossFunction {
  if (data.task === 'regression') return valueLosses[name] ?? valueLosses['meanSquared']!;
  return (classLosses[name] ?? classLosses['crossEntropy']!)(data.classes.length);
}

/** Inputs and targets of a part, as tensors: [n, features], and int32 or float32 [n]. */
export function tensorsOf(
  data: LabData,
  part: Examples,
): { readonly x: Tensor; readonly y: Tensor } {
  const shape = [part.count, data.features];
  return {
    x: tensor(part.x, { shape }),
    y: tensor(data.task === 'regression' ? part.y : Int32Array.from(part.y)),
  };
}

export interface PreparedLab {
  readonly data: LabData;
  readonly network: LabNetwork;
  readonly optimizer: LabOptimizer;
  readonly loss: LossFunction;
  /** What is added to the loss while training; null: nothing. */
  readonly penalty: () => Tensor | null;
  /** From rows as they are stored to what the network takes. */
  readonly prepare: (x: Tensor) => Tensor;
  readonly x: Tensor;
  readonly y: Tensor;
  readonly train: DataLoader<[Tensor, Tensor], [Tensor, Tensor]>;
}

/** Builds network, loss and optimiser from the seed: the same description gives the same bits. */
export function prepareLab(spec: LabSpec, data: LabData): PreparedLab {
  manualSeed(spec.seed);
  const network = new LabNetwork({
    inputs: data.features,
    hidden: spec.layers,
    outputs: data.task === 'regression' ? 1 : data.classes.length,
    activation: spec.activation,
    batchNorm: spec.batchNorm,
    dropout: spec.dropout,
  });
  const { x, y } = tensorsOf(data, data.train);
  // leaves with values of their own: no step computes them again
  const mean = data.scale && tensor(Float32Array.from(data.scale.mean));
  const std = data.scale && tensor(Float32Array.from(data.scale.std));
  const { l1, l2 } = spec;
  const weights = network.linears().map(({ weight }) => weight);
  const penaltyOf = (w: Tensor): Tensor | null => {
    const first = l1 > 0 ? w.abs().sum().mul(l1) : null;
    const second = l2 > 0 ? w.square().sum().mul(l2) : null;
    return first && second ? first.add(second) : (first ?? second);
  };
  return {
    data,
    network,
    optimizer: optimizers[spec.optimizer](network.parameters(), spec.rate),
    loss: lossOf(spec.loss, data),
    penalty: () =>
      weights.map(penaltyOf).reduce((sum, one) => (sum && one ? sum.add(one) : (sum ?? one)), null),
    prepare: (rows) => {
      if (data.image) return rows.float().mul(1 / 255);
      return mean && std ? rows.sub(mean).div(std) : rows;
    },
    x,
    y,
    train: new DataLoader<[Tensor, Tensor], [Tensor, Tensor]>(new TensorDataset(x, y), {
      batchSize: Math.min(spec.batch, data.train.count),
      // one example left over would be a batch without variance
      dropLast: spec.batchNorm && data.train.count % Math.min(spec.batch, data.train.count) === 1,
      shuffle: true,
      seed: spec.seed,
    }),
  };
}

/** The loop of a training on the server; the page makes its steps one by one. */
export function trainerOf(lab: PreparedLab): Trainer {
  const { data, network, optimizer, loss, penalty, prepare } = lab;
  return new Trainer({
    model: network,
    optimizer,
    loss,
    penalty,
    prepare,
    metrics: data.task === 'classification' ? [accuracy()] : [],
    compile: true,
  });
}
