import { expect, test } from 'vitest';
import { manualSeed, type Tensor, tensor } from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import * as optim from '../../src/optim/index.ts';
import { compile } from '../../src/tensor/compile.ts';
import { onDevices } from '../nn/golden.ts';

const makers: Readonly<Record<string, (p: Tensor[]) => optim.Optimizer>> = {
  SGD: (p) => new optim.SGD(p, { lr: 0.1, momentum: 0.9, dampening: 0.2 }),
  Adagrad: (p) => new optim.Adagrad(p, { lrDecay: 0.1 }),
  Adam: (p) => new optim.Adam(p, { lr: 0.01, amsgrad: true }),
  NAdam: (p) => new optim.NAdam(p),
  Muon: (p) => new optim.Muon(p),
};
const values = (t: Tensor): number[] => Array.from(t.dataSync());
const data = Float32Array.from({ length: 32 }, (_, i) => Math.sin(i * 1.7));

onDevices('a compiled step counts, draws and averages as the plain one', () => {
  for (const [name, make] of Object.entries(makers)) {
    test(name, () => {
      const run = (compiled: boolean) => {
        manualSeed(3);
        const model = new nn.Sequential(
          new nn.Linear(4, 5),
          new nn.BatchNorm1d(5, { momentum: null }),
          new nn.Dropout(0.2),
          new nn.LayerNorm(5), // begins, like the batch norm, with ones and zeros
          new nn.GELU(),
          new nn.Linear(5, 3),
        );
        const optimizer = make(model.parameters());
        const scheduler = new optim.OneCycleLR(optimizer, { maxLr: 0.1, totalSteps: 8 });
        const ema = new optim.ExponentialMovingAverage(model, { warmUp: true });
        const lossOf = new nn.CrossEntropyLoss();
        const step = (x: Tensor, y: Tensor): Tensor => {
          const loss = lossOf.call(model.call(x), y);
          optimizer.zeroGrad();
          loss.backward();
          nn.utils.clipGradNorm_(model, 0.5);
          optimizer.step();
          ema.update();
          return loss;
        };
        const taken = compiled ? compile(step) : step;
        const x = tensor(data, { shape: [8, 4] });
        const y = tensor(Int32Array.of(0, 1, 2, 0, 1, 2, 0, 1));
        const losses: number[] = [];
        for (let i = 0; i < 6; i++) {
          losses.push(taken(x, y).itemSync());
          scheduler.step();
        }
        const state = Object.entries(model.stateDict()).map(([key, value]) => [key, values(value)]);
        const steps = Object.values(optimizer.stateDict().state).map((s) => s['step']);
        return { losses, state, averages: ema.averages.map(values), steps, updates: ema.updates };
      };
      const plain = run(false);
      expect(run(true)).toEqual(plain);
      expect(plain.steps).toEqual(new Array(8).fill(6));
    });
  }
});
