/** The worker of « Sous le capot »: makes some training steps of a model, and tells how the device computes them. */

import type { Tensor } from 'limpide';
import {
  compile,
  getDevice,
  manualSeed,
  type ProgramReport,
  profile,
  setLanguage,
  tensor,
} from 'limpide';
import { Conv2d, functional as F, Linear, Module } from 'limpide/nn';
import { Adam } from 'limpide/optim';
import { findRecipe, recipeValues } from 'limpide/train';
import { type LabData, randomNumbers, type ServedData } from '../../../shared/data.ts';
import { dataOf } from '../../../shared/models/data.ts';
import { LimpideLearner } from '../../../shared/models/limpide.ts';
import { defaultLab, type LabSpec } from '../../../shared/models.ts';

export interface HoodOrder {
  /** 'laboratory', 'lesson', or the name of a recipe. */
  readonly model: string;
  readonly spec: LabSpec;
  readonly served: ServedData | null;
  readonly language: 'fr' | 'en';
}
export interface HoodReport {
  readonly program: ProgramReport;
  readonly microseconds: number;
  readonly threads: number;
}
export type FromHood =
  | { readonly type: 'report'; readonly report: HoodReport }
  | { readonly type: 'failed'; readonly message: string };

type Step = () => void;

/** Pictures of noise: a program depends on shapes alone. */
function noise(count: number): LabData {
  const random = randomNumbers(1);
  const x = Uint8Array.from({ length: count * 784 }, () => 256 * random());
  const y = Float32Array.from({ length: count }, () => Math.floor(10 * random()));
  const part = { x, y, count };
  return {
    task: 'classification',
    features: 784,
    classes: Array.from({ length: 10 }, (_, i) => String(i)),
    image: true,
    train: part,
    test: part,
    scale: null,
    view: null,
  };
}

/** LeNet-5, as the recipe mnist-lenet builds it. */
class LeNet extends Module {
  readonly conv1 = new Conv2d(1, 6, 5, { padding: 2 });
  readonly conv2 = new Conv2d(6, 16, 5);
  readonly fc1 = new Linear(400, 120);
  readonly fc2 = new Linear(120, 84);
  readonly fc3 = new Linear(84, 10);
  forward(x: Tensor): Tensor {
    let y = F.maxPool2d(this.conv1.call(x).relu(), 2); // (B, 6, 14, 14)
    y = F.maxPool2d(this.conv2.call(y).relu(), 2); // (B, 16, 5, 5)
    y = this.fc1.call(y.flatten(1)).relu();
    return this.fc3.call(this.fc2.call(y).relu()); // (B, 10)
  }
}

function lenet(): Step {
  manualSeed(1);
  const model = new LeNet();
  const optimizer = new Adam(model.parameters(), { lr: 3e-3 });
  const { train } = noise(64);
  const x = tensor(train.x, { shape: [64, 1, 28, 28] });
  const y = tensor(Int32Array.from(train.y));
  const step = compile((images: Tensor, labels: Tensor) => {
    optimizer.zeroGrad();
    const loss = F.crossEntropy(model.call(images.float().mul(1 / 255)), labels);
    loss.backward();
    optimizer.step();
    return loss.detach();
  });
  return () => void step(x, y).itemSync();
}

/** One neuron of the lessons: its loss against a target, and one step down. */
function neuron(): Step {
  manualSeed(1);
  const layer = new Linear(3, 1);
  const optimizer = new Adam(layer.parameters(), { lr: 0.01 });
  const x = tensor([
    [0.5, -1, 2],
    [1, 0, -0.5],
    [0.2, 0.4, 0.1],
    [-1, 1, 1],
  ]);
  const y = tensor([[1], [0], [0.5], [2]]);
  const step = compile((inputs: Tensor, targets: Tensor) => {
    optimizer.zeroGrad();
    const loss = F.mseLoss(layer.call(inputs).relu(), targets);
    loss.backward();
    optimizer.step();
    return loss.detach();
  });
  return () => void step(x, y).itemSync();
}

const pictures = (change: Partial<LabSpec>): Step => {
  const spec: LabSpec = { ...defaultLab, activation: 'relu', rate: 1e-3, ...change };
  const learner = new LimpideLearner(spec, noise(4 * spec.batch));
  return () => void learner.step();
};

/** By model: what makes one training step. */
const models: Readonly<Record<string, (order: HoodOrder) => Step | Promise<Step>>> = {
  async laboratory({ spec, served }) {
    const data = await dataOf({ ...spec, engine: 'limpide' }, () =>
      served ? Promise.resolve(served) : Promise.reject(new RangeError(spec.data)),
    );
    const learner = new LimpideLearner(spec, data);
    return () => void learner.step();
  },
  lesson: neuron,
  'mnist-mlp': () => pictures({ layers: [128], batch: 32 }),
  'fashion-mlp': () => pictures({ layers: [256, 128], batch: 64 }),
  'mnist-lenet': lenet,
};

/** Recipes whose data are in the library itself run here as they are. */
async function recipeStep(name: string): Promise<Step> {
  const recipe = findRecipe(name);
  const { trainer, train } = await recipe.prepare(recipeValues(recipe));
  let batches = train[Symbol.iterator]();
  return () => {
    let next = batches.next();
    if (next.done) {
      batches = train[Symbol.iterator]();
      next = batches.next();
    }
    if (!next.done) trainer.step(next.value);
  };
}

async function look(order: HoodOrder): Promise<HoodReport> {
  setLanguage(order.language);
  const step = await (models[order.model]?.(order) ?? recipeStep(order.model));
  const steps = (count: number, most: number): number => {
    const begun = performance.now();
    let done = 0;
    while (done < count && performance.now() - begun < most) {
      step();
      done++;
    }
    return (1000 * (performance.now() - begun)) / Math.max(1, done);
  };
  steps(60, 600);
  const microseconds = steps(100, 600);
  // the step's own program ran most often; of two, the one with more to do
  const programs = profile(() => void steps(30, 800));
  const most = programs.reduce((a, b) =>
    b.runs * b.report.graph.length > a.runs * a.report.graph.length ? b : a,
  );
  return { program: most.report, microseconds, threads: getDevice().statistics().running };
}

addEventListener('message', ({ data }: MessageEvent<HoodOrder>) => {
  look(data).then(
    (report) => postMessage({ type: 'report', report } satisfies FromHood),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      postMessage({ type: 'failed', message } satisfies FromHood);
    },
  );
});
