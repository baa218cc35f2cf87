/**
 * The repulsion of t-SNE: every point pushes every other one away, less and less with distance. Through the
 * tree it is O(n log n) instead of O(n²) (van der Maaten, 2014).
 *
 * With u = 1/(1 + ‖yᵢ − yⱼ‖²/ν), the Student kernel with ν degrees of freedom is k = u^((ν+1)/2); the force
 * is k·u·(yᵢ − yⱼ), to be divided by the sum of all k.
 */
import type { SpaceTree } from './space-tree.ts';

/** Writes Σⱼ k·u·(yᵢ − yⱼ) of each point to `force` (n × dim); returns Σ k over all pairs i ≠ j. */
export function repulsion(
  tree: SpaceTree,
  points: Float64Array<ArrayBufferLike>,
  force: Float64Array<ArrayBufferLike>,
): number {
  return tree.dim === 2 // ν = 1 in the plane, 2 in space
    ? plane(tree.nodes, tree.next, tree.count, tree.order, points, force)
    : space(tree.nodes, tree.next, tree.count, tree.order, points, force);
}

function plane(
  nodes: Float64Array<ArrayBufferLike>,
  next: Int32Array<ArrayBufferLike>,
  count: number,
  order: Int32Array<ArrayBufferLike>,
  points: Float64Array<ArrayBufferLike>,
  force: Float64Array<ArrayBufferLike>,
): number {
  let z = 0;
  for (let t = 0; t < order.length; t++) {
    const i = order[t]!;
    const x = points[2 * i]!;
    const y = points[2 * i + 1]!;
    let fx = 0;
    let fy = 0;
    let sum = -1; // its own leaf, at distance 0, adds 1 (and no force)
    let node = 0;
    while (node < count) {
      const at = node << 2;
      const dx = x - nodes[at]!;
      const dy = y - nodes[at + 1]!;
      const r = dx * dx + dy * dy;
      if (r > nodes[at + 2]!) {
        const q = 1 / (1 + r);
        const mass = nodes[at + 3]! * q;
        sum += mass;
        const f = mass * q;
        fx += f * dx;
        fy += f * dy;
        node = next[node]!;
      } else node++;
    }
    z += sum;
    force[2 * i] = fx;
    force[2 * i + 1] = fy;
  }
  return z;
}

function space(
  nodes: Float64Array<ArrayBufferLike>,
  next: Int32Array<ArrayBufferLike>,
  count: number,
  order: Int32Array<ArrayBufferLike>,
  points: Float64Array<ArrayBufferLike>,
  force: Float64Array<ArrayBufferLike>,
): number {
  let z = 0;
  for (let t = 0; t < order.length; t++) {
    const i = order[t]!;
    const x = points[3 * i]!;
    const y = points[3 * i + 1]!;
    const w = points[3 * i + 2]!;
    let fx = 0;
    let fy = 0;
    let fw = 0;
    let sum = -1;
    let node = 0;
    while (node < count) {
      const at = node * 5;
      const dx = x - nodes[at]!;
      const dy = y - nodes[at + 1]!;
      const dw = w - nodes[at + 2]!;
      const r = dx * dx + dy * dy + dw * dw;
      if (r > nodes[at + 3]!) {
        const u = 1 / (1 + r / 2);
        const mass = nodes[at + 4]! * u * Math.sqrt(u);
        sum += mass;
        const f = mass * u;
        fx += f * dx;
        fy += f * dy;
        fw += f * dw;
        node = next[node]!;
      } else node++;
    }
    z += sum;
    force[3 * i] = fx;
    force[3 * i + 1] = fy;
    force[3 * i + 2] = fw;
  }
  return z;
}
