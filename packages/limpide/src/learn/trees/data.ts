/**
 * A tree as data: one array per property, one place per node. Node 0 is the root; children come after their
 * parent. Files keep exactly this.
 */

/** A grown tree. A leaf has left = right = −1 and feature = −1. */
export interface TreeData {
  /** The feature a node splits on. */
  readonly feature: Int32Array;
  /** Samples with value ≤ threshold go left. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** 1: missing values go left. */
  readonly missingLeft: Uint8Array;
  readonly impurity: Float64Array;
  /** Samples of `fit` that came through the node, and the sum of their weights. */
  readonly samples: Int32Array;
  readonly weight: Float64Array;
  /** Shares of the classes, or the predicted numbers: `width` per node. */
  readonly value: Float64Array;
  readonly width: number;
}

/** Nodes of a tree. */
export const nodesOf = (tree: TreeData): number => tree.feature.length;

/** A tree that grows: arrays double when they are full. */
export class TreeBuilder {
  readonly #width: number;
  #room = 64;
  #count = 0;
  #feature = new Int32Array(64);
  #threshold = new Float64Array(64);
  #left = new Int32Array(64);
  #right = new Int32Array(64);
  #missingLeft = new Uint8Array(64);
  #impurity = new Float64Array(64);
  #samples = new Int32Array(64);
  #weight = new Float64Array(64);
  #value: Float64Array<ArrayBuffer>;

  constructor(width: number) {
    this.#width = width;
    this.#value = new Float64Array(64 * width);
  }

  /** Adds a leaf. @returns its number */
  add(impurity: number, samples: number, weight: number, value: Float64Array): number {
    if (this.#count === this.#room) this.#double();
    const node = this.#count++;
    this.#feature[node] = this.#left[node] = this.#right[node] = -1;
    this.#impurity[node] = impurity;
    this.#samples[node] = samples;
    this.#weight[node] = weight;
    this.#value.set(value, node * this.#width);
    return node;
  }
  /** Makes a leaf a node with a split; `hang` gives it its children. */
  split(node: number, feature: number, threshold: number, missingLeft: boolean): void {
    this.#feature[node] = feature;
    this.#threshold[node] = threshold;
    this.#missingLeft[node] = missingLeft ? 1 : 0;
  }
  hang(node: number, side: 'left' | 'right', child: number): void {
    (side === 'left' ? this.#left : this.#right)[node] = child;
  }

  finish(): TreeData {
    const n = this.#count;
    return {
      feature: this.#feature.slice(0, n),
      threshold: this.#threshold.slice(0, n),
      left: this.#left.slice(0, n),
      right: this.#right.slice(0, n),
      missingLeft: this.#missingLeft.slice(0, n),
      impurity: this.#impurity.slice(0, n),
      samples: this.#samples.slice(0, n),
      weight: this.#weight.slice(0, n),
      value: this.#value.slice(0, n * this.#width),
      width: this.#width,
    };
  }

  #double(): void {
    this.#room *= 2;
    const ints = (from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(this.#room);
      to.set(from);
      return to;
    };
    const reals = (from: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(2 * from.length);
      to.set(from);
      return to;
    };
    this.#feature = ints(this.#feature);
    this.#left = ints(this.#left);
    this.#right = ints(this.#right);
    this.#samples = ints(this.#samples);
    this.#threshold = reals(this.#threshold);
    this.#impurity = reals(this.#impurity);
    this.#weight = reals(this.#weight);
    this.#value = reals(this.#value);
    const missingLeft = new Uint8Array(this.#room);
    missingLeft.set(this.#missingLeft);
    this.#missingLeft = missingLeft;
  }
}
