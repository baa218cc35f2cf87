// Exclusive or, the smallest problem that needs a hidden layer.
//
//   node_modules/.bin/node --conditions=limpide-source examples/xor.ts
import { manualSeed, tensor } from 'limpide';
import { BCEWithLogitsLoss, Linear, Sequential, Tanh } from 'limpide/nn';
import { Adam } from 'limpide/optim';

manualSeed(1);
const x = tensor([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]); // (4, 2)
const y = tensor([[0], [1], [1], [0]]); // (4, 1)

const model = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 1));
const criterion = new BCEWithLogitsLoss();
const optimizer = new Adam(model.parameters(), { lr: 0.05 });

for (let step = 1; step <= 200; step++) {
  optimizer.zeroGrad();
  const loss = criterion.call(model.call(x), y);
  loss.backward();
  optimizer.step();
  if (step % 50 === 0) console.log(`step ${step}: loss ${(await loss.item()).toFixed(4)}`);
}
console.log(await model.call(x).sigmoid().toArray());
