/** compile(fn) is the plain function, bit for bit, over many calls and mixed with plain ones. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  ArgumentError,
  compile,
  grad,
  LimpideError,
  manualSeed,
  noGrad,
  ones,
  rand,
  randn,
  setDefaultDevice,
  type Tensor,
  tensor,
  zeros,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import * as optim from '../../src/optim/index.ts';
import { testedDevices } from '../devices.ts';
import { bits, imageBatch, programsRun, stateBits, values } from './support.ts';

// biome-ignore lint/suspicious/noExplicitAny: a wrapper of functions of any kind
type Wrap = <A extends readonly any[], R>(fn: (...args: A) => R) => (...args: A) => R;

/** How a step is called: as it is, compiled, or now one way, now the other. */
const manners: Readonly<Record<string, Wrap>> = {
  compiled: compile,
  'compiled, with plain calls between': (fn) => {
    const compiled = compile(fn);
    let calls = 0;
    return (...args) => (++calls % 3 === 2 ? fn(...args) : compiled(...args));
  },
  'plain at first': (fn) => {
    const compiled = compile(fn);
    let calls = 0;
    return (...args) => (++calls <= 2 ? fn(...args) : compiled(...args));
  },
  'two recordings of one function': (fn) => {
    const [a, b] = [compile(fn), compile(fn)];
    let calls = 0;
    return (...args) => (++calls % 2 === 0 ? a : b)(...args);
  },
};

const net = (): nn.Sequential =>
  new nn.Sequential(new nn.Linear(6, 8), new nn.Tanh(), new nn.Linear(8, 3));
const batch = (n: number, seed: number): { x: Tensor; y: Tensor } => ({
  x: tensor(
    Float32Array.from({ length: 6 * n }, (_, i) => Math.sin(seed + 1.3 * i)),
    { shape: [n, 6] },
  ),
  y: tensor(Int32Array.from({ length: n }, (_, i) => (i + seed) % 3)),
});
const crossEntropy = new nn.CrossEntropyLoss();

