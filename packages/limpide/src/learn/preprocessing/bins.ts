/** KBinsDiscretizer: numbers as intervals. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anyInput,
  anything,
  choice,
  type Features,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { checkedNames, quantileOf } from './columns.ts';

export interface KBinsDiscretizerOptions {
  /** Number of intervals ≥ 2: for all columns, or one per column. */
  nBins: number | readonly number[];
  /** Output: one column of 0/1 per interval (sparse or dense), or the interval's number. */
  encode: 'onehot' | 'onehot-dense' | 'ordinal';
  /** Intervals of equal width, with equally many samples, or around k means. */
  strategy: 'uniform' | 'quantile' | 'kmeans';
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 2;

const spec: Spec<KBinsDiscretizerOptions> = {
  name: 'KBinsDiscretizer',
  kind: 'transformer',
  params: {
    nBins: anything<KBinsDiscretizerOptions['nBins']>(
      5,
      'integer ≥ 2, or one per column',
      (value) => isCount(value) || (Array.isArray(value) && value.every(isCount)),
    ),
    encode: choice('onehot', ['onehot', 'onehot-dense', 'ordinal']),
    strategy: choice('quantile', ['uniform', 'quantile', 'kmeans']),
  },
  learned: ['binEdges_', 'nBins_'],
};

/**
 * Cuts each column into intervals; values outside go to the first or the last one. Quantiles that coincide are
 * merged, so there may be fewer intervals than asked for (`nBins_`); a constant column gets one.
 */
export class KBinsDiscretizer extends Transformer<KBinsDiscretizerOptions> {
  /** Edges of each column's intervals, rising, one more than intervals. */
  declare binEdges_: readonly Float64Array[];
  declare nBins_: Tensor;

  constructor(options: Partial<KBinsDiscretizerOptions> = {}) {
    super(spec, options);
  }
  fit(X: Features): this {
    this.checkParams();
    const matrix = this.fitDense(X);
    const { nBins, strategy } = this.params;
    const counts = typeof nBins === 'number' ? new Array<number>(matrix.cols).fill(nBins) : nBins;
    if (counts.length !== matrix.cols)
      raise(ArgumentError, prepErrors, 'prep.range', {
        who: this.spec.name,
        name: 'nBins',
        expected: `${matrix.cols} numbers`,
        got: counts.length,
      });
    const edges = counts.map((count, j) =>
      edgesOf(Float64Array.from(matrix.column(j)).sort(), count, strategy),
    );
    this.binEdges_ = edges;
    this.nBins_ = tensor(Int32Array.from(edges, (e) => e.length - 1));
    return this;
  }

  transform(X: Features): Tensor | CSRMatrix {
    const { data, rows, cols } = this.openDense(X);
    const codes = new Float64Array(rows * cols);
    for (let j = 0; j < cols; j++) {
      const edges = this.binEdges_[j]!;
      for (let i = 0; i < rows; i++) codes[i * cols + j] = place(edges, data[i * cols + j]!);
    }
    if (this.params.encode === 'ordinal') return tensor(codes, { shape: [rows, cols] });
    const starts = this.#starts();
    const total = starts.at(-1)!;
    const indptr = new Int32Array(rows + 1).map((_, i) => i * cols);
    const indices = Int32Array.from(codes, (code, at) => starts[at % cols]! + code);
    const ones = new Float64Array(codes.length).fill(1);
    const sparse = new CSRMatrix(rows, total, indptr, indices, ones);
    return this.params.encode === 'onehot' ? sparse : sparse.toDense().toTensor();
  }
  /** First output column of each input column, and the total. */
  #starts(): number[] {
    const starts = [0];
    for (const edges of this.binEdges_) starts.push(starts.at(-1)! + edges.length - 1);
    return starts;
  }

  /** The middle of each interval. */
  inverseTransform(X: Features): Tensor {
    this.requireFitted();
    const who = this.spec.name;
    const input = anyInput(X, { who });
    const matrix = input instanceof CSRMatrix ? input.toDense() : input;
    const starts = this.#starts();
    const ordinal = this.params.encode === 'ordinal';
    const cols = this.nFeaturesIn_;
    const expected = ordinal ? cols : starts.at(-1)!;
    if (matrix.cols !== expected)
      raise(DataError, prepErrors, 'prep.range', {
        who,
        name: 'X',
        expected: `${expected} columns`,
        got: matrix.cols,
      });
    const out = new Float64Array(matrix.rows * cols);
    for (let i = 0; i < matrix.rows; i++)
      for (let j = 0; j < cols; j++) {
        const edges = this.binEdges_[j]!;
        let code = ordinal ? matrix.at(i, j) : 0;
        if (!ordinal)
          for (let c = 1; c < edges.length - 1; c++)
            if (matrix.at(i, starts[j]! + c) > matrix.at(i, starts[j]! + code)) code = c;
        if (!(Number.isInteger(code) && code >= 0 && code < edges.length - 1))
          raise(DataError, prepErrors, 'prep.code', {
            who,
            row: i,
            column: String(j),
            got: code,
            last: edges.length - 2,
          });
        out[i * cols + j] = (edges[code]! + edges[code + 1]!) / 2;
      }
    return tensor(out, { shape: [matrix.rows, cols] });
  }
  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = checkedNames(this.spec.name, this.inputNames(inputFeatures), this.nFeaturesIn_);
    if (this.params.encode === 'ordinal') return [...names];
    return names.flatMap((name, j) =>
      Array.from({ length: this.binEdges_[j]!.length - 1 }, (_, c) => `${name}_${c}`),
    );
  }
}

/** The interval of a value, by bisection: those on an edge belong to the interval above. */
function place(edges: Float64Array, value: number): number {
  let low = 1;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function edgesOf(sorted: Float64Array, count: number, strategy: string): Float64Array {
  const low = sorted[0]!;
  const high = sorted.at(-1)!;
  if (low === high) return Float64Array.of(-Infinity, Infinity);
  const steps = Array.from({ length: count + 1 }, (_, k) => k / count);
  if (strategy === 'uniform')
    return Float64Array.from(steps, (t) => (t === 1 ? high : low + t * (high - low)));
  if (strategy === 'kmeans') return meansEdges(sorted, count);
  const edges = steps.map((t) => quantileOf(sorted, t));
  // Intervals narrower than 10⁻⁸ hold nothing.
  return Float64Array.from(edges.filter((e, k) => k === 0 || e - edges[k - 1]! > 1e-8));
}

/** Lloyd's algorithm on a line: centres start evenly spread; edges are half-way between them. */
function meansEdges(sorted: Float64Array, count: number): Float64Array {
  const low = sorted[0]!;
  const high = sorted.at(-1)!;
  let centres = Float64Array.from(
    { length: count },
    (_, k) => low + ((k + 0.5) / count) * (high - low),
  );
  for (let round = 0; round < 300; round++) {
    const sums = new Float64Array(count);
    const sizes = new Int32Array(count);
    for (let i = 0, c = 0; i < sorted.length; i++) {
      while (c + 1 < count && centres[c + 1]! - sorted[i]! < sorted[i]! - centres[c]!) c++;
      sums[c]! += sorted[i]!;
      sizes[c]!++;
    }
    const next = centres.map((centre, c) => (sizes[c]! > 0 ? sums[c]! / sizes[c]! : centre));
    const moved = next.some((centre, c) => centre !== centres[c]);
    centres = next;
    if (!moved) break;
  }
  centres.sort();
  const inner = Array.from({ length: count - 1 }, (_, k) => (centres[k]! + centres[k + 1]!) / 2);
  return Float64Array.from([low, ...inner, high]);
}
