/** The recipes on pictures of 28 × 28: MNIST and Fashion-MNIST. */
import {
  DataLoader,
  fashionMnist,
  mnist,
  type ReadyImages,
  TensorDataset,
  toImages,
  toVectors,
} from '../../data/index.ts';
import { Conv2d, functional as F, Linear, Module } from '../../nn/index.ts';
import { Adam, CosineAnnealingLR } from '../../optim/index.ts';
import { manualSeed, type Tensor } from '../../tensor/index.ts';
import type { Loader } from '../batches.ts';
import { dense, flatten, rescaling } from '../keras/layers.ts';
import { sequential } from '../keras/sequential.ts';
import { accuracy } from '../metrics.ts';
import { adam } from '../optimizers.ts';
import { type SchedulerLike, Trainer } from '../trainer.ts';
import {
  batchSize,
  defineRecipe,
  epochs,
  hidden,
  learningRate,
  manner,
  type Prepared,
  seed,
} from './recipe.ts';

/** 784-128-10, as a class. */
class DigitNetwork extends Module {
  readonly hidden: Linear;
  readonly output: Linear;

  constructor(units: number) {
    super();
    this.hidden = new Linear(784, units);
    this.output = new Linear(units, 10);
  }
  forward(x: Tensor): Tensor {
    return this.output.call(this.hidden.call(x).relu()); // (B, 784) → (B, 10)
  }
}

/** 784-256-128-10: clothes are harder than digits. */
class ClothesNetwork extends Module {
  readonly first: Linear;
  readonly second: Linear;
  readonly output: Linear;

  constructor(units: number) {
    super();
    this.first = new Linear(784, 2 * units);
    this.second = new Linear(2 * units, units);
    this.output = new Linear(units, 10);
  }
  forward(x: Tensor): Tensor {
    return this.output.call(this.second.call(this.first.call(x).relu()).relu()); // (B, 10)
  }
}

/** LeNet-5 (LeCun et al., 1998) with ReLU and max pooling. */
class LeNet extends Module {
  readonly conv1 = new Conv2d(1, 6, 5, { padding: 2 });
  readonly conv2 = new Conv2d(6, 16, 5);
  readonly fc1 = new Linear(400, 120);
  readonly fc2 = new Linear(120, 84);
  readonly fc3 = new Linear(84, 10);

  forward(x: Tensor): Tensor {
    let y = F.maxPool2d(this.conv1.call(x).relu(), 2); // (B, 1, 28, 28) → (B, 6, 14, 14)
    y = F.maxPool2d(this.conv2.call(y).relu(), 2); // (B, 16, 5, 5)
    y = this.fc1.call(y.flatten(1)).relu(); // (B, 120)
    return this.fc3.call(this.fc2.call(y).relu()); // (B, 10)
  }
}

interface ImageValues {
  readonly batchSize: number;
  readonly lr: number;
  readonly seed: number;
}

/** Loaders over the bytes themselves: a step reads its rows and makes floats of them. */
function loaders(data: ReadyImages, values: ImageValues): { train: Loader; test: Loader } {
  const { train, test } = data;
  return {
    train: new DataLoader(new TensorDataset(train.images, train.labels), {
      batchSize: values.batchSize,
      shuffle: true,
      seed: values.seed,
    }),
    test: new DataLoader(new TensorDataset(test.images, test.labels), { batchSize: 500 }),
  };
}

/** A network written as a class, in PyTorch's manner. */
function withClass(
  data: ReadyImages,
  model: Module,
  prepare: (images: Tensor) => Tensor,
  values: ImageValues,
  schedule?: (optimizer: Adam, batches: number) => SchedulerLike,
): Prepared {
  const parts = loaders(data, values);
  const optimizer = new Adam(model.parameters(), { lr: values.lr });
  const trainer = new Trainer({
    model,
    optimizer,
    scheduler: schedule?.(optimizer, parts.train.length),
    scheduleBy: 'batch',
    loss: (output, target) => F.crossEntropy(output, target),
    metrics: [accuracy()],
    prepare,
    compile: true,
  });
  return {
    trainer,
    ...parts,
    examples: { inputs: data.test.images, labels: data.test.labels },
    probabilities: (output) => output.softmax(-1),
    classes: data.classes,
    inputs: 'image',
    summary: () => model.toString(),
  };
}

/** The same network in Keras's manner. */
function withLayers(
  data: ReadyImages,
  values: ImageValues & { readonly hidden: number },
): Prepared {
  const model = sequential([
    rescaling(1 / 255, 0, { inputShape: [28, 28] }),
    flatten(),
    dense(values.hidden, { activation: 'relu' }),
    dense(10, { activation: 'softmax' }),
  ]);
  model.compile({
    optimizer: adam({ learningRate: values.lr }),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });
  model.build();
  return {
    trainer: model.trainer(),
    ...loaders(data, values),
    examples: { inputs: data.test.images, labels: data.test.labels },
    // the trainer's outputs are what the softmax is applied to
    probabilities: (output) => output.softmax(-1),
    classes: data.classes,
    inputs: 'image',
    summary: () => model.summary(),
  };
}

export const mnistMlp = defineRecipe({
  name: 'mnist-mlp',
  title: {
    en: 'Handwritten digits with one hidden layer: 784-128-10',
    fr: 'Chiffres manuscrits avec une couche cachée : 784-128-10',
  },
  parameters: {
    epochs: epochs(5),
    batchSize: batchSize(32),
    lr: learningRate(1e-3),
    hidden: hidden(128),
    seed,
    manner,
  },
  async prepare(values, device) {
    const data = await mnist({ device });
    manualSeed(values.seed);
    return values.manner === 'keras'
      ? withLayers(data, values)
      : withClass(data, new DigitNetwork(values.hidden), (x) => toVectors(x), values);
  },
});

export const mnistLenet = defineRecipe({
  name: 'mnist-lenet',
  title: {
    en: 'Handwritten digits with convolutions: LeNet-5',
    fr: 'Chiffres manuscrits avec des convolutions : LeNet-5',
  },
  parameters: { epochs: epochs(4), batchSize: batchSize(64), lr: learningRate(3e-3), seed },
  async prepare(values, device) {
    const data = await mnist({ device });
    manualSeed(values.seed);
    // from the rate down to 0 along half a cosine: large steps first, small ones to finish
    return withClass(
      data,
      new LeNet(),
      (x) => toImages(x),
      values,
      (optimizer, batches) => {
        return new CosineAnnealingLR(optimizer, { tMax: values.epochs * batches });
      },
    );
  },
});

export const fashionMlp = defineRecipe({
  name: 'fashion-mlp',
  title: {
    en: 'Clothes with two hidden layers: 784-256-128-10',
    fr: 'Vêtements avec deux couches cachées : 784-256-128-10',
  },
  parameters: {
    epochs: epochs(10),
    batchSize: batchSize(64),
    lr: learningRate(1e-3),
    hidden: hidden(128),
    seed,
  },
  async prepare(values, device) {
    const data = await fashionMnist({ device });
    manualSeed(values.seed);
    return withClass(data, new ClothesNetwork(values.hidden), (x) => toVectors(x), values);
  },
});