/** Each scenario runs steps wrapped in some manner, and tells everything that can be seen of them. */
const scenarios: Readonly<Record<string, (wrap: Wrap) => unknown>> = {
  'SGD with momentum, a schedule, other data at each step': (wrap) => {
    const model = net();
    const optimizer = new optim.SGD(model.parameters(), {
      lr: 0.3,
      momentum: 0.9,
      weightDecay: 0.01,
    });
    const scheduler = new optim.StepLR(optimizer, { stepSize: 2, gamma: 0.7 });
    const step = wrap((x: Tensor, y: Tensor) => {
      optimizer.zeroGrad();
      const loss = crossEntropy.call(model.call(x), y);
      loss.backward();
      optimizer.step();
      return loss;
    });
    const losses: number[] = [];
    for (let i = 0; i < 12; i++) {
      const { x, y } = batch(5, i);
      losses.push(step(x, y).itemSync());
      scheduler.step();
    }
    return { losses, state: stateBits(model), lr: optimizer.paramGroups[0]!.lr };
  },
  'Adam, dropout, batch norm, noise, an average of weights': (wrap) => {
    const model = new nn.Sequential(
      new nn.Linear(6, 8),
      new nn.BatchNorm1d(8),
      new nn.ReLU(),
      new nn.Dropout(0.3),
      new nn.Linear(8, 3),
    );
    const optimizer = new optim.Adam(model.parameters(), { lr: 0.02 });
    const scheduler = new optim.CosineAnnealingLR(optimizer, { tMax: 12 });
    const ema = new optim.ExponentialMovingAverage(model, { decay: 0.9 });
    const step = wrap((x: Tensor, y: Tensor) => {
      const output = model.call(x.add(randn(x.shape).mul(0.1)).mul(rand([1])));
      const loss = crossEntropy.call(output, y);
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
      ema.update();
      return { loss, right: output.argmax(1).eq(y).float().sum() };
    });
    const seen: number[] = [];
    for (let i = 0; i < 12; i++) {
      const { x, y } = batch(7, i);
      const { loss, right } = step(x, y);
      seen.push(loss.itemSync(), right.itemSync());
      scheduler.step();
    }
    return {
      seen,
      state: stateBits(model),
      averages: ema.averages.map(bits),
      next: values(rand([3])),
    };
  },
  'gradients accumulated over two calls, then a step of their own': (wrap) => {
    const model = net();
    const optimizer = new optim.AdamW(model.parameters(), { lr: 0.05 });
    const accumulate = wrap((x: Tensor, y: Tensor) => {
      const loss = crossEntropy.call(model.call(x), y).div(2);
      loss.backward();
      return loss;
    });
    const seen: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      optimizer.zeroGrad();
      seen.push(accumulate(batch(5, i).x, batch(5, i).y).itemSync());
      seen.push(accumulate(batch(5, 50 + i).x, batch(5, 50 + i).y).itemSync());
      seen.push(model.parameters().map((p) => bits(p.grad!)));
      optimizer.step();
    }
    return { seen, state: stateBits(model) };
  },
  'several batch sizes in turn': (wrap) => {
    const model = net();
    const optimizer = new optim.RMSprop(model.parameters(), { lr: 0.01 });
    const step = wrap((x: Tensor, y: Tensor) => {
      optimizer.zeroGrad();
      const loss = crossEntropy.call(model.call(x), y);
      loss.backward();
      optimizer.step();
      return loss;
    });
    const losses: number[] = [];
    for (let i = 0; i < 12; i++) {
      const { x, y } = batch([4, 4, 7, 1][i % 4]!, i);
      losses.push(step(x, y).itemSync());
    }
    return { losses, state: stateBits(model) };
  },
  'arguments that are no tensors, nested results': (wrap) => {
    const model = net();
    const step = wrap(
      (x: Tensor, factor: number, kind: string, options: { flip: boolean; more: Tensor[] }) => {
        const y = model.call(options.flip ? x.neg() : x).mul(factor);
        const both = options.more.reduce((a, b) => a.add(b), y);
        return { kind, list: [y, [both, 3]], input: x, none: null, at: { depth: both.amax() } };
      },
    );
    const seen: unknown[] = [];
    for (let i = 0; i < 9; i++) {
      const { x } = batch(4, i);
      const out = step(x, [1, 2][i % 2]!, 'abc'[i % 3]!, {
        flip: i % 2 === 0,
        more: [ones([3]), ones([4, 3]).mul(i)],
      });
      const [y, [both, three]] = out.list as [Tensor, [Tensor, number]];
      seen.push([
        out.kind,
        bits(y),
        bits(both),
        three,
        bits(out.input),
        out.none,
        out.at.depth.itemSync(),
      ]);
    }
    return seen;
  },
  'two optimisers, one after the other': (wrap) => {
    const [a, b] = [net(), net()];
    const [first, second] = [
      new optim.Adam(a.parameters(), { lr: 0.01 }),
      new optim.SGD(b.parameters(), { lr: 0.1 }),
    ];
    const step = wrap((x: Tensor, y: Tensor) => {
      const teacher = a.call(x);
      first.zeroGrad();
      const one = crossEntropy.call(teacher, y);
      one.backward();
      first.step();
      second.zeroGrad();
      const two = b.call(x).sub(teacher.detach()).square().mean();
      two.backward();
      second.step();
      // reads the parameters after the step
      return [one, two, a.call(x).sum(), b.parameters()[0]!.sum()];
    });
    const seen: number[] = [];
    for (let i = 0; i < 8; i++) {
      const { x, y } = batch(5, i);
      seen.push(...step(x, y).map((t) => t.itemSync()));
    }
    return { seen, a: stateBits(a), b: stateBits(b) };
  },
  'inference only': (wrap) => {
    const model = net().eval();
    const predict = wrap((x: Tensor) => noGrad(() => model.call(x).softmax(1)));
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) {
      seen.push(bits(predict(batch(3, i).x)));
      noGrad(() => model.parameters()[0]!.mul_(1.1)); // what it reads is looked up each time
    }
    return seen;
  },
  'tensors changed in place': (wrap) => {
    const counter = zeros([3]).realize();
    const weight = randn([3], { requiresGrad: true });
    weight.realize();
    const step = wrap((x: Tensor) => {
      counter.add_(x);
      noGrad(() => weight.sub_(x.mul(0.1)));
      return weight.mul(counter).sum();
    });
    const seen: unknown[] = [];
    for (let i = 0; i < 6; i++) {
      seen.push(step(tensor([i, 1, -i])).itemSync(), values(counter), values(weight));
    }
    return seen;
  },
  'gradients asked for as values': (wrap) => {
    const w = randn([6, 3], { requiresGrad: true });
    w.realize();
    const f = wrap((x: Tensor) => grad(x.matmul(w).square().sum(), [w])[0]!);
    return Array.from({ length: 4 }, (_, i) => bits(f(batch(4, i).x)));
  },
  'gradients clipped, frozen and shared parameters': (wrap) => {
    const embedding = new nn.Embedding(9, 6);
    const trunk = new nn.Linear(6, 6);
    const frozen = new nn.Linear(6, 6);
    for (const p of frozen.parameters()) p.requiresGrad_(false);
    const parameters = [...embedding.parameters(), ...trunk.parameters()];
    const optimizer = new optim.Adam(parameters, { lr: 0.03 });
    const step = wrap((words: Tensor, next: Tensor) => {
      optimizer.zeroGrad();
      const h = frozen.call(trunk.call(embedding.call(words)).gelu());
      // the same weights read words and write them
      const logits = h.matmul(embedding.weight.t()); // (n, 9)
      const loss = crossEntropy.call(logits, next);
      loss.backward();
      const norm = nn.utils.clipGradNorm_(parameters, 0.3);
      optimizer.step();
      return [loss, norm];
    });
    const seen: number[] = [];
    for (let i = 0; i < 8; i++) {
      const words = Int32Array.from({ length: 5 }, (_, k) => (k * 7 + i) % 9);
      seen.push(
        ...step(tensor(words), tensor(words.map((w) => (w * 2 + 1) % 9))).map((t) => t.itemSync()),
      );
    }
    return { seen, state: [stateBits(embedding), stateBits(trunk), stateBits(frozen)] };
  },
  'the weights are loaded anew between calls': (wrap) => {
    const model = net();
    const optimizer = new optim.Adam(model.parameters(), { lr: 0.05 });
    const start = Object.fromEntries(
      Object.entries(model.stateDict()).map(([key, t]) => [key, t.clone().realize()]),
    );
    const step = wrap((x: Tensor, y: Tensor) => {
      optimizer.zeroGrad();
      const loss = crossEntropy.call(model.call(x), y);
      loss.backward();
      optimizer.step();
      return loss;
    });
    const losses: number[] = [];
    for (let i = 0; i < 9; i++) {
      const { x, y } = batch(5, 0);
      losses.push(step(x, y).itemSync());
      if (i % 4 === 3) model.loadStateDict(start);
    }
    return { losses, state: stateBits(model) };
  },
  'results of earlier calls stay what they were': (wrap) => {
    const model = net();
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.5 });
    const step = wrap((x: Tensor, y: Tensor) => {
      optimizer.zeroGrad();
      const output = model.call(x);
      const loss = crossEntropy.call(output, y);
      loss.backward();
      optimizer.step();
      return [output, loss, model.parameters()[0]!.clone()];
    });
    const kept: Tensor[] = [];
    for (let i = 0; i < 6; i++) kept.push(...step(batch(5, i).x, batch(5, i).y));
    return kept.map(bits);
  },
  'the same tensor given twice, then two': (wrap) => {
    const [a, b] = [tensor([1, 2, 3]), tensor([4, 5, 6])];
    const f = wrap((x: Tensor, y: Tensor) => x.mul(2).add(y));
    return [f(a, a), f(a, b), f(b, a), f(b, b)].map(values);
  },
  'a target network that starts as a copy': (wrap) => {
    const [online, target] = [net(), net()];
    target.loadStateDict(online.stateDict());
    const optimizer = new optim.Adam(online.parameters(), { lr: 0.05 });
    const step = wrap((x: Tensor) => {
      const wanted = noGrad(() => target.call(x));
      optimizer.zeroGrad();
      const loss = online.call(x).sub(wanted).add(1).square().mean();
      loss.backward();
      optimizer.step();
      return loss;
    });
    const losses: number[] = [];
    for (let i = 0; i < 9; i++) {
      losses.push(step(batch(5, i).x).itemSync());
      if (i % 4 === 3) target.loadStateDict(online.stateDict());
    }
    return { losses, online: stateBits(online), target: stateBits(target) };
  },
  'gradients added up over steps, never set to zero': (wrap) => {
    const model = net();
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.05 });
    const step = wrap((x: Tensor, y: Tensor) => {
      const loss = crossEntropy.call(model.call(x), y);
      loss.backward();
      optimizer.step();
      return loss;
    });
    const losses: number[] = [];
    for (let i = 0; i < 8; i++) {
      losses.push(step(batch(5, i).x, batch(5, i).y).itemSync());
      if (i === 5) optimizer.zeroGrad();
    }
    return { losses, state: stateBits(model), grads: model.parameters().map((p) => bits(p.grad!)) };
  },
  'gradients set to zero after the step': (wrap) => {
    const model = net();
    const optimizer = new optim.Adam(model.parameters(), { lr: 0.05 });
    const step = wrap((x: Tensor, y: Tensor) => {
      const loss = crossEntropy.call(model.call(x), y);
      loss.backward();
      optimizer.step();
      optimizer.zeroGrad();
      return loss;
    });
    const losses: number[] = [];
    for (let i = 0; i < 6; i++) losses.push(step(batch(5, i).x, batch(5, i).y).itemSync());
    return { losses, state: stateBits(model), grads: model.parameters().map((p) => p.grad) };
  },
  'only the optimiser’s step': (wrap) => {
    const model = net();
    const optimizer = new optim.Adam(model.parameters(), { lr: 0.05 });
    const update = wrap(() => {
      optimizer.step();
    });
    for (let i = 0; i < 6; i++) {
      optimizer.zeroGrad();
      crossEntropy.call(model.call(batch(5, i).x), batch(5, i).y).backward();
      update();
    }
    return stateBits(model);
  },
  'a hidden value read after the step': (wrap) => {
    const [first, second] = [new nn.Linear(6, 8), new nn.Linear(8, 3)];
    const optimizer = new optim.SGD([...first.parameters(), ...second.parameters()], { lr: 0.5 });
    const step = wrap((x: Tensor, y: Tensor) => {
      optimizer.zeroGrad();
      const hidden = first.forward(x).tanh();
      const loss = crossEntropy.call(second.forward(hidden), y);
      loss.backward();
      optimizer.step();
      return [hidden.amax(), first.weight.amax(), loss];
    });
    const seen: number[] = [];
    for (let i = 0; i < 6; i++) {
      seen.push(...step(batch(5, i).x, batch(5, i).y).map((t) => t.itemSync()));
    }
    return { seen, state: [stateBits(first), stateBits(second)] };
  },
  'what is changed in place can still be learnt, and comes back itself': (wrap) => {
    const weight = randn([3], { requiresGrad: true });
    const state = zeros([3]).realize();
    const seen: unknown[] = [];
    const step = wrap((x: Tensor) => {
      noGrad(() => weight.mul_(0.5));
      state.copy_(x);
      return { weight, sum: weight.mul(x).sum() };
    });
    for (let i = 0; i < 5; i++) {
      const out = step(tensor([1, 2, i]));
      seen.push(
        out.weight === weight,
        weight.requiresGrad,
        weight.isLeaf,
        values(state),
        values(weight),
      );
      weight.grad = null;
      weight.square().sum().backward();
      seen.push(values(weight.grad!));
    }
    return seen;
  },
  'a parameter copied into a buffer': (wrap) => {
    const model = net();
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.5 });
    const kept = zeros([8, 6]).realize();
    const step = wrap((x: Tensor, y: Tensor) => {
      optimizer.zeroGrad();
      const loss = crossEntropy.call(model.call(x), y);
      loss.backward();
      noGrad(() => kept.copy_(model.parameters()[0]!));
      optimizer.step();
      return loss;
    });
    const seen: string[] = [];
    for (let i = 0; i < 6; i++) {
      step(batch(5, i).x, batch(5, i).y);
      seen.push(bits(kept));
    }
    return seen;
  },
  'thousands of other programs between two calls': (wrap) => {
    const model = net();
    const optimizer = new optim.Adam(model.parameters(), { lr: 0.05 });
    const step = wrap((x: Tensor, y: Tensor) => {
      optimizer.zeroGrad();
      const loss = crossEntropy.call(model.call(x), y);
      loss.backward();
      optimizer.step();
      return loss;
    });
    const losses: number[] = [];
    for (let i = 0; i < 4; i++) {
      losses.push(step(batch(5, i).x, batch(5, i).y).itemSync());
      if (i === 1) for (let n = 1; n <= 600; n++) tensor(new Float32Array(n)).neg().realize();
    }
    return { losses, state: stateBits(model) };
  },
  'what is pending when a replay begins has the values of before': (wrap) => {
    const model = net();
    const optimizer = new optim.SGD(model.parameters(), { lr: 0.5 });
    const step = wrap((x: Tensor, y: Tensor) => {
      optimizer.zeroGrad();
      const loss = crossEntropy.call(model.call(x), y);
      loss.backward();
      optimizer.step();
      return loss;
    });
    const { x, y } = batch(5, 1);
    const before: Tensor[] = [];
    for (let i = 0; i < 5; i++) {
      before.push(model.call(x).sum(), model.parameters()[0]!.mul(2));
      step(x, y);
    }
    return before.map(bits);
  },
};

