/** Who learns in the laboratory: Limpide, and an engine as the exercises make one; sessions that watch them. */
import { describe, expect, it } from 'vitest';
import { engineOf, type Matrix, matricesIn, OwnLearner } from '../../page/src/lab/own.ts';
import { Session } from '../../page/src/lab/session.ts';
import { drawData, ownData } from '../../shared/data.ts';
import { accuracyOf, figuresOf } from '../../shared/models/learner.ts';
import { LimpideLearner } from '../../shared/models/limpide.ts';
import { defaultLab, type LabSpec } from '../../shared/models.ts';

const want = { map: 12, neurons: 6, layers: true, results: true, after: -1 };
const spec: LabSpec = { ...defaultLab, data: 'moons', layers: [8], rate: 0.03 };
const data = drawData('moons', spec);

describe('Limpide in the laboratory', () => {
  it('learns, and nothing changes when it is looked at', async () => {
    const watched = new LimpideLearner({ ...spec, dropout: 0.2, batchNorm: true }, data);
    const alone = new LimpideLearner({ ...spec, dropout: 0.2, batchNorm: true }, data);
    // both draw from one generator: one after the other, from the same seed
    const losses = async (learner: LimpideLearner, look: boolean): Promise<number[]> => {
      const { manualSeed } = await import('limpide');
      manualSeed(9);
      const found: number[] = [];
      for (let i = 0; i < 60; i++) {
        found.push(learner.step());
        if (!look) continue;
        await learner.look();
        await learner.predict(data.test.x, data.test.count);
      }
      return found;
    };
    expect(await losses(watched, true)).toEqual(await losses(alone, false));
    watched.dispose();
    alone.dispose();
  });
  it('has the gradients that differences of its loss give', async () => {
    const learner = new LimpideLearner({ ...spec, activation: 'tanh' }, data);
    const count = Math.min(256, data.train.count);
    const rows = data.train.x.slice(0, 2 * count);
    const targets = data.train.y.slice(0, count);
    const [first] = await learner.look();
    const weight = learner.lab.network.linears()[0]?.weight;
    const values = await weight?.detach().data();
    const { noGrad, tensor } = await import('limpide');
    const at = 3;
    const lossWith = async (delta: number): Promise<number> => {
      const changed = Float32Array.from(values ?? []);
      changed[at] = (changed[at] ?? 0) + delta;
      noGrad(() => weight?.copy_(tensor(changed, { shape: weight.shape })));
      return learner.loss(rows, targets);
    };
    const difference = ((await lossWith(0.01)) - (await lossWith(-0.01))) / 0.02;
    expect(first?.gradients[at]).toBeCloseTo(difference, 3);
    learner.dispose();
  });
  it('counts units that are silent', () => {
    const view = {
      map: { inputs: 1, outputs: 2, weights: new Float32Array(2), bias: new Float32Array(2) },
      gradients: Float32Array.of(3, 4),
      activations: Float32Array.of(0, 1, 0, 2, 0, 3),
    };
    expect(figuresOf(view, true)).toEqual({ gradient: Math.sqrt(12.5), dead: 0.5 });
    expect(figuresOf(view, false).dead).toBe(0);
  });
});

