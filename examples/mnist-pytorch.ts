// Reading handwritten digits, in PyTorch's manner: a class, a loop, a step.
//
//   node_modules/.bin/node --conditions=limpide-source examples/mnist-pytorch.ts
import { manualSeed, noGrad, type Tensor } from 'limpide';
import { DataLoader, mnist, TensorDataset, toVectors } from 'limpide/data';
import { CrossEntropyLoss, Linear, Module } from 'limpide/nn';
import { Adam } from 'limpide/optim';

class Network extends Module {
  fc1 = new Linear(784, 128);
  fc2 = new Linear(128, 10);

  forward(x: Tensor): Tensor {
    return this.fc2.call(this.fc1.call(x).relu()); // (B, 784) → (B, 10)
  }
}

manualSeed(1);
const { train, test } = await mnist();
const trainLoader = new DataLoader(new TensorDataset(train.images, train.labels), {
  batchSize: 32,
  shuffle: true,
});
const testLoader = new DataLoader(new TensorDataset(test.images, test.labels), { batchSize: 1000 });

const model = new Network();
const criterion = new CrossEntropyLoss();
const optimizer = new Adam(model.parameters(), { lr: 1e-3 });

for (let epoch = 1; epoch <= 5; epoch++) {
  model.train();
  for (const [images, labels] of trainLoader) {
    optimizer.zeroGrad();
    const loss = criterion.call(model.call(toVectors(images)), labels);
    loss.backward();
    optimizer.step();
  }

  model.eval();
  let correct = 0;
  for (const [images, labels] of testLoader) {
    const output = noGrad(() => model.call(toVectors(images)));
    correct += await output.argmax(1).eq(labels).sum().item();
  }
  console.log(
    `epoch ${epoch}: ${((100 * correct) / test.labels.numel).toFixed(2)}% of the test digits`,
  );
}
