/**
 * What t-SNE minimises, KL(P‖Q) = Σ pᵢⱼ·log(pᵢⱼ/qᵢⱼ) with qᵢⱼ = (1 + ‖yᵢ − yⱼ‖²/ν)^(−(ν+1)/2) / Z, and its
 * gradient, through a tree or over all pairs. ν, the degrees of freedom of the Student kernel, is
 * max(1, dimensions − 1).
 */
import type { Affinities } from './affinities.ts';
import { repulsion } from './repulsion.ts';
import { SpaceTree } from './space-tree.ts';

/** Writes the gradient at `points` and returns KL when `wantLoss`, NaN otherwise. `scale` multiplies P. */
export type Objective = (
  points: Float64Array<ArrayBufferLike>,
  gradient: Float64Array<ArrayBufferLike>,
  scale: number,
  wantLoss: boolean,
) => number;

const tiny = Number.EPSILON;

/**
 * The gradient 4·(Σⱼ pᵢⱼ·q·(yᵢ − yⱼ) − Σⱼ q²·(yᵢ − yⱼ)/Z): attractions along the neighbours of P, exact;
 * repulsions between all pairs, through the tree. One to three dimensions, ν = 1 below three.
 */
export function treeObjective(p: Affinities, dim: number, angle: number): Objective {
  const { n, indptr, indices, values } = p;
  // On a line, the plane with a second coordinate that stays 0.
  const inner = dim === 3 ? 3 : 2;
  const tree = new SpaceTree(n, inner);
  const force = new Float64Array(n * inner);
  const padded = dim === inner ? undefined : new Float64Array(n * inner);
  const pull = new Float64Array(n * inner);
  const nu = Math.max(1, dim - 1);
  return (points, gradient, scale, wantLoss) => {
    let y = points;
    if (padded) {
      for (let i = 0; i < n; i++) padded[2 * i] = points[i]!;
      y = padded;
    }
    tree.build(y, angle);
    const z = repulsion(tree, y, force);
    pull.fill(0);
    const attract = inner === 2 ? attractPlane : attractSpace;
    const loss = attract(n, indptr, indices, values, y, pull, scale, z, wantLoss);
    const factor = (2 * (nu + 1)) / nu;
    for (let i = 0; i < n; i++)
      for (let c = 0; c < dim; c++)
        gradient[i * dim + c] = factor * (pull[i * inner + c]! - force[i * inner + c]! / z);
    return loss;
  };
}

function attractPlane(
  n: number,
  indptr: Int32Array<ArrayBufferLike>,
  indices: Int32Array<ArrayBufferLike>,
  values: Float64Array<ArrayBufferLike>,
  y: Float64Array<ArrayBufferLike>,
  pull: Float64Array<ArrayBufferLike>,
  scale: number,
  z: number,
  wantLoss: boolean,
): number {
  let loss = 0;
  for (let i = 0; i < n; i++) {
    const xi = y[2 * i]!;
    const yi = y[2 * i + 1]!;
    let fx = 0;
    let fy = 0;
    for (let t = indptr[i]!; t < indptr[i + 1]!; t++) {
      const j = 2 * indices[t]!;
      const dx = xi - y[j]!;
      const dy = yi - y[j + 1]!;
      const q = 1 / (1 + dx * dx + dy * dy);
      const p = scale * values[t]!;
      const gx = p * q * dx;
      const gy = p * q * dy;
      fx += gx;
      fy += gy;
      pull[j]! -= gx;
      pull[j + 1]! -= gy;
      if (wantLoss) loss += 2 * p * Math.log(Math.max(p, tiny) / Math.max(q / z, tiny));
    }
    pull[2 * i]! += fx;
    pull[2 * i + 1]! += fy;
  }
  return wantLoss ? loss : Number.NaN;
}

function attractSpace(
  n: number,
  indptr: Int32Array<ArrayBufferLike>,
  indices: Int32Array<ArrayBufferLike>,
  values: Float64Array<ArrayBufferLike>,
  y: Float64Array<ArrayBufferLike>,
  pull: Float64Array<ArrayBufferLike>,
  scale: number,
  z: number,
  wantLoss: boolean,
): number {
  let loss = 0;
  for (let i = 0; i < n; i++) {
    for (let t = indptr[i]!; t < indptr[i + 1]!; t++) {
      const j = 3 * indices[t]!;
      const dx = y[3 * i]! - y[j]!;
      const dy = y[3 * i + 1]! - y[j + 1]!;
      const dw = y[3 * i + 2]! - y[j + 2]!;
      // ν = 2 in space: (1 + r/2)^(−3/2) weighs, its power 2/3 pulls
      const u = 1 / (1 + (dx * dx + dy * dy + dw * dw) / 2);
      const p = scale * values[t]!;
      const f = p * u;
      pull[3 * i]! += f * dx;
      pull[3 * i + 1]! += f * dy;
      pull[3 * i + 2]! += f * dw;
      pull[j]! -= f * dx;
      pull[j + 1]! -= f * dy;
      pull[j + 2]! -= f * dw;
      if (wantLoss) {
        const q = u * Math.sqrt(u);
        loss += 2 * p * Math.log(Math.max(p, tiny) / Math.max(q / z, tiny));
      }
    }
  }
  return wantLoss ? loss : Number.NaN;
}

/** The same over all pairs, O(n²): any number of dimensions. P is n × n, symmetric, and sums to 1. */
export function exactObjective(
  p: Float64Array<ArrayBufferLike>,
  n: number,
  dim: number,
): Objective {
  const nu = Math.max(1, dim - 1);
  const power = (nu + 1) / 2;
  const kernel = new Float64Array((n * (n - 1)) / 2);
  const difference = new Float64Array(dim);
  return (points, gradient, scale, wantLoss) => {
    let z = 0;
    for (let i = 0, t = 0; i < n; i++) {
      for (let j = 0; j < i; j++, t++) {
        let r = 0;
        for (let c = 0; c < dim; c++) r += (points[i * dim + c]! - points[j * dim + c]!) ** 2;
        const u = 1 / (1 + r / nu);
        kernel[t] = u;
        z += power === 1 ? u : u ** power;
      }
    }
    z *= 2;
    gradient.fill(0);
    const factor = (2 * (nu + 1)) / nu;
    let loss = 0;
    for (let i = 0, t = 0; i < n; i++) {
      for (let j = 0; j < i; j++, t++) {
        const u = kernel[t]!;
        const q = Math.max((power === 1 ? u : u ** power) / z, tiny);
        const pij = Math.max(scale * p[i * n + j]!, tiny);
        const f = factor * (pij - q) * u;
        for (let c = 0; c < dim; c++) {
          difference[c] = f * (points[i * dim + c]! - points[j * dim + c]!);
          gradient[i * dim + c]! += difference[c]!;
          gradient[j * dim + c]! -= difference[c]!;
        }
        if (wantLoss) loss += 2 * pij * Math.log(pij / q);
      }
    }
    return wantLoss ? loss : Number.NaN;
  };
}
