/** Nothing is computed until it is read, and nobody can tell: values are those of an engine that computes at once. */
import { afterEach, describe, expect, test } from 'vitest';
import { watchCreation } from '../../src/graph/index.ts';
import {
  FreedTensorError,
  full,
  LimpideError,
  manualSeed,
  noGrad,
  ones,
  rand,
  setDefaultDevice,
  stack,
  type Tensor,
  tensor,
  zeros,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import * as optim from '../../src/optim/index.ts';
import { evaluate } from '../../src/tensor/evaluate.ts';
import { testedDevices } from '../devices.ts';
import { values } from './support.ts';

/** Runs `fn` on the reference device, every operator computed as soon as it is applied. */
function eagerly<T>(fn: () => T): T {
  setDefaultDevice('reference');
  watchCreation((node) => evaluate([node]));
  try {
    return fn();
  } finally {
    watchCreation(null);
  }
}
afterEach(() => watchCreation(null));

const mse = new nn.MSELoss();
const data = (n: number, seed: number): Tensor =>
  tensor(
    Float32Array.from({ length: 4 * n }, (_, i) => Math.sin(seed + 1.7 * i)),
    { shape: [n, 4] },
  );
const targets = (n: number, seed: number): Tensor =>
  tensor(
    Float32Array.from({ length: 2 * n }, (_, i) => Math.cos(seed + 0.9 * i)),
    { shape: [n, 2] },
  );

class Net extends nn.Module<[Tensor], Tensor> {
  readonly first = new nn.Linear(4, 5);
  readonly second = new nn.Linear(5, 2);
  hidden: Tensor | null = null;
  forward(x: Tensor): Tensor {
    this.hidden = this.first.call(x).tanh();
    return this.second.call(this.hidden);
  }
}

/** Each returns numbers; what it keeps for later is read at the end, or in between. */
const scenarios: Readonly<Record<string, () => unknown>> = {
  'output, loss, gradients and hidden values, read before the step': () => {
    const net = new Net();
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.2, momentum: 0.9 });
    const seen: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      optimizer.zeroGrad();
      const output = net.call(data(3, i));
      const loss = mse.call(output, targets(3, i));
      loss.backward();
      seen.push(values(output), values(loss), values(net.hidden!));
      seen.push(net.parameters().map((p) => values(p.grad!)));
      optimizer.step();
    }
    return [seen, net.parameters().map(values)];
  },
  'the same, read after the step': () => {
    const net = new Net();
    const optimizer = new optim.Adam(net.parameters(), { lr: 0.1 });
    const seen: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      optimizer.zeroGrad();
      const output = net.call(data(3, i));
      const loss = mse.call(output, targets(3, i));
      loss.backward();
      optimizer.step();
      seen.push(values(output), values(loss), values(net.hidden!));
      seen.push(net.parameters().map((p) => values(p.grad!)));
      seen.push(net.parameters().map(values));
    }
    return seen;
  },
  'some before, some after': () => {
    const net = new Net();
    const optimizer = new optim.AdamW(net.parameters(), { lr: 0.1 });
    const seen: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      const output = net.call(data(3, i));
      if (i % 2 === 0) seen.push(values(output));
      const loss = mse.call(output, targets(3, i));
      optimizer.zeroGrad();
      loss.backward();
      if (i % 3 === 0) seen.push(values(net.second.weight.grad!));
      optimizer.step();
      seen.push(values(loss), values(net.first.weight.grad!), values(net.hidden!));
    }
    return seen;
  },
  'outputs and losses of many steps, read at the end': () => {
    const net = new Net();
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.3 });
    const kept: Tensor[] = [];
    for (let i = 0; i < 6; i++) {
      optimizer.zeroGrad();
      const output = net.call(data(3, i));
      const loss = mse.call(output, targets(3, i));
      loss.backward();
      optimizer.step();
      kept.push(output, loss, output.argmax(1), loss.mul(2));
    }
    // (the last two of each step were made after it: the loss before it)
    return kept.map(values);
  },
  'sums over many steps stay lazy': () => {
    const net = new Net();
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
    let correct = zeros([], { dtype: 'int32' });
    let total = zeros([]);
    const running = zeros([2]);
    for (let i = 0; i < 40; i++) {
      optimizer.zeroGrad();
      const output = net.call(data(3, i));
      const loss = mse.call(output, targets(3, i));
      loss.backward();
      optimizer.step();
      total = total.add(loss.detach());
      noGrad(() => {
        correct = correct.add(output.argmax(1).eq(targets(3, i).argmax(1)).sum());
        running.add_(output.mean(0));
      });
    }
    return [values(correct), values(total), values(running)];
  },
  'snapshots of a parameter': () => {
    const net = new Net();
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.5, momentum: 0.5 });
    const p = net.first.weight;
    const clones: Tensor[] = [];
    const views: Tensor[] = [];
    const detached = p.detach();
    for (let i = 0; i < 5; i++) {
      optimizer.zeroGrad();
      mse.call(net.call(data(3, i)), targets(3, i)).backward();
      clones.push(p.clone().detach(), p.detach().clone(), p.mul(2), p.sum(), p.t().clone());
      views.push(p.detach());
      optimizer.step();
    }
    // a clone is of its time; what was detached shares the memory, and sees the last value
    return [clones.map(values), views.map(values), values(detached), values(p)];
  },
  'two optimisers, turn by turn (a generator and its critic)': () => {
    const [generator, critic] = [new nn.Linear(4, 4), new nn.Linear(4, 1)];
    const g = new optim.Adam(generator.parameters(), { lr: 0.05 });
    const c = new optim.SGD(critic.parameters(), { lr: 0.1 });
    const seen: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      const fake = generator.call(data(3, i));
      c.zeroGrad();
      const criticLoss = critic
        .call(fake.detach())
        .mean()
        .sub(critic.call(data(3, 50 + i)).mean());
      criticLoss.backward();
      c.step();
      g.zeroGrad();
      const generatorLoss = critic.call(fake).mean().neg();
      generatorLoss.backward(); // flows into the critic's gradients too
      g.step();
      seen.push(values(fake), values(criticLoss), values(generatorLoss));
    }
    return [seen, generator.parameters().map(values), critic.parameters().map(values)];
  },
  'two losses on one trunk, with retainGraph': () => {
    const trunk = new nn.Linear(4, 5);
    const heads = [new nn.Linear(5, 2), new nn.Linear(5, 1)];
    const optimizer = new optim.Adam(
      [trunk, ...heads].flatMap((m) => [...m.parameters()]),
      { lr: 0.05 },
    );
    const seen: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      optimizer.zeroGrad();
      const h = trunk.call(data(3, i)).tanh();
      const first = mse.call(heads[0]!.call(h), targets(3, i));
      const second = heads[1]!.call(h).square().mean();
      first.backward(undefined, { retainGraph: true });
      if (i % 2 === 1) seen.push(values(trunk.weight.grad!));
      second.backward();
      seen.push(values(trunk.weight.grad!));
      optimizer.step();
      seen.push(values(first), values(second), values(h));
    }
    return seen;
  },
  'pending tensors and changes in place': () => {
    const p = tensor([1, 2, 3], { requiresGrad: true });
    const before = p.mul(10);
    noGrad(() => p.add_(1));
    const between = p.mul(10);
    noGrad(() => p.copy_(tensor([7, 8, 9])));
    const b = tensor([1, 1, 1]);
    const sum = b.add(p);
    b.add_(5);
    b.mul_(b);
    const view = b.slice(0, 1);
    b.zero_();
    return [before, between, p, sum, b, view.add(0)].slice(0, 5).map(values);
  },
  'tied weights': () => {
    const embedding = new nn.Embedding(6, 4);
    const optimizer = new optim.SGD(embedding.parameters(), { lr: 0.5 });
    const seen: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      const h = embedding.call(tensor(Int32Array.of(0, 2, i))); // (3, 4)
      const logits = h.matmul(embedding.weight.t()); // (3, 6)
      const loss = new nn.CrossEntropyLoss().call(logits, tensor(Int32Array.of(1, 3, 5)));
      loss.backward();
      optimizer.step();
      seen.push(
        values(loss),
        values(embedding.weight.grad!),
        values(embedding.weight),
        values(logits),
      );
    }
    return seen;
  },
  'frozen parameters, thawed later': () => {
    const net = new Net();
    net.first.weight.requiresGrad_(false);
    const optimizer = new optim.Adam(net.parameters(), { lr: 0.1 });
    const seen: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      if (i === 2) net.first.weight.requiresGrad_(true);
      if (i === 4) net.second.bias!.requiresGrad_(false);
      optimizer.zeroGrad();
      const loss = mse.call(net.call(data(3, i)), targets(3, i));
      loss.backward();
      optimizer.step();
      seen.push(
        values(loss),
        net.parameters().map((p) => p.grad && values(p.grad)),
        net.parameters().map(values),
      );
    }
    return seen;
  },
  'gradients set to zero before, after, or every second step': () => {
    const seen: unknown[] = [];
    for (const order of ['before', 'after', 'second', 'never'] as const) {
      const net = new Net();
      const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
      for (let i = 0; i < 6; i++) {
        const loss = mse.call(net.call(data(3, i)), targets(3, i));
        if (order === 'before') optimizer.zeroGrad();
        loss.backward();
        if (order !== 'second' || i % 2 === 1) {
          optimizer.step();
          if (order === 'after' || order === 'second') optimizer.zeroGrad();
        }
        seen.push(net.parameters().map((p) => p.grad && values(p.grad)));
      }
      seen.push(net.parameters().map(values));
    }
    return seen;
  },
  'never set to zero, read at the end': () => {
    const net = new Net();
    const optimizer = new optim.Adam(net.parameters(), { lr: 0.01 });
    for (let i = 0; i < 7; i++) {
      mse.call(net.call(data(3, i)), targets(3, i)).backward();
      optimizer.step();
    }
    return net.parameters().map((p) => [values(p), values(p.grad!)]);
  },
  'gradients clipped, inspected, replaced': () => {
    const net = new Net();
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
    const seen: Tensor[] = [];
    for (let i = 0; i < 4; i++) {
      optimizer.zeroGrad();
      mse.call(net.call(data(3, i)), targets(3, i)).backward();
      seen.push(nn.utils.clipGradNorm_(net, 0.1));
      const { bias } = net.second;
      bias!.grad = bias!.grad!.mul(-1);
      seen.push(bias!.grad!);
      optimizer.step();
      seen.push(bias!.grad!);
    }
    return [seen.map(values), net.parameters().map(values)];
  },
  'second derivatives in a step': () => {
    const w = tensor([0.5, -1, 2], { requiresGrad: true });
    const optimizer = new optim.SGD([w], { lr: 0.1 });
    const seen: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      optimizer.zeroGrad();
      const y = w.pow(3).sum();
      y.backward(undefined, { createGraph: true });
      const penalty = w.grad!.square().sum();
      w.grad = null;
      penalty.backward();
      optimizer.step();
      seen.push(values(penalty), values(y), values(w.grad!), values(w));
    }
    return seen;
  },
  'batch norm: buffers before and after, training and not': () => {
    const norm = new nn.BatchNorm1d(4);
    const optimizer = new optim.SGD(norm.parameters(), { lr: 0.3 });
    const seen: Tensor[] = [];
    const buffers = (): Tensor[] => Object.values(norm.stateDict()).map((t) => t.clone());
    for (let i = 0; i < 4; i++) {
      optimizer.zeroGrad();
      seen.push(...buffers());
      const out = norm.call(data(5, i));
      out.square().mean().backward();
      optimizer.step();
      seen.push(out.realize());
      norm.eval();
      seen.push(norm.call(data(2, i)));
      norm.train();
    }
    return seen.map(values);
  },
  'random numbers are drawn once, whenever they are read': () => {
    const x = rand([4]);
    const noise = rand([4]);
    const y = x.add(noise);
    const z = noise.mul(2);
    const seen = [values(y), values(z), values(x), values(noise)];
    const dropped = nn.functional.dropout(ones([20]), { p: 0.5 });
    return [...seen, values(dropped.mul(1)), values(dropped), values(dropped.add(1))];
  },
  'a tensor changed in place many times': () => {
    const x = full([3], 1);
    const history: Tensor[] = [];
    for (let i = 0; i < 50; i++) {
      x.mul_(0.9).add_(i);
      if (i % 10 === 0) history.push(x.clone(), x.sum());
    }
    return [...history, x].map(values);
  },
};