describe.each(testedDevices)('on %s', (device) => {
  beforeAll(() => setDefaultDevice(device));

  describe.each(Object.entries(scenarios))('%s', (_name, scenario) => {
    test.each(Object.entries(manners))('%s', (_manner, wrap) => {
      const run = (w: Wrap): unknown => {
        manualSeed(8);
        return scenario(w);
      };
      expect(run(wrap)).toEqual(run((fn) => fn));
    });
  });

  test('a replay builds no graph, and runs one program', () => {
    manualSeed(1);
    const model = net();
    const optimizer = new optim.Adam(model.parameters());
    const { x, y } = batch(5, 0);
    let calls = 0;
    const step = compile((a: Tensor, b: Tensor) => {
      calls++;
      optimizer.zeroGrad();
      const loss = crossEntropy.call(model.call(a), b);
      loss.backward();
      optimizer.step();
      return loss;
    });
    step(x, y);
    const { programs } = x.node.device.statistics();
    const { runs } = programsRun(() => {
      for (let i = 0; i < 20; i++) step(x, y).itemSync();
    });
    expect(calls).toBe(1);
    expect(runs.length, 'replays go round evaluation').toBe(0);
    expect(x.node.device.statistics().programs).toBe(programs);
  });

  test('reading inside is refused, and nothing is left behind', () => {
    const readings: readonly ((t: Tensor) => unknown)[] = [
      (t) => t.itemSync(),
      (t) => t.item(),
      (t) => t.dataSync(),
      (t) => t.data(),
      (t) => t.toArraySync(),
      (t) => t.toArray(),
    ];
    for (const reading of readings) {
      let failure: unknown;
      const step = compile((x: Tensor) => {
        const y = x.sum();
        const out = reading(y);
        if (out instanceof Promise) out.catch((error: unknown) => (failure = error));
        return y;
      });
      try {
        step(tensor([1, 2]));
      } catch (error) {
        failure = error;
      }
      return Promise.resolve().then(() => {
        expect(failure).toBeInstanceOf(ArgumentError);
        const error = failure as LimpideError;
        expect(error.sentence('fr')).not.toBe(error.sentence('en'));
        expect(tensor([1, 2]).sum().itemSync()).toBe(3);
      });
    }
    return undefined;
  });

  test('a function that throws is recorded anew', () => {
    let fails = true;
    const step = compile((x: Tensor) => {
      if (fails) throw new LimpideError('test', { en: 'no', fr: 'non' });
      return x.mul(2);
    });
    expect(() => step(tensor([1]))).toThrow(LimpideError);
    fails = false;
    expect(values(step(tensor([1])))).toEqual([2]);
    expect(values(step(tensor([4])))).toEqual([8]);
  });
});

test('a training step of images, hundreds of times', () => {
  setDefaultDevice('wasm');
  const run = (wrap: Wrap): unknown => {
    manualSeed(2);
    const model = new nn.Sequential(
      new nn.Flatten(),
      new nn.Linear(256, 32),
      new nn.ReLU(),
      new nn.Linear(32, 10),
    );
    const optimizer = new optim.Adam(model.parameters(), { lr: 1e-3 });
    const scheduler = new optim.ExponentialLR(optimizer, { gamma: 0.999 });
    const { x, y } = imageBatch(32);
    const step = wrap((a: Tensor, b: Tensor) => {
      optimizer.zeroGrad();
      const loss = crossEntropy.call(model.call(a), b);
      loss.backward();
      optimizer.step();
      return loss;
    });
    const losses: number[] = [];
    for (let i = 0; i < 300; i++) {
      const loss = step(x, y);
      if (i % 10 === 0) losses.push(loss.itemSync());
      scheduler.step();
    }
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 10);
    return { losses, state: stateBits(model) };
  };
  const plain = run((fn) => fn);
  for (const wrap of Object.values(manners)) expect(run(wrap)).toEqual(plain);
});
