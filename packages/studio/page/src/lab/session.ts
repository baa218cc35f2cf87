/** A training in the page's worker: steps, what is measured on the way, and what is shown of it. */
import { z } from 'zod';
import type { Examples, LabData } from '../../../shared/data.ts';
import {
  accuracyOf,
  figuresOf,
  type LayerView,
  type Learner,
  layerMetrics,
} from '../../../shared/models/learner.ts';
import { packState, unpackState } from '../../../shared/models/snapshot.ts';
import type { MetricPoint } from '../../../shared/runs.ts';
import { histogramOf } from './histogram.ts';
import { mapValues, planeRows } from './plane.ts';
import type { Frame, FrameRequest, LayerFrame, Mistake, Results } from './protocol.ts';

/** Examples of each part on which loss and accuracy are measured: enough for two digits. */
const measured = 2000;
/** Examples of the test part for the confusion matrix while it trains; all of them when it rests. */
const judged = 5000;
const shownMistakes = 24;
const shownWeights = 4096;
const shownUnits = 16;
const shownPictures = 32;

export class Session {
  readonly learner: Learner;
  readonly data: LabData;
  step = 0;
  playing = false;
  diverged = false;
  stepsPerSecond = 0;
  #points: MetricPoint[] = [];
  /** When costly parts of a frame were last made. */
  readonly #made = { layers: 0, results: 0 };
  #sum = 0;
  #count = 0;
  #nextMeasure: number;

  constructor(learner: Learner, data: LabData) {
    this.learner = learner;
    this.data = data;
    this.#nextMeasure = this.#interval(0);
  }

