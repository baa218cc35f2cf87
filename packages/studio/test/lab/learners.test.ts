/** Limpide in the laboratory, and the sessions that watch a training, keep its state and take it up again. */
import { describe, expect, it } from 'vitest';
import { Session } from '../../page/src/lab/session.ts';
import { drawData, ownData } from '../../shared/data.ts';
import { figuresOf } from '../../shared/models/learner.ts';
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
  it('kept in the middle of an epoch and taken up elsewhere goes on to the same bits', async () => {
    const wished: LabSpec = { ...spec, optimizer: 'adam', dropout: 0.2, batchNorm: true };
    const begun = new Session(new LimpideLearner(wished, data), data);
    const go = async (session: Session, until: number): Promise<void> => {
      while (session.step < until) if (session.advance()) await session.measure();
    };
    await go(begun, 70);
    const { bytes, points } = await begun.save();
    expect(points.some(({ name }) => name === 'loss')).toBe(true);
    await go(begun, 160);
    const unbroken = await begun.learner.weights();
    const measured = (await begun.frame(want)).points;

    const again = new Session(new LimpideLearner({ ...wished, seed: 1 }, data), data);
    await again.measure();
    again.restore(bytes);
    expect(again.step).toBe(70);
    await go(again, 160);
    expect(await again.learner.weights()).toEqual(unbroken);
    // and was measured at the same steps, to the same numbers
    expect((await again.frame(want)).points).toEqual(measured);
    begun.learner.dispose();
    again.learner.dispose();
  });
  it('does not take up the state of another network, nor a damaged one', async () => {
    const session = new Session(new LimpideLearner(spec, data), data);
    const { bytes } = await session.save();
    const wider = new Session(new LimpideLearner({ ...spec, layers: [9] }, data), data);
    expect(() => wider.restore(bytes)).toThrow();
    const damaged = bytes.slice();
    damaged[damaged.length - 3] = 255 - (damaged.at(-3) ?? 0);
    expect(() => session.restore(damaged)).toThrow();
    session.learner.dispose();
    wider.learner.dispose();
  });
});
