import { describe, expect, test } from 'vitest';
import {
  LimpideError,
  ModuleError,
  manualSeed,
  rand,
  setDefaultDevice,
  type Tensor,
  tensor,
  zeros,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';

setDefaultDevice('reference');

/** What an error says, in both languages. */
function sentences(fn: () => unknown): {
  readonly code: string;
  readonly en: string;
  readonly fr: string;
} {
  try {
    fn();
  } catch (error) {
    if (error instanceof LimpideError) {
      return { code: error.code, en: error.sentence('en'), fr: error.sentence('fr') };
    }
    throw error;
  }
  return expect.fail('nothing was thrown');
}

class Net extends nn.Module {
  readonly body = new nn.Sequential(new nn.Linear(4, 3), new nn.BatchNorm1d(3), new nn.ReLU());
  readonly heads = new nn.ModuleList([new nn.Linear(3, 2), new nn.Linear(3, 2, { bias: false })]);
  readonly named = new nn.ModuleDict({ drop: new nn.Dropout(0.5) });
  scale = nn.parameter(tensor([2]));

  forward(x: Tensor): Tensor {
    return this.heads
      .at(0)
      .call(this.named.get('drop').call(this.body.call(x)))
      .mul(this.scale);
  }
}

describe('a module finds its members', () => {
  test('parameters, buffers and state under PyTorch’s keys, own ones first', () => {
    const net = new Net();
    expect([...net.namedParameters()].map(([name]) => name)).toEqual([
      'scale',
      'body.0.weight',
      'body.0.bias',
      'body.1.weight',
      'body.1.bias',
      'heads.0.weight',
      'heads.0.bias',
      'heads.1.weight',
    ]);
    expect([...net.namedBuffers()].map(([name]) => name)).toEqual([
      'body.1.running_mean',
      'body.1.running_var',
      'body.1.num_batches_tracked',
    ]);
    expect(Object.keys(net.stateDict())).toEqual([
      'scale',
      'body.0.weight',
      'body.0.bias',
      'body.1.weight',
      'body.1.bias',
      'body.1.running_mean',
      'body.1.running_var',
      'body.1.num_batches_tracked',
      'heads.0.weight',
      'heads.0.bias',
      'heads.1.weight',
    ]);
    expect([...net.namedModules()].map(([name]) => name)).toEqual([
      '',
      'body',
      'body.0',
      'body.1',
      'body.2',
      'heads',
      'heads.0',
      'heads.1',
      'named',
      'named.drop',
    ]);
    expect(nn.utils.countParameters(net)).toBe(1 + 15 + 6 + 8 + 6);
  });

  test('a parameter shared by two modules is learnt once and saved twice', () => {
    const a = new nn.Linear(3, 3);
    const b = new nn.Linear(3, 3);
    b.weight = a.weight;
    const net = new nn.Sequential(a, b);
    expect(net.parameters().length).toBe(3);
    expect(Object.keys(net.stateDict()).length).toBe(4);
  });

  test('train and eval reach every module; apply goes through children first', () => {
    const net = new Net().eval();
    expect(net.modules().every((m) => !m.training)).toBe(true);
    const order: string[] = [];
    net.train().apply((m) => order.push(m.constructor.name));
    expect(order.at(-1)).toBe('Net');
    expect(net.heads.at(-1).training).toBe(true);
  });

  test('the dtype changes in place, counters stay whole', () => {
    const net = new Net();
    const [weight] = net.parameters();
    net.to('float64');
    expect(net.parameters()[0]).toBe(weight);
    expect(new Set(net.parameters().map((p) => p.dtype))).toEqual(new Set(['float64']));
    expect(net.stateDict()['body.1.num_batches_tracked']!.dtype).toBe('int32');
    expect(net.parameters().every((p) => p.requiresGrad && p.isLeaf)).toBe(true);
    net
      .call(rand([2, 4], { dtype: 'float64' }))
      .sum()
      .backward();
    expect(net.scale.grad!.dtype).toBe('float64');
    net.zeroGrad();
    expect(net.scale.grad).toBeNull();
  });

  test('it prints as a tree', () => {
    const net = new nn.Sequential(new nn.Linear(2, 3), new nn.ReLU());
    expect(String(net)).toBe(
      'Sequential(\n  (0): Linear(inFeatures=2, outFeatures=3, bias=true)\n  (1): ReLU()\n)',
    );
  });
});

describe('hooks', () => {
  test('a forward hook may replace the output, a pre-hook the inputs, until removed', () => {
    const layer = new nn.Identity();
    const x = tensor([1, 2]);
    const removePre = layer.registerForwardPreHook((_m, [input]) => [(input as Tensor).add(1)]);
    const remove = layer.registerForwardHook((_m, _inputs, output) => (output as Tensor).mul(10));
    expect(layer.call(x).toArraySync()).toEqual([20, 30]);
    removePre();
    expect(layer.call(x).toArraySync()).toEqual([10, 20]);
    remove();
    expect(layer.call(x).toArraySync()).toEqual([1, 2]);
  });
});

describe('state', () => {
  test('a loaded state gives the same outputs, and shares no memory', () => {
    manualSeed(3);
    const [a, b] = [new Net().eval(), new Net().eval()];
    const x = rand([5, 4]).realize();
    b.loadStateDict(a.stateDict());
    expect(b.call(x).toArraySync()).toEqual(a.call(x).toArraySync());
    nn.init.zeros_(a.scale);
    expect(a.scale.toArraySync()).toEqual([0]);
    expect(b.scale.toArraySync()).toEqual([2]);
    expect(a.stateDict()['scale']!.requiresGrad).toBe(false);
  });

  test('differences are all told, in both languages, and nothing is changed', () => {
    const net = new nn.Linear(2, 3);
    const before = net.weight.toArraySync();
    const { bias } = net.stateDict();
    const wrong = { weight: zeros([3, 4]), extra: zeros([1]) };
    const told = sentences(() => net.loadStateDict(wrong));
    expect(told.code).toBe('module.state');
    for (const text of [told.en, told.fr]) {
      expect(text).toContain('bias');
      expect(text).toContain('extra');
      expect(text).toContain('[3, 2]');
      expect(text).toContain('[3, 4]');
    }
    expect(told.fr).toContain('Clés manquantes');
    expect(net.weight.toArraySync()).toEqual(before);
    expect(() =>
      net.loadStateDict({ weight: zeros([3, 4]), bias: bias! }, { strict: false }),
    ).toThrow(ModuleError);
    const report = net.loadStateDict({ bias: zeros([3]), extra: zeros([1]) }, { strict: false });
    expect(report).toEqual({ missingKeys: ['weight'], unexpectedKeys: ['extra'] });
    expect(net.bias!.toArraySync()).toEqual([0, 0, 0]);
  });

  test('a buffer that is not persistent is not saved', () => {
    class Masked extends nn.Module {
      readonly mask = this.registerBuffer('mask', zeros([2]), { persistent: false });
      readonly offset = this.registerBuffer('offset', zeros([2]));
      forward(x: Tensor): Tensor {
        return x.mul(this.mask).add(this.offset);
      }
    }
    const m = new Masked();
    expect(Object.keys(m.stateDict())).toEqual(['offset']);
    expect(m.buffers().length).toBe(2);
    expect(m.parameters()).toEqual([]);
  });
});

describe('misuse', () => {
  const cases: Readonly<Record<string, readonly [string, () => unknown]>> = {
    'a dotted name': ['module.name', () => new nn.Identity().registerBuffer('a.b', zeros([1]))],
    'the name of a method': [
      'module.name',
      () => new nn.Identity().registerBuffer('forward', zeros([1])),
    ],
    'a missing member': ['module.member', () => new nn.ModuleDict().get('x')],
    'a list out of range': ['module.member', () => new nn.ModuleList().at(0)],
    'calling a list': ['module.argument', () => new nn.ModuleList().call()],
    'a dropout of 2': ['module.argument', () => new nn.Dropout(2).call(zeros([1]))],
    'the wrong number of channels': [
      'module.input',
      () => new nn.BatchNorm2d(3).call(zeros([1, 2, 4, 4])),
    ],
    'a batch of one': ['norm.single', () => new nn.BatchNorm1d(3).call(zeros([1, 3]))],
    'groups that do not divide': [
      'module.argument',
      () => new nn.GroupNorm(2, 3).call(zeros([1, 3, 2])),
    ],
    'heads that do not divide': ['module.argument', () => new nn.MultiheadAttention(5, 2)],
    'a wrong sequence': ['module.input', () => new nn.LSTM(3, 4).call(zeros([5, 2, 2]))],
    'lengths too long': [
      'module.argument',
      () => new nn.GRU(3, 4).call(zeros([5, 2, 3]), null, { lengths: [6, 1] }),
    ],
    'a padding row out of range': [
      'module.argument',
      () => new nn.Embedding(3, 2, { paddingIdx: 3 }),
    ],
    'fans of a vector': ['init.fans', () => nn.init.xavierUniform_(zeros([3]))],
    'an unknown nonlinearity': [
      'module.argument',
      () => nn.init.calculateGain('gelu' as nn.init.Nonlinearity),
    ],
    'a vector too short': [
      'utils.vector',
      () => nn.utils.vectorToParameters(zeros([2]), new nn.Linear(2, 3)),
    ],
    'channels and groups': ['module.argument', () => new nn.Conv2d(3, 4, 3, { groups: 2 })],
    'float classes': ['loss.classes', () => nn.functional.crossEntropy(zeros([2, 3]), zeros([2]))],
    'a class too many': [
      'loss.target',
      () => nn.functional.crossEntropy(zeros([2, 3]), tensor(Int32Array.of(0, 3))),
    ],
    'a target of another shape': [
      'loss.shape',
      () => nn.functional.mseLoss(zeros([2, 1]), zeros([2])),
    ],
    'an unknown reduction': [
      'module.argument',
      () => nn.functional.mseLoss(zeros([2]), zeros([2]), { reduction: 'max' as 'sum' }),
    ],
  };
  for (const [name, [code, fn]] of Object.entries(cases)) {
    test(name, () => {
      const told = sentences(fn);
      expect(told.code).toBe(code);
      for (const text of [told.en, told.fr]) expect(text).not.toMatch(/\{\w+\}|\?$/);
      expect(told.en).not.toBe(told.fr);
    });
  }
});