  /** Steps to the next measure: an epoch (or a hundred steps), then ever more, so that a long run stays light. */
  #interval(step: number): number {
    const unit = Math.min(this.learner.batches, 100);
    return step + unit * Math.max(1, Math.floor(step / (100 * unit)));
  }

  /** @returns whether it is time to measure */
  advance(): boolean {
    const loss = this.learner.step();
    this.step++;
    this.#sum += loss;
    this.#count++;
    if (!Number.isFinite(loss)) this.diverged = true;
    return this.diverged || this.step >= this.#nextMeasure;
  }

  async measure(): Promise<void> {
    this.#nextMeasure = this.#interval(this.step);
    const values: Record<string, number> = {};
    if (this.#count > 0) values['batchLoss'] = this.#sum / this.#count;
    [this.#sum, this.#count] = [0, 0];
    const { train, test, task } = this.data;
    const parts = [
      ['loss', 'accuracy', train],
      ['valLoss', 'valAccuracy', test],
    ] as const;
    for (const [loss, accuracy, part] of parts) {
      if (part.count === 0) continue;
      const rows = firstRows(part, this.data.features, Math.min(measured, this.learner.sample));
      values[loss] = await this.learner.loss(rows.x, rows.y);
      if (task === 'classification') {
        values[accuracy] = accuracyOf(await this.learner.classes(rows.x, rows.count), rows.y);
      }
    }
    values['epoch'] = this.step / this.learner.batches;
    Object.assign(values, layerMetrics(await this.learner.look()));
    if (!Number.isFinite(values['loss'])) this.diverged = true;
    for (const [name, value] of Object.entries(values)) {
      this.#points.push({ name, step: this.step, value: Number.isFinite(value) ? value : null });
    }
  }

  async frame(want: FrameRequest): Promise<Frame> {
    const { view, features } = this.data;
    const points = this.#points;
    this.#points = [];
    const grid = (side: number): Float32Array | null =>
      view && side > 0 ? planeRows(view, features, side) : null;
    const plane = grid(want.map);
    const small = grid(want.neurons);
    const views = want.layers && this.#due('layers') ? await this.learner.look() : [];
    const hidden = small ? await this.learner.hidden(small, want.neurons ** 2) : [];
    return {
      step: this.step,
      playing: this.playing,
      diverged: this.diverged,
      stepsPerSecond: this.stepsPerSecond,
      points,
      map: plane ? mapValues(await this.learner.predict(plane, want.map ** 2), this.data) : null,
      neurons: hidden.map((values) => columnsOf(values, want.neurons ** 2)),
      layers: views.map((layer, k) => layerFrame(layer, k + 1 < views.length)),
      pictures: this.data.image && views[0] ? picturesOf(views[0]) : [],
      results: want.results && this.#due('results') ? await this.results() : null,
    };
  }

  /** While it trains on pictures, what costs much is made a few times a second only. */
  #due(part: 'layers' | 'results'): boolean {
    const now = performance.now();
    const pace = this.data.image ? { layers: 500, results: 1500 } : { layers: 90, results: 500 };
    if (this.playing && now - this.#made[part] < pace[part]) return false;
    this.#made[part] = now;
    return true;
  }

  /** What the model says of the test part (of the training part where there is none). */
  async results(): Promise<Results | null> {
    const { classes, features, test, train } = this.data;
    if (classes.length === 0) return null;
    const whole = test.count > 0 ? test : train;
    const examples = this.playing
      ? Math.min(whole.count, judged, this.learner.sample)
      : whole.count;
    const confusion = new Array<number>(classes.length ** 2).fill(0);
    const mistakes: Mistake[] = [];
    let mistaken = 0;
    for (let start = 0; start < examples; start += this.learner.sample) {
      const part = rowsOf(whole, features, start, Math.min(examples, start + this.learner.sample));
      const said = await this.learner.classes(part.x, part.count);
      // how sure it is matters only where it is wrong, and is shown a few times only
      const sure =
        mistakes.length < shownMistakes ? await this.learner.predict(part.x, part.count) : null;
      for (let i = 0; i < part.count; i++) {
        const label = part.y[i] ?? 0;
        const best = said[i] ?? 0;
        const cell = label * classes.length + best;
        confusion[cell] = (confusion[cell] ?? 0) + 1;
        if (best === label) continue;
        mistaken++;
        if (sure === null || mistakes.length >= shownMistakes) continue;
        mistakes.push({
          index: start + i,
          label,
          said: best,
          probability: sure[i * classes.length + best] ?? 0,
          row: part.x.slice(i * features, (i + 1) * features),
        });
      }
    }
    return { confusion, examples, mistakes, mistaken };
  }

  // ---- keeping -----------------------------------------------------------------------------------------

  /** All that decides what comes next, as a file; and what was measured and not told yet. Between two steps. */
  async save(): Promise<{
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly points: MetricPoint[];
  }> {
    const state: SessionState = {
      step: this.step,
      sum: this.#sum,
      count: this.#count,
      nextMeasure: this.#nextMeasure,
      learner: await this.learner.save(),
    };
    const points = this.#points;
    this.#points = [];
    return { bytes: packState(state), points };
  }
  /** Goes on from there, bit for bit. @throws when the file is damaged or of another laboratory */
  restore(bytes: Uint8Array): void {
    const { learner, ...state } = stateSchema.parse(unpackState(bytes));
    this.learner.restore(learner as never);
    this.step = state.step;
    [this.#sum, this.#count] = [state.sum, state.count];
    this.#nextMeasure = state.nextMeasure;
    this.#points = [];
  }
}

const stateSchema = z.object({
  step: z.number().int().min(0),
  /** Losses of the batches since the last measure, and how many. */
  sum: z.number(),
  count: z.number().int(),
  nextMeasure: z.number().int(),
  learner: z.unknown(),
});
type SessionState = z.infer<typeof stateSchema>;

function rowsOf(part: Examples, features: number, from: number, to: number): Examples {
  return {
    x: part.x.slice(from * features, to * features),
    y: part.y.slice(from, to),
    count: to - from,
  };
}

const firstRows = (part: Examples, features: number, most: number): Examples =>
  rowsOf(part, features, 0, Math.min(part.count, most));

/** The columns of [rows, units], the first few. */
function columnsOf(values: Float32Array, rows: number): Float32Array[] {
  const units = values.length / rows;
  return Array.from({ length: Math.min(units, shownUnits) }, (_, u) =>
    Float32Array.from({ length: rows }, (_row, i) => values[i * units + u] ?? 0),
  );
}

function layerFrame(layer: LayerView, hidden: boolean): LayerFrame {
  const { map, gradients, activations } = layer;
  return {
    inputs: map.inputs,
    outputs: map.outputs,
    weights: map.weights.length <= shownWeights ? map.weights : null,
    bias: map.bias,
    histograms: {
      weights: histogramOf(map.weights),
      gradients: histogramOf(gradients),
      activations: histogramOf(activations),
    },
    ...figuresOf(layer, hidden),
  };
}

/** The weights that lead to each unit of the first layer. */
const picturesOf = ({ map }: LayerView): Float32Array[] =>
  Array.from({ length: Math.min(map.outputs, shownPictures) }, (_, u) =>
    map.weights.slice(u * map.inputs, (u + 1) * map.inputs),
  );
