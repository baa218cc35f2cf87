import { describe, expect, test } from 'vitest';
import {
  LimpideError,
  manualSeed,
  rand,
  randn,
  setDefaultDevice,
  type Tensor,
  tensor,
  zeros,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import * as optim from '../../src/optim/index.ts';
import { watchEvaluation } from '../../src/tensor/evaluate.ts';

setDefaultDevice('reference');
const flat = (t: Tensor): number[] => Array.from(t.dataSync());

/** Counts the programs that are compiled from here on. */
const programs = (): number => tensor([0]).node.device.statistics().programs;

/** One step in PyTorch's manner. */
function trainStep(
  model: nn.Module,
  optimizer: optim.Optimizer,
  lossOf: nn.Module<[Tensor, Tensor]>,
  x: Tensor,
  y: Tensor,
): Tensor {
  const loss = lossOf.call(model.call(x), y);
  optimizer.zeroGrad();
  loss.backward();
  optimizer.step();
  return loss;
}

describe('networks learn', () => {
  test('XOR', () => {
    manualSeed(4);
    const model = new nn.Sequential(new nn.Linear(2, 8), new nn.Tanh(), new nn.Linear(8, 1));
    const optimizer = new optim.Adam(model.parameters(), { lr: 0.05 });
    const x = tensor([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const y = tensor([[0], [1], [1], [0]]);
    const lossOf = new nn.BCEWithLogitsLoss();
    let loss = zeros([]);
    for (let i = 0; i < 200; i++) loss = trainStep(model, optimizer, lossOf, x, y);
    expect(loss.itemSync()).toBeLessThan(0.05);
    expect(flat(model.call(x).gt(0))).toEqual([0, 1, 1, 0]);
  });

  test('three clouds, with batch norm, dropout, a schedule and an average of weights', () => {
    manualSeed(7);
    const centres = tensor([
      [2, 0],
      [-2, 1],
      [0, -3],
    ]);
    const labels = Int32Array.from({ length: 90 }, (_, i) => i % 3);
    const y = tensor(labels);
    const x = randn([90, 2])
      .mul(0.5)
      .add(
        tensor(Float32Array.from(labels, Number))
          .unsqueeze(1)
          .eq(zeros([1, 3]).add(tensor([0, 1, 2])))
          .float()
          .matmul(centres),
      )
      .realize();
    const model = new nn.Sequential(
      new nn.Linear(2, 16),
      new nn.BatchNorm1d(16),
      new nn.ReLU(),
      new nn.Dropout(0.1),
      new nn.Linear(16, 3),
    );
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.1, momentum: 0.9, nesterov: true });
    const scheduler = new optim.CosineAnnealingLR(optimizer, { tMax: 40 });
    const ema = new optim.ExponentialMovingAverage(model, { decay: 0.9 });
    const lossOf = new nn.CrossEntropyLoss({ labelSmoothing: 0.05 });
    for (let i = 0; i < 40; i++) {
      trainStep(model, optimizer, lossOf, x, y);
      scheduler.step();
      ema.update();
    }
    const accuracy = (): number => model.call(x).argmax(1).eq(y).float().mean().itemSync();
    model.eval();
    expect(accuracy()).toBeGreaterThan(0.97);
    const own = flat(model.parameters()[0]!);
    expect(ema.applied(accuracy)).toBeGreaterThan(0.97);
    expect(flat(model.parameters()[0]!)).toEqual(own);
  });
});

describe('a step is one program', () => {
  test('compiled once, whatever the learning rate, and computes nothing besides', () => {
    manualSeed(1);
    const model = new nn.Sequential(
      new nn.Linear(4, 5),
      new nn.BatchNorm1d(5),
      new nn.ReLU(),
      new nn.Linear(5, 3),
    );
    const optimizer = new optim.AdamW(model.parameters());
    const scheduler = new optim.ExponentialLR(optimizer, { gamma: 0.9 });
    const [x, y] = [rand([6, 4]).realize(), tensor(Int32Array.of(0, 1, 2, 0, 1, 2))];
    const before = programs();
    const targets: number[] = [];
    watchEvaluation((_program, wanted) => targets.push(wanted.length));
    for (let i = 0; i < 5; i++) {
      trainStep(model, optimizer, new nn.CrossEntropyLoss(), x, y);
      scheduler.step();
    }
    watchEvaluation(null);
    expect(programs() - before).toBe(1);
    // six parameters with two states each, the three buffers of batch norm, the output and the loss
    expect(targets).toEqual(new Array(5).fill(6 * 3 + 3 + 2));
  });

  test('the output and the loss of a step can be read after it, at no cost', () => {
    const model = new nn.Linear(2, 2);
    const optimizer = new optim.SGD(model.parameters(), { lr: 1 });
    const x = tensor([[1, 2]]);
    const output = model.call(x);
    const wanted = flat(model.forward(x).detach());
    const loss = new nn.MSELoss().call(output, zeros([1, 2]));
    loss.backward();
    optimizer.step();
    const before = programs();
    expect(flat(output)).toEqual(wanted);
    expect(loss.itemSync()).toBeGreaterThan(0);
    expect(programs()).toBe(before);
  });

  test('a parameter without a gradient is left alone', () => {
    const [a, b] = [nn.parameter(tensor([1])), nn.parameter(tensor([1]))];
    const optimizer = new optim.Adam([a, b], { lr: 0.1 });
    for (let i = 0; i < 2; i++) {
      optimizer.zeroGrad();
      a.mul(3).sum().backward();
      optimizer.step();
    }
    expect(b.itemSync()).toBe(1);
    expect(a.itemSync()).toBeCloseTo(0.8, 5);
    optimizer.zeroGrad();
    b.add(a).sum().backward(); // now both, with different numbers of steps
    optimizer.step();
    expect(b.itemSync()).toBeCloseTo(0.9, 5);
  });

  test('clipping belongs to the step', () => {
    const p = nn.parameter(tensor([3, 4]));
    const optimizer = new optim.SGD([p], { lr: 1 });
    p.square().sum().div(2).backward();
    const norm = nn.utils.clipGradNorm_([p], 1);
    optimizer.step();
    expect(norm.itemSync()).toBeCloseTo(5, 6);
    expect(flat(p).map((v) => Math.round(v * 1e4) / 1e4)).toEqual([2.4, 3.2]);
  });
});

type Make = (params: Tensor[]) => optim.Optimizer;
const makers: Readonly<Record<string, Make>> = {
  SGD: (p) => new optim.SGD(p, { lr: 0.05, momentum: 0.9 }),
  Adagrad: (p) => new optim.Adagrad(p, { initialAccumulatorValue: 0.1 }),
  RMSprop: (p) => new optim.RMSprop(p, { centered: true, momentum: 0.5 }),
  Adadelta: (p) => new optim.Adadelta(p),
  Adam: (p) => new optim.Adam(p, { amsgrad: true }),
  AdamW: (p) => new optim.AdamW(p),
  NAdam: (p) => new optim.NAdam(p),
  Adamax: (p) => new optim.Adamax(p),
  Lion: (p) => new optim.Lion(p),
  Muon: (p) => new optim.Muon(p),
  LBFGS: (p) => new optim.LBFGS(p, { maxIter: 3, lineSearchFn: 'strong_wolfe' }),
};

describe('a run that resumes is the run that went on, bit for bit', () => {
  for (const [name, make] of Object.entries(makers)) {
    test(name, () => {
      const x = rand([6, 3], { generator: undefined }).realize();
      const y = tensor(Int32Array.of(0, 1, 0, 1, 1, 0));
      const lossOf = new nn.CrossEntropyLoss();
      const model = () =>
        new nn.Sequential(
          new nn.Linear(3, 4),
          new nn.BatchNorm1d(4),
          new nn.Tanh(),
          new nn.Linear(4, 2),
        );
      const advance = (
        m: nn.Module,
        o: optim.Optimizer,
        s: optim.LRScheduler,
        e: optim.ExponentialMovingAverage,
        steps: number,
      ): void => {
        for (let i = 0; i < steps; i++) {
          o.step(() => {
            o.zeroGrad();
            const loss = lossOf.call(m.call(x), y);
            loss.backward();
            return loss;
          });
          s.step();
          e.update();
        }
      };
      const build = (m: nn.Module) => {
        const o = make(m.parameters());
        return [
          m,
          o,
          new optim.StepLR(o, { stepSize: 2, gamma: 0.7 }),
          new optim.ExponentialMovingAverage(m),
        ] as const;
      };
      manualSeed(9);
      const first = build(model());
      advance(...first, 3);
      const saved = first.map((part) => part.stateDict());
      const weights = Object.fromEntries(
        Object.entries(first[0].stateDict()).map(([k, v]) => [k, v.clone().realize()]),
      );
      advance(...first, 3);
      manualSeed(10);
      const second = build(model());
      second[0].loadStateDict(weights);
      second[1].loadStateDict(saved[1] as optim.OptimizerState);
      second[2].loadStateDict(saved[2] as optim.SchedulerState);
      second[3].loadStateDict(saved[3] as optim.AverageState);
      advance(...second, 3);
      for (const [key, value] of Object.entries(first[0].stateDict())) {
        expect(flat(second[0].stateDict()[key]!), key).toEqual(flat(value));
      }
      second[3].averages.forEach((average, i) => {
        expect(flat(average)).toEqual(flat(first[3].averages[i]!));
      });
      expect(second[1].paramGroups.map((g) => g.lr)).toEqual(first[1].paramGroups.map((g) => g.lr));
    });
  }

  test('schedulers in a row, cycles and plateaus', () => {
    const make = () => {
      const o = new optim.SGD([nn.parameter(tensor([1]))], { lr: 0.1, momentum: 0.9 });
      return [
        o,
        new optim.SequentialLR(o, {
          schedulers: [
            new optim.LinearLR(o, { startFactor: 0.1, totalIters: 3 }),
            new optim.ExponentialLR(o, { gamma: 0.5 }),
          ],
          milestones: [3],
        }),
      ] as const;
    };
    const [a, sa] = make();
    const rates: number[] = [];
    for (let i = 0; i < 6; i++) {
      rates.push(a.paramGroups[0]!.lr);
      sa.step();
    }
    expect(rates.map((r) => Math.round(r * 1e4) / 1e4)).toEqual([
      0.01, 0.04, 0.07, 0.1, 0.05, 0.025,
    ]);
    const [b, sb] = make();
    sb.loadStateDict(sa.stateDict());
    expect(b.paramGroups[0]!.lr).toBe(a.paramGroups[0]!.lr);
    const plateau = new optim.ReduceLROnPlateau(a, { patience: 0 });
    plateau.step(1);
    plateau.step(2);
    expect(a.paramGroups[0]!.lr).toBeCloseTo(b.paramGroups[0]!.lr / 10, 12);
    const again = new optim.ReduceLROnPlateau(b);
    again.loadStateDict(plateau.stateDict());
    expect(again.best).toBe(1);
    const lambda = new optim.LambdaLR(b, (t) => 1 / (1 + t));
    lambda.step();
    expect(b.paramGroups[0]!.lr).toBeCloseTo(0.05, 12);
  });
});

describe('misuse', () => {
  const p = () => nn.parameter(tensor([1, 2]));
  const cases: Readonly<Record<string, readonly [string, () => unknown]>> = {
    'nothing to learn': ['optim.empty', () => new optim.SGD([])],
    'a computed tensor': ['optim.notLeaf', () => new optim.SGD([p().mul(2)])],
    'the same twice': ['optim.repeated', () => ((x) => new optim.SGD([x, x]))(p())],
    'a negative rate': ['optim.option', () => new optim.Adam([p()], { lr: -1 })],
    'β = 1': ['optim.option', () => new optim.Adam([p()], { betas: [0.9, 1] })],
    'nesterov without momentum': ['optim.option', () => new optim.SGD([p()], { nesterov: true })],
    'L-BFGS without closure': ['optim.closure', () => new optim.LBFGS([p()]).step()],
    'another number of groups': [
      'optim.state',
      () => new optim.SGD([p()]).loadStateDict({ state: {}, paramGroups: [] }),
    ],
    'another shape': [
      'optim.state',
      () =>
        new optim.Adam([p()]).loadStateDict({
          state: { 0: { step: 1, expAvg: zeros([3]) } },
          paramGroups: [{ params: [0] }],
        }),
    ],
    'another scheduler’s state': [
      'scheduler.state',
      () => new optim.StepLR(new optim.SGD([p()]), { stepSize: 1 }).loadStateDict({}),
    ],
    'a plateau without metric': [
      'scheduler.metric',
      () => new optim.ReduceLROnPlateau(new optim.SGD([p()])).step(undefined as unknown as number),
    ],
    'swapping twice': [
      'ema.swapped',
      () => ((e) => [e.swapIn(), e.swapIn()])(new optim.ExponentialMovingAverage([p()])),
    ],
    'swapping out first': [
      'ema.notSwapped',
      () => new optim.ExponentialMovingAverage([p()]).swapOut(),
    ],
    'a cycle that is over': [
      'scheduler.past',
      () =>
        ((s) => [s.step(), s.step(), s.step()])(
          new optim.OneCycleLR(new optim.SGD([p()]), { maxLr: 1, totalSteps: 2 }),
        ),
    ],
  };
  for (const [name, [code, fn]] of Object.entries(cases)) {
    test(name, () => {
      try {
        fn();
        expect.fail('nothing was thrown');
      } catch (error) {
        if (!(error instanceof LimpideError)) throw error;
        expect(error.code).toBe(code);
        for (const language of ['en', 'fr'] as const)
          expect(error.sentence(language)).not.toMatch(/\{\w+\}/);
        expect(error.sentence('en')).not.toBe(error.sentence('fr'));
      }
    });
  }
});