/** Numbers anywhere in a value, in order. */
function flatten(value: unknown, into: number[] = []): number[] {
  if (Array.isArray(value)) for (const v of value) flatten(v, into);
  else into.push(value === null ? -12345 : Number(value));
  return into;
}

describe.each(testedDevices)('lazily on %s as eagerly on the reference', (device) => {
  test.each(Object.entries(scenarios))('%s', (_name, scenario) => {
    manualSeed(21);
    const wanted = flatten(eagerly(scenario));
    setDefaultDevice(device);
    manualSeed(21);
    const got = flatten(scenario());
    expect(got.length).toBe(wanted.length);
    got.forEach((x, i) => {
      const y = wanted[i]!;
      if (!(Math.abs(x - y) <= 2e-5 * (1 + Math.abs(y))))
        expect.fail(`number ${i} is ${x}, eagerly ${y}`);
    });
  });
});

describe('what cannot be had any more', () => {
  const stale = (fn: () => unknown): LimpideError => {
    try {
      fn();
    } catch (error) {
      if (error instanceof LimpideError) return error;
      throw error;
    }
    return expect.fail('nothing was thrown');
  };
  test('a hidden value first read steps later is right, or an error that says so', () => {
    const hiddenOf = (): Tensor[] => {
      manualSeed(3);
      const net = new Net();
      const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
      return Array.from({ length: 6 }, (_, i) => {
        optimizer.zeroGrad();
        const hidden = net.first.forward(data(3, i)).tanh();
        mse.call(net.second.call(hidden), targets(3, i)).backward();
        optimizer.step();
        return hidden;
      });
    };
    const wanted = eagerly(() => hiddenOf().map(values));
    for (const device of testedDevices) {
      setDefaultDevice(device);
      const hidden = hiddenOf();
      const errors: LimpideError[] = [];
      hidden.forEach((h, i) => {
        try {
          const got = values(h);
          got.forEach((x, k) => {
            expect(Math.abs(x - wanted[i]![k]!)).toBeLessThan(1e-5);
          });
        } catch (error) {
          if (!(error instanceof LimpideError)) throw error;
          expect(i, 'one step later it can still be computed').toBeLessThan(5);
          errors.push(error);
        }
      });
      if (device !== 'reference') expect(errors.length).toBeGreaterThan(0);
      for (const error of errors) {
        expect(error).toBeInstanceOf(FreedTensorError);
        expect(error.code).toBe('tensor.stale');
        expect(error.sentence('en')).toMatch(/optimizer\.step/);
        expect(error.sentence('fr')).toMatch(/optimizer\.step/);
        expect(error.sentence('fr')).not.toBe(error.sentence('en'));
      }
    }
  });
  test('what depends on something disposed of', () => {
    for (const device of testedDevices) {
      setDefaultDevice(device);
      const x = tensor([1, 2]).mul(1).realize();
      const y = x.add(1);
      x.dispose();
      for (const read of [
        () => values(y),
        () => values(x),
        () => values(x.mul(3)),
        () => stack([x, y]).realize(),
      ])
        expect(stale(read).code).toBe('tensor.freed');
    }
  });
  test('a parameter disposed of is gone for its optimiser too', () => {
    setDefaultDevice('wasm');
    const p = tensor([1, 2], { requiresGrad: true });
    const optimizer = new optim.SGD([p], { lr: 0.1 });
    p.square().sum().backward();
    p.dispose();
    expect(stale(() => optimizer.step()).code).toBe('tensor.freed');
  });
});
