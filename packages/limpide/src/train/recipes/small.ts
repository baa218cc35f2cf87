/** The recipes that end in a blink: iris and exclusive or. */
import { DataLoader, iris, TensorDataset, trainTestSplit } from '../../data/index.ts';
import { functional as F, Linear, Module } from '../../nn/index.ts';
import { Adam } from '../../optim/index.ts';
import { manualSeed, type Tensor, tensor } from '../../tensor/index.ts';
import { accuracy } from '../metrics.ts';
import { Trainer } from '../trainer.ts';
import { batchSize, defineRecipe, epochs, hidden, learningRate, seed } from './recipe.ts';

/** One hidden layer. */
class Perceptron extends Module {
  readonly hidden: Linear;
  readonly output: Linear;
  readonly #activation: (x: Tensor) => Tensor;

  constructor(inputs: number, units: number, outputs: number, activation: (x: Tensor) => Tensor) {
    super();
    this.hidden = new Linear(inputs, units);
    this.output = new Linear(units, outputs);
    this.#activation = activation;
  }
  forward(x: Tensor): Tensor {
    return this.output.call(this.#activation(this.hidden.call(x))); // (B, inputs) → (B, outputs)
  }
}

export const irisMlp = defineRecipe({
  name: 'iris-mlp',
  title: {
    en: 'Three species of iris from four measures: 4-16-3',
    fr: 'Trois espèces d’iris d’après quatre mesures : 4-16-3',
  },
  parameters: {
    epochs: epochs(60),
    batchSize: batchSize(16),
    lr: learningRate(0.01),
    hidden: hidden(16),
    seed,
  },
  async prepare(values, device) {
    const { features, labels, classes } = iris({ device });
    const split = { testSize: 0.2, stratify: labels, seed: values.seed };
    const [x, xTest, y, yTest] = trainTestSplit(features, labels, split);
    // the scale is that of the training part: the test part must stay unseen
    const mean = x.mean(0).realize(); // [4]
    const std = x.std(0).realize(); // [4]
    manualSeed(values.seed);
    const model = new Perceptron(4, values.hidden, classes.length, (t) => t.relu());
    const trainer = new Trainer({
      model,
      optimizer: new Adam(model.parameters(), { lr: values.lr }),
      loss: (output, target) => F.crossEntropy(output, target),
      metrics: [accuracy()],
      prepare: (t) => t.sub(mean).div(std),
      compile: true,
    });
    return {
      trainer,
      train: new DataLoader(new TensorDataset(x, y), {
        batchSize: values.batchSize,
        shuffle: true,
        seed: values.seed,
      }),
      test: new DataLoader(new TensorDataset(xTest, yTest), { batchSize: 30 }),
      examples: { inputs: xTest, labels: yTest },
      probabilities: (output) => output.softmax(-1),
      classes,
      inputs: 'numbers',
      summary: () => model.toString(),
    };
  },
});

export const xor = defineRecipe({
  name: 'xor',
  title: {
    en: 'Exclusive or, which no single layer can learn: 2-8-1',
    fr: 'Le ou exclusif, qu’aucune couche seule ne peut apprendre : 2-8-1',
  },
  parameters: {
    epochs: epochs(200),
    batchSize: batchSize(4),
    lr: learningRate(0.05),
    hidden: hidden(8),
    seed,
  },
  async prepare(values, device) {
    const inputs = tensor(
      [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      { device },
    ); // [4, 2]
    const labels = tensor(Int32Array.of(0, 1, 1, 0), { device }); // [4]
    manualSeed(values.seed);
    const model = new Perceptron(2, values.hidden, 1, (t) => t.tanh());
    const trainer = new Trainer({
      model,
      optimizer: new Adam(model.parameters(), { lr: values.lr }),
      loss: (output, target) => F.binaryCrossEntropyWithLogits(output.reshape(-1), target.float()),
      metrics: [accuracy({ fromLogits: true })],
      compile: true,
    });
    const data = new TensorDataset(inputs, labels);
    return {
      trainer,
      train: new DataLoader(data, {
        batchSize: values.batchSize,
        shuffle: true,
        seed: values.seed,
      }),
      test: new DataLoader(data, { batchSize: 4 }),
      examples: { inputs, labels },
      probabilities: (output) => {
        const p = output.reshape(-1, 1).sigmoid(); // [n, 1]
        return p
          .neg()
          .add(1)
          .mul(tensor([[1, 0]], { device }))
          .add(p.mul(tensor([[0, 1]], { device }))); // [n, 2]
      },
      classes: ['0', '1'],
      inputs: 'numbers',
      summary: () => model.toString(),
    };
  },
});