describe('A session', () => {
  it('measures before the first step, then less and less often, and shows what it is asked for', async () => {
    const session = new Session(new LimpideLearner(spec, data), data);
    await session.measure();
    const steps: number[] = [];
    while (session.step < 6000)
      if (session.advance()) {
        steps.push(session.step);
        await session.measure();
      }
    expect(steps.slice(0, 3)).toEqual([1, 2, 3].map((epoch) => epoch * session.learner.batches));
    expect(steps.length).toBeLessThan(6000 / session.learner.batches);
    const frame = await session.frame(want);
    expect(frame.map).toHaveLength(144);
    expect(frame.map?.every((value) => Math.abs(value) <= 1)).toBe(true);
    expect(frame.neurons.map((units) => units.length)).toEqual([8]);
    expect(frame.layers.map(({ outputs }) => outputs)).toEqual([8, 2]);
    const { confusion, mistaken, examples } = frame.results ?? {
      confusion: [],
      mistaken: 0,
      examples: 0,
    };
    expect(confusion.reduce((a, b) => a + b, 0)).toBe(examples);
    expect((confusion[1] ?? 0) + (confusion[2] ?? 0)).toBe(mistaken);
    expect(frame.points.filter(({ name }) => name === 'loss').length).toBe(steps.length + 1);
    // what was told is not told again
    expect((await session.frame(want)).points).toEqual([]);
    session.learner.dispose();
  });
  it('with three classes paints the likeliest one', async () => {
    const points = [0, 1, 2].flatMap((label) =>
      Array.from({ length: 8 }, (_, i) => ({
        x: Math.cos(2 * label) * 0.6 + 0.02 * i,
        y: Math.sin(2 * label) * 0.6,
        label,
      })),
    );
    const own: LabSpec = { ...spec, data: 'points', points, testShare: 0 };
    const three = ownData(points, own);
    const session = new Session(new LimpideLearner(own, three), three);
    for (let i = 0; i < 400; i++) session.advance();
    const frame = await session.frame(want);
    const classes = new Set(Array.from(frame.map ?? [], Math.floor));
    expect([...classes].sort()).toEqual([0, 1, 2]);
    expect(frame.results?.mistaken).toBe(0);
    session.learner.dispose();
  });
});

// ---- an engine as the exercises of the course make one -----------------------------------------------

const matrix = (rows: number, cols: number, f: (i: number, j: number) => number): Matrix => ({
  rows,
  cols,
  data: Float64Array.from({ length: rows * cols }, (_, k) => f(Math.floor(k / cols), k % cols)),
});
const at = (m: Matrix, i: number, j: number): number => m.data[i * m.cols + j] ?? 0;
const product = (a: Matrix, b: Matrix): Matrix =>
  matrix(a.rows, b.cols, (i, j) => {
    let sum = 0;
    for (let k = 0; k < a.cols; k++) sum += at(a, i, k) * at(b, k, j);
    return sum;
  });
const flipped = (m: Matrix): Matrix => matrix(m.cols, m.rows, (i, j) => at(m, j, i));

interface Mlp {
  readonly layers: { readonly weights: Matrix; readonly bias: Matrix }[];
}
interface Cache {
  readonly inputs: Matrix[];
  readonly probabilities: Matrix;
}
function createMlp(sizes: number[], seed: number): Mlp {
  let state = seed + 1;
  const random = (): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
  return {
    layers: sizes.slice(1).map((cols, k) => {
      const rows = sizes[k] ?? 1;
      const scale = 2 * Math.sqrt(2 / rows);
      return {
        weights: matrix(rows, cols, () => scale * random()),
        bias: matrix(1, cols, () => 0),
      };
    }),
  };
}
function softmaxRows(m: Matrix): Matrix {
  const rows = Array.from({ length: m.rows }, (_, i) => {
    const powers = Array.from({ length: m.cols }, (_c, j) => Math.exp(at(m, i, j)));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((p) => p / sum);
  });
  return matrix(m.rows, m.cols, (i, j) => rows[i]?.[j] ?? 0);
}
function forwardMlp(model: Mlp, x: Matrix): Cache {
  const inputs: Matrix[] = [x];
  let y = x;
  model.layers.forEach(({ weights, bias }, k) => {
    const z = product(y, weights);
    const last = k === model.layers.length - 1;
    y = matrix(z.rows, z.cols, (i, j) => {
      const value = at(z, i, j) + at(bias, 0, j);
      return last ? value : Math.max(0, value);
    });
    if (!last) inputs.push(y);
  });
  return { inputs, probabilities: softmaxRows(y) };
}
/** @param y class numbers */
function backwardMlp(model: Mlp, cache: Cache, y: readonly number[]): unknown {
  const { probabilities, inputs } = cache;
  let delta = matrix(probabilities.rows, probabilities.cols, (i, j) => {
    return (at(probabilities, i, j) - (y[i] === j ? 1 : 0)) / probabilities.rows;
  });
  const grads: { weights: Matrix; bias: Matrix }[] = [];
  for (let k = model.layers.length - 1; k >= 0; k--) {
    const [input, layer] = [inputs[k], model.layers[k]];
    if (!input || !layer) throw new Error('cache');
    const upper = delta;
    grads.unshift({
      weights: product(flipped(input), upper),
      bias: matrix(1, upper.cols, (_, j) => {
        let sum = 0;
        for (let i = 0; i < upper.rows; i++) sum += at(upper, i, j);
        return sum;
      }),
    });
    const below = product(upper, flipped(layer.weights));
    delta = matrix(below.rows, below.cols, (i, j) => (at(input, i, j) > 0 ? at(below, i, j) : 0));
  }
  return { layers: grads };
}
/** One-hot rows in place of class numbers: the other way to write the exercise. */
const backwardOneHot = (model: Mlp, cache: Cache, y: Matrix): unknown =>
  backwardMlp(
    model,
    cache,
    Array.from({ length: y.rows }, (_, i) => y.data.subarray(i * y.cols).indexOf(1)),
  );
