/** Real trainings, each made to go wrong (or right) in its own way, and what the diagnosis says of them. */
import { describe, expect, it } from 'vitest';
import { drawData } from '../../shared/data.ts';
import { type Diagnosis, diagnose } from '../../shared/diagnosis.ts';
import { accuracyOf, layerMetrics } from '../../shared/models/learner.ts';
import { LimpideLearner } from '../../shared/models/limpide.ts';
import { remedyFor } from '../../shared/models/remedies.ts';
import { defaultLab, type LabSpec } from '../../shared/models.ts';
import { curvesOf, diagnoseRun, labRecipe, type MetricPoint } from '../../shared/runs.ts';

/** Trains a small network as the laboratory does, and measures it before the first and after each stretch. */
async function train(
  change: Partial<LabSpec>,
  epochs: number,
  every = Math.max(1, Math.floor(epochs / 40)),
): Promise<{ curves: ReturnType<typeof curvesOf>; spec: LabSpec }> {
  const spec: LabSpec = { ...defaultLab, ...change };
  const data = drawData(spec.data === 'plane' ? 'plane' : (spec.data as 'circles'), spec);
  const learner = new LimpideLearner(spec, data);
  const points: MetricPoint[] = [];
  const add = (name: string, step: number, value: number): void => {
    points.push({ name, step, value: Number.isFinite(value) ? value : null });
  };
  const measure = async (step: number): Promise<void> => {
    for (const [prefix, part] of [
      ['', data.train],
      ['val', data.test],
    ] as const) {
      const name = (text: string): string =>
        prefix === '' ? text : `${prefix}${text.charAt(0).toUpperCase()}${text.slice(1)}`;
      add(name('loss'), step, await learner.loss(part.x, part.y));
      if (data.task === 'classification') {
        add(name('accuracy'), step, accuracyOf(await learner.classes(part.x, part.count), part.y));
      }
    }
    const figures = layerMetrics(await learner.look());
    for (const [name, value] of Object.entries(figures)) add(name, step, value);
  };
  await measure(0);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let i = 0; i < learner.batches; i++) learner.step();
    if (epoch % every === 0) await measure(epoch * learner.batches);
  }
  learner.dispose();
  return { curves: curvesOf(points), spec };
}

const names = (found: readonly Diagnosis[]): string[] => found.map(({ finding }) => finding);

