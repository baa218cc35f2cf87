import { expect, test } from 'vitest';
import type { Tensor } from '../../src/index.ts';
import * as optim from '../../src/optim/index.ts';
import {
  expectClose,
  type GoldenCase,
  type GoldenTensor,
  given,
  goldenCases,
  onDevices,
} from '../nn/golden.ts';

interface OptimCase extends GoldenCase {
  readonly stepGrads?: readonly (readonly GoldenTensor[])[];
  readonly trajectory: readonly (readonly GoldenTensor[])[];
  readonly losses?: readonly number[];
  readonly function?: string;
  readonly groups?: readonly { readonly params: readonly number[] }[];
  readonly lr?: number;
  readonly rates?: readonly number[];
  readonly momenta?: readonly number[];
  readonly metrics?: readonly number[];
}

type Make = new (params: unknown, options: unknown) => optim.Optimizer;
const optimizers: Readonly<Record<string, Make>> = Object.fromEntries(
  Object.entries({
    sgd: optim.SGD,
    adagrad: optim.Adagrad,
    rmsprop: optim.RMSprop,
    adadelta: optim.Adadelta,
    adam: optim.Adam,
    adamw: optim.AdamW,
    nadam: optim.NAdam,
    adamax: optim.Adamax,
    lion: optim.Lion,
    muon: optim.Muon,
    lbfgs: optim.LBFGS,
  }).map(([name, kind]) => [name, kind as unknown as Make]),
);

/** A case per device setting: exact in float64, and as users run it in float32. */
const precisions = [
  ['float64', 2e-8],
  ['float32', 3e-5],
] as const;

const cases = goldenCases<OptimCase>('optim');
for (const [dtype, tolerance] of precisions) {
  onDevices(`optimisers follow PyTorch's trajectory in ${dtype}`, () => {
    for (const golden of cases.filter((g) => g.op in optimizers && g.stepGrads)) {
      test(golden.name, () => {
        const params = golden.inputs.map((p) => given(p!, dtype));
        const groups = golden.groups?.map((group) => ({
          ...group,
          params: group.params.map((i) => params[i]!),
        }));
        const optimizer = new optimizers[golden.op]!(groups ?? params, golden.options);
        golden.stepGrads!.forEach((grads, step) => {
          optimizer.zeroGrad();
          params.forEach((p, i) => {
            p.grad = given(grads[i]!, dtype);
          });
          optimizer.step();
          params.forEach((p, i) => {
            expectClose(p, golden.trajectory[step]![i]!, tolerance, `step ${step}, parameter ${i}`);
          });
        });
      });
    }
  });
}

onDevices('L-BFGS follows PyTorch', () => {
  const coefficients = () => given({ shape: [3], dtype: 'float64', data: [1, 4, 9] });
  const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = {
    'x => ((x * x * [1, 4, 9]).sum() / 2 - x.sum())': (x) =>
      x.square().mul(coefficients()).sum().div(2).sub(x.sum()),
    'x => (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2': (x) => {
      const [a, b] = [x.select(0, 0), x.select(0, 1)];
      return a.neg().add(1).square().add(b.sub(a.square()).square().mul(100));
    },
  };
  for (const golden of cases.filter((g) => g.op === 'lbfgs')) {
    test(golden.name, () => {
      const x = given(golden.inputs[0]!, 'float64');
      const f = functions[golden.function!]!;
      const optimizer = new optim.LBFGS([x], golden.options);
      golden.trajectory.forEach(([wanted], step) => {
        const loss = optimizer.step(() => {
          optimizer.zeroGrad();
          const y = f(x);
          y.backward();
          return y;
        });
        const expected = golden.losses![step]!;
        expect(Math.abs(loss.itemSync() - expected)).toBeLessThan(1e-6 * (1 + Math.abs(expected)));
        expectClose(x, wanted!, 1e-6, `step ${step}`);
      });
    });
  }
});

test('the exponential moving average follows its formula', () => {
  const golden = cases.find((g) => g.op === 'ema')!;
  const p = given(golden.inputs[0]!, 'float64');
  const ema = new optim.ExponentialMovingAverage([p], golden.options);
  golden.stepGrads!.forEach(([seen], step) => {
    p.requiresGrad_(false).copy_(given(seen!, 'float64'));
    ema.update();
    expectClose(ema.averages[0]!, golden.trajectory[step]![0]!, 1e-8);
  });
});

onDevices('schedulers follow PyTorch', () => {
  const kinds = Object.fromEntries(
    Object.entries(optim).map(([name, value]) => [name[0]!.toLowerCase() + name.slice(1), value]),
  );
  for (const golden of cases.filter((g) => g.rates)) {
    test(golden.name, () => {
      const p = given({ shape: [1], dtype: 'float32', data: [0], requiresGrad: true });
      const optimizer = new optim.SGD([p], { lr: golden.lr!, momentum: 0.9 });
      const Kind = kinds[golden.op] as unknown as new (
        o: unknown,
        options: unknown,
      ) => { step(metric?: number): void };
      const scheduler = new Kind(optimizer, golden.options);
      golden.rates!.forEach((rate, step) => {
        const group = optimizer.paramGroups[0]!;
        expect(group.lr, `rate ${step}`).toBeCloseTo(rate, 8);
        if (golden.momenta)
          expect(group.momentum, `momentum ${step}`).toBeCloseTo(golden.momenta[step]!, 8);
        scheduler.step(golden.metrics?.[step]);
      });
    });
  }
});

test('every case of optim.json is covered', () => {
  const missing = cases.filter((g) => !(g.op in optimizers) && !g.rates && g.op !== 'ema');
  expect(missing.map((g) => g.op)).toEqual([]);
});
