/** What the page and the worker that trains say to each other. The worker answers; it never speaks twice to one question. */
import type { ServedData } from '../../../shared/data.ts';
import type { Piece } from '../../../shared/models/engine.ts';
import type { LabSpec } from '../../../shared/models.ts';
import type { MetricPoint } from '../../../shared/runs.ts';

/** How many steps a second: a number, or as many as there are. */
export type Speed = number | 'full';

export type ToWorker =
  | {
      readonly type: 'open';
      /** Comes back with the answer: only the model that was asked for last counts. */
      readonly number: number;
      readonly spec: LabSpec;
      readonly served: ServedData | null;
      readonly language: 'fr' | 'en';
      /** Address of one's own engine, when it is the one that trains. */
      readonly engine: string | null;
      readonly resume: Resume | null;
    }
  | { readonly type: 'play'; readonly speed: Speed }
  | { readonly type: 'pause' }
  | { readonly type: 'step'; readonly what: 'batch' | 'epoch' }
  | { readonly type: 'frame'; readonly want: FrameRequest }
  | { readonly type: 'read'; readonly pixels: Float32Array }
  | { readonly type: 'save' }
  | { readonly type: 'weights' }
  | { readonly type: 'load'; readonly bytes: Uint8Array<ArrayBuffer>; readonly step: number };

/** A training to go on with. */
export interface Resume {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How the digest of the engine began that trained it; null: Limpide. */
  readonly digest: string | null;
}

export interface FrameRequest {
  /** Points along a side of the map of the plane; 0: none. */
  readonly map: number;
  /** The same for each neuron. */
  readonly neurons: number;
  readonly layers: boolean;
  /** Confusion matrix and mistakes. */
  readonly results: boolean;
  /** The step that is shown already: without a newer one the worker waits. */
  readonly after: number;
}

export type FromWorker =
  | Opened
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'read'; readonly probabilities: Float32Array }
  | { readonly type: 'weights'; readonly bytes: Uint8Array<ArrayBuffer> }
  | Saved
  /** It is at work, and has nothing to say. */
  | { readonly type: 'alive' }
  | { readonly type: 'failed'; readonly message: string };

export interface Saved {
  readonly type: 'saved';
  readonly step: number;
  /** Measured before that step and not told yet. */
  readonly points: readonly MetricPoint[];
  /** Null when it holds what cannot be written down. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  readonly message?: string;
}

export interface Opened {
  readonly type: 'opened';
  readonly number: number;
  readonly sizes: readonly number[];
  readonly parameters: number;
  /** Steps in an epoch. */
  readonly batches: number;
  readonly classes: readonly string[];
  readonly examples: readonly [train: number, test: number];
  /** Threads that compute. */
  readonly threads: number;
  /** Whose pieces are at work, when it is one's own engine. */
  readonly pieces: readonly Piece[];
  /** Whether the learner's gradients agree with differences of the loss; null: Limpide's, tested elsewhere. */
  readonly gradientsAgree: boolean | null;
  readonly digest: string | null;
  /** What became of the training to go on with: taken up, of another engine, unreadable; null: there was none. */
  readonly resumed: 'whole' | 'engine' | 'damaged' | null;
  readonly step: number;
}

/** Counts between `low` and `high`. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

export interface LayerFrame {
  readonly inputs: number;
  readonly outputs: number;
  /** [outputs, inputs]; null when there are too many to draw. */
  readonly weights: Float32Array | null;
  readonly bias: Float32Array;
  readonly histograms: {
    readonly weights: Histogram;
    readonly gradients: Histogram;
    readonly activations: Histogram;
  };
  readonly gradient: number;
  readonly dead: number;
}

export interface Mistake {
  readonly index: number;
  readonly label: number;
  readonly said: number;
  readonly probability: number;
  /** 28 × 28 bytes, or the row's numbers. */
  readonly row: Uint8Array | Float32Array;
}

export interface Results {
  /** [true class, said class], row by row. */
  readonly confusion: readonly number[];
  readonly examples: number;
  readonly mistakes: readonly Mistake[];
  readonly mistaken: number;
}

export interface Frame {
  readonly step: number;
  readonly playing: boolean;
  /** The loss is no longer a number: training has ended. */
  readonly diverged: boolean;
  readonly stepsPerSecond: number;
  /** Measured since the frame before. */
  readonly points: readonly MetricPoint[];
  /** Two classes: −1 … 1 between them. More: class + confidence (0 … 0.999). A regression: the value. */
  readonly map: Float32Array | null;
  /** What each hidden unit gives over the plane, layer by layer, unit by unit. */
  readonly neurons: readonly (readonly Float32Array[])[];
  /** None: as before. */
  readonly layers: readonly LayerFrame[];
  /** Weights of the first layer as pictures of 28 × 28. */
  readonly pictures: readonly Float32Array[];
  /** Null: as before. */
  readonly results: Results | null;
}
