/**
 * Ball tree (Omohundro, 1989): each node keeps a centre and the radius of the ball around its points. It needs
 * only the triangle inequality, so it serves metrics that know no boxes, and more features than a k-d tree.
 */
import type { Floats, Matrix } from '../../linalg/index.ts';
import type { Measure } from './metrics.ts';
import { PointTree } from './tree.ts';

export class BallTree extends PointTree {
  readonly #centres: Float64Array<ArrayBuffer>;
  readonly #radii: Float64Array<ArrayBuffer>;

  /** @param measure of a metric that obeys the triangle inequality */
  constructor(x: Matrix, measure: Measure, leafSize: number) {
    super(x, measure, leafSize);
    const { cols, points, starts, ends } = this;
    const nodes = starts.length;
    this.#centres = new Float64Array(nodes * cols);
    this.#radii = new Float64Array(nodes);
    for (let node = 0; node < nodes; node++) {
      const from = starts[node]!;
      const to = ends[node]!;
      for (let c = 0; c < cols; c++) {
        let sum = 0;
        for (let t = from; t < to; t++) sum += points[t * cols + c]!;
        this.#centres[node * cols + c] = sum / Math.max(1, to - from);
      }
      let radius = 0;
      for (let t = from; t < to; t++) {
        radius = Math.max(
          radius,
          measure.distance(points, t * cols, this.#centres, node * cols, cols),
        );
      }
      // A few roundings wider: a point on the edge must not fall outside of its own ball.
      this.#radii[node] = radius * (1 + 1e-12);
    }
  }

  protected override nearestOf(node: number, q: Floats, at: number): number {
    const { cols, measure } = this;
    const centre = measure.distance(q, at, this.#centres, node * cols, cols);
    const gap = centre * (1 - 1e-12) - this.#radii[node]!;
    return gap > 0 ? measure.toReduced(gap) : 0;
  }
  protected override farthestOf(node: number, q: Floats, at: number): number {
    const { cols, measure } = this;
    const centre = measure.distance(q, at, this.#centres, node * cols, cols);
    return measure.toReduced(centre * (1 + 1e-12) + this.#radii[node]!);
  }
}
