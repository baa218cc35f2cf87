/** Graphs of neighbours: their parts, their shortest paths, the slowest functions on them. */
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import { lanczos, topEigen } from '../decomposition/lanczos.ts';
import type { Neighbours } from './distances.ts';

/** The part of the graph that each node is in, numbered from 0. The matrix must be symmetric. */
export function connectedParts(graph: CSRMatrix): {
  labels: Int32Array<ArrayBuffer>;
  count: number;
} {
  const n = graph.rows;
  const labels = new Int32Array(n).fill(-1);
  const stack: number[] = [];
  let count = 0;
  for (let start = 0; start < n; start++) {
    if (labels[start]! >= 0) continue;
    labels[start] = count;
    stack.push(start);
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (let p = graph.indptr[node]!; p < graph.indptr[node + 1]!; p++) {
        const other = graph.indices[p]!;
        if (labels[other]! >= 0) continue;
        labels[other] = count;
        stack.push(other);
      }
    }
    count++;
  }
  return { labels, count };
}

/** Neighbours as a symmetric matrix: an edge where either end has the other, with the value of the pair. */
export function symmetricGraph(
  { k, indices }: Neighbours,
  value: (t: number) => number,
): CSRMatrix {
  const n = indices.length / k;
  const edges = new Map<number, number>();
  for (let t = 0; t < n * k; t++) {
    const i = Math.floor(t / k);
    const j = indices[t]!;
    if (i !== j) edges.set(Math.min(i, j) * n + Math.max(i, j), value(t));
  }
  const rows = new Int32Array(2 * edges.size);
  const cols = new Int32Array(2 * edges.size);
  const values = new Float64Array(2 * edges.size);
  let at = 0;
  for (const [key, v] of edges) {
    const i = Math.floor(key / n);
    const j = key % n;
    rows.set([i, j], at);
    cols.set([j, i], at);
    values.set([v, v], at);
    at += 2;
  }
  return CSRMatrix.fromTriplets(n, n, rows, cols, values);
}

/** Lengths of shortest paths from `source`, Infinity where there is none (Dijkstra, 1959, with a heap). */
export function shortestPaths(
  graph: CSRMatrix,
  source: number,
  distances: Float64Array<ArrayBufferLike>,
): void {
  distances.fill(Infinity);
  distances[source] = 0;
  const nodes: number[] = [source];
  const keys: number[] = [0];
  while (nodes.length > 0) {
    const node = nodes[0]!;
    const key = keys[0]!;
    const lastNode = nodes.pop()!;
    const lastKey = keys.pop()!;
    if (nodes.length > 0) sink(nodes, keys, lastNode, lastKey);
    if (key > distances[node]!) continue; // a shorter way was found since
    for (let p = graph.indptr[node]!; p < graph.indptr[node + 1]!; p++) {
      const other = graph.indices[p]!;
      const length = key + graph.data[p]!;
      if (length >= distances[other]!) continue;
      distances[other] = length;
      rise(nodes, keys, other, length);
    }
  }
}

function sink(nodes: number[], keys: number[], node: number, key: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= nodes.length) break;
    if (child + 1 < nodes.length && keys[child + 1]! < keys[child]!) child++;
    if (keys[child]! >= key) break;
    nodes[at] = nodes[child]!;
    keys[at] = keys[child]!;
    at = child;
  }
  nodes[at] = node;
  keys[at] = key;
}

function rise(nodes: number[], keys: number[], node: number, key: number): void {
  let at = nodes.length;
  nodes.push(node);
  keys.push(key);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (keys[parent]! <= key) break;
    nodes[at] = nodes[parent]!;
    keys[at] = keys[parent]!;
    at = parent;
  }
  nodes[at] = node;
  keys[at] = key;
}

/**
 * The slowest functions on a graph: eigenvectors of the normalised Laplacian I − D^(−½)·W·D^(−½) with the smallest
 * eigenvalues, smallest first, as rows. The first one is √D, the same for every connected graph.
 *
 * @returns vectors k × n, and √degree of each node
 */
export function laplacianVectors(
  graph: CSRMatrix,
  k: number,
  seed: number,
): { vectors: Matrix; roots: Float64Array<ArrayBuffer> } {
  const n = graph.rows;
  const roots = graph.rowSums().map((sum) => Math.sqrt(sum) || 1);
  const scaled = graph.map((v, i, j) => v / (roots[i]! * roots[j]!));
  if (n <= 300) {
    return { vectors: topEigen(scaled.toDense(), k, seed).vectors, roots };
  }
  const { indptr, indices, data } = scaled;
  // the eigenvalues of I + S lie in [0, 2]: those near 2 belong to the slowest functions
  const { vectors } = lanczos(
    n,
    (x, out) => {
      for (let i = 0; i < n; i++) {
        let sum = x[i]!;
        for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sum += data[p]! * x[indices[p]!]!;
        out[i] = sum;
      }
    },
    { k, seed, tolerance: 1e-8 },
  );
  return { vectors, roots };
}