describe('The diagnosis of a training', () => {
  it('that goes well', async () => {
    const { curves } = await train({ data: 'moons', layers: [8], rate: 0.03, seed: 2 }, 120);
    expect(names(diagnose(curves))).toEqual(['good']);
  });

  it('that has only begun', async () => {
    const { curves } = await train({ data: 'moons' }, 2);
    expect(names(diagnose(curves))).toEqual(['early']);
    expect(names(diagnose({}))).toEqual(['early']);
  });

  it('whose points are all of one class', async () => {
    const { curves } = await train({ data: 'moons', layers: [8], rate: 0.03, seed: 2 }, 20);
    const put = (...labels: number[]) =>
      diagnoseRun(
        {
          recipe: labRecipe,
          parameters: {
            ...defaultLab,
            data: 'points',
            points: labels.map((label, i) => ({ x: i / 10, y: 0, label })),
          },
        },
        curves,
      );
    expect(names(put(1, 1, 1))).toEqual(['oneClass']);
    expect(names(put(1, 0, 1))).toEqual(names(diagnose(curves)));
    // other data keep no points in mind that were put down before
    const lab = { ...defaultLab, points: [1, 2].map((x) => ({ x: x / 10, y: 0, label: 0 })) };
    expect(names(diagnoseRun({ recipe: labRecipe, parameters: lab }, {}))).toEqual(['early']);
  });

  it('that learns its noise by heart', async () => {
    const change: Partial<LabSpec> = {
      data: 'moons',
      noise: 1,
      count: 60,
      testShare: 0.5,
      layers: [64, 64],
      activation: 'relu',
    };
    const { curves, spec } = await train(change, 300);
    const found = diagnose(curves);
    expect(names(found)).toEqual(['overfitting']);
    // the first remedy helps: the gap between training and test is smaller
    const remedy = remedyFor(found[0]?.remedies[0] ?? 'continue', spec);
    expect(remedy).toEqual({ l2: 0.001 });
    const better = await train({ ...change, ...remedy }, 300);
    const gap = ({ curves: c }: typeof better): number =>
      (c['valLoss']?.values.at(-1) ?? 0) - (c['loss']?.values.at(-1) ?? 0);
    expect(gap(better)).toBeLessThan(gap({ curves, spec }));
  });

  it('whose network is too small', async () => {
    const { curves, spec } = await train({ data: 'circles', layers: [], rate: 0.05 }, 60);
    const found = diagnose(curves);
    expect(names(found)).toEqual(['underfitting']);
    expect(remedyFor('larger', spec)).toEqual({ layers: [8] });
    const better = await train({ data: 'circles', layers: [8], rate: 0.05 }, 60);
    expect(names(diagnose(better.curves))).toEqual(['good']);
  });

  it('whose steps are too long', async () => {
    const { curves } = await train(
      { data: 'spirals', optimizer: 'sgd', rate: 8, layers: [16, 16], activation: 'tanh' },
      60,
    );
    expect(names(diagnose(curves))[0]).toBe('rateHigh');
  });

  it('whose steps are too short', async () => {
    const change: Partial<LabSpec> = { data: 'gaussians', optimizer: 'sgd', layers: [4] };
    const { curves, spec } = await train({ ...change, rate: 0.0005 }, 40);
    expect(names(diagnose(curves))).toEqual(['rateLow']);
    const remedy = remedyFor('raiseRate', spec);
    expect(remedy).toEqual({ rate: 0.005 });
    const better = await train({ ...change, rate: 0.1 }, 40);
    expect(names(diagnose(better.curves))).toEqual(['good']);
  });

  it('whose ReLUs have died', async () => {
    // one step much too long pushes the units below zero, where nothing brings them back
    const { curves } = await train(
      { data: 'xor', optimizer: 'sgd', rate: 6, layers: [12, 12], activation: 'relu' },
      40,
    );
    expect(names(diagnose(curves))).toContain('dead');
  });

  it('whose gradients vanish', async () => {
    const change: Partial<LabSpec> = {
      data: 'circles',
      layers: [8, 8, 8, 8, 8, 8],
      activation: 'sigmoid',
      optimizer: 'sgd',
      rate: 0.1,
    };
    const { curves } = await train(change, 40);
    const found = diagnose(curves);
    expect(names(found)).toContain('vanishing');
    expect(found.find(({ finding }) => finding === 'vanishing')?.evidence['ratio']).toBeLessThan(
      2e-3,
    );
  });

  it('whose gradients explode', async () => {
    const { curves } = await train(
      {
        data: 'plane',
        loss: 'meanSquared',
        optimizer: 'sgd',
        rate: 2.2,
        layers: [16],
        activation: 'linear',
        batch: 256,
      },
      4,
      1,
    );
    expect(names(diagnose(curves))).toEqual(['exploding']);
  });

  it('whose loss is no longer a number', async () => {
    const { curves } = await train(
      {
        data: 'plane',
        loss: 'meanSquared',
        optimizer: 'sgd',
        rate: 50,
        layers: [16],
        activation: 'linear',
      },
      40,
      1,
    );
    const found = diagnose(curves);
    expect(names(found)).toEqual(['nan']);
    expect(found[0]?.remedies).toContain('lowerRate');
  });
});

describe('A remedy', () => {
  it('that changes nothing is not offered', () => {
    expect(remedyFor('continue', defaultLab)).toBeNull();
    expect(remedyFor('batchNorm', { ...defaultLab, batchNorm: true })).toBeNull();
    expect(remedyFor('moreData', { ...defaultLab, data: 'iris' })).toBeNull();
  });
  it('that one’s own engine cannot follow is not offered', () => {
    expect(remedyFor('addDropout', { ...defaultLab, engine: 'mine' })).toBeNull();
    expect(remedyFor('lowerRate', { ...defaultLab, engine: 'mine' })).toEqual({ rate: 0.001 });
  });
});
