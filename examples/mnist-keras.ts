// Reading handwritten digits, in Keras's manner: layers in a row, compile, fit.
//
//   node_modules/.bin/node --conditions=limpide-source examples/mnist-keras.ts
import { mnist } from 'limpide/data';
import { adam, dense, flatten, rescaling, sequential } from 'limpide/train';

const { train, test } = await mnist();

const model = sequential([
  rescaling(1 / 255, 0, { inputShape: [28, 28] }),
  flatten(),
  dense(128, { activation: 'relu' }),
  dense(10, { activation: 'softmax' }),
]);
console.log(model.summary());

model.compile({
  optimizer: adam({ learningRate: 1e-3 }),
  loss: 'sparseCategoricalCrossentropy',
  metrics: ['accuracy'],
});
await model.fit(train.images, train.labels, { epochs: 5, batchSize: 32, seed: 1 });

const { accuracy } = await model.evaluate(test.images, test.labels);
console.log(`${(100 * accuracy!).toFixed(2)}% of the test digits`);