function sgdStep(params: Matrix[], grads: Matrix[], _state: object, rate: number): void {
  params.forEach(({ data: own }, k) => {
    own.forEach((value, i) => {
      own[i] = value - rate * (grads[k]?.data[i] ?? 0);
    });
  });
}
/** New matrices in place of changed ones. */
const sgdAnew = (params: Matrix[], grads: Matrix[], _state: object, rate: number): Matrix[] =>
  params.map((m, k) => ({ ...m, data: m.data.map((v, i) => v - rate * (grads[k]?.data[i] ?? 0)) }));

describe('One’s own engine', () => {
  const mine: LabSpec = {
    ...spec,
    engine: 'mine',
    optimizer: 'sgd',
    rate: 0.5,
    activation: 'relu',
  };
  const engines = {
    'with class numbers, changed in place': { backwardMlp, sgdStep },
    'with one-hot rows, made anew': { backwardMlp: backwardOneHot, sgdStep: sgdAnew },
  };
  it.each(Object.entries(engines))('%s learns, its gradients checked', async (_name, pieces) => {
    const engine = engineOf({ createMlp, forwardMlp, softmaxRows, ...pieces });
    const learner = new OwnLearner(mine, data, engine);
    expect(learner.gradientsAgree).toBe(true);
    expect([learner.sizes, learner.parameters]).toEqual([[2, 8, 2], 42]);
    const session = new Session(learner, data);
    for (let i = 0; i < 600; i++) session.advance();
    const said = await learner.predict(data.test.x, data.test.count);
    expect(accuracyOf(said, data.test.y)).toBeGreaterThan(0.8);
    const frame = await session.frame(want);
    expect(frame.layers.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [2, 8],
      [8, 2],
    ]);
    expect(frame.layers[0]?.weights).toHaveLength(16);
    expect(frame.neurons[0]?.some((unit) => unit.some((value) => value > 0))).toBe(true);
  });
  it('whose backward pass is wrong still runs, and is told so', () => {
    const wrong = (model: Mlp, cache: Cache, y: readonly number[]): unknown => {
      const grads = matricesIn(backwardMlp(model, cache, y));
      for (const { data: own } of grads) own.fill(0.3);
      return grads;
    };
    const learner = new OwnLearner(
      mine,
      data,
      engineOf({ createMlp, forwardMlp, sgdStep, backwardMlp: wrong }),
    );
    expect(learner.gradientsAgree).toBe(false);
    expect(learner.step()).toBeGreaterThan(0);
  });
  it('that lacks a piece says which', () => {
    expect(() => engineOf({ createMlp })).toThrow('forwardMlp, backwardMlp');
    const learner = new OwnLearner(
      { ...mine, optimizer: 'adam' },
      data,
      engineOf({ createMlp, forwardMlp, backwardMlp }),
    );
    expect(() => learner.step()).toThrow('adamStep');
  });
});
