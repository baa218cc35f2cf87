/**
 * What a criterion of impurity does for the grower. It enters a node, which gives the node's weight, impurity
 * and value; then it is shown the node's samples in the order of one feature after the other, and says where
 * the best cut is.
 *
 * Scores of cuts are comparable within a node only; `gain` turns one into the decrease of impurity, weighted:
 * W·I(node) − W_left·I(left) − W_right·I(right).
 */
export abstract class Criterion {
  /** Sum of the weights of the samples of the node. */
  weight = 0;
  impurity = 0;
  /** What a leaf predicts. */
  readonly value: Float64Array;
  /** The score of the cut that was found last; −∞: none. */
  score = Number.NEGATIVE_INFINITY;
  /** After `count`: the ranks on both sides of the cut. */
  cutLow = 0;
  cutHigh = 0;
  protected readonly local: Float64Array;

  /** @param width numbers per value, @param rows samples at most */
  constructor(width: number, rows: number) {
    this.value = new Float64Array(width);
    this.local = new Float64Array(rows);
  }

  /** Goes to the node of these samples: `samples[start]` … `samples[end − 1]`. */
  abstract enter(samples: Int32Array, start: number, end: number): void;

  /**
   * Looks for the best cut among samples in order: place `at[i]` of the node has rank `ranks[i]`.
   *
   * @param first cuts before this one are not considered
   * @param minLeaf samples, and
   * @param minWeight weight that each side needs
   * @returns how many samples go left; 0 when no cut is allowed. Its score is in `score`
   */
  abstract scan(
    ranks: Int32Array,
    at: Int32Array,
    n: number,
    first: number,
    minLeaf: number,
    minWeight: number,
  ): number;

  /** The score of one cut, given by a flag per place; −∞ when a side has too little weight. */
  abstract judge(goesLeft: Uint8Array, n: number, minWeight: number): number;

  /** The weighted decrease of impurity that a score stands for. */
  abstract gain(score: number): number;

  /** Whether `count` is quicker than sorting n samples whose ranks span `range`. */
  counts(_n: number, _range: number): boolean {
    return false;
  }
  /** As `scan`, without sorting: samples are counted by rank. The cut is left in `cutLow` and `cutHigh`. */
  count(
    _local: Int32Array,
    _n: number,
    _low: number,
    _high: number,
    _minLeaf: number,
    _minWeight: number,
  ): void {
    this.score = Number.NEGATIVE_INFINITY;
  }
}
