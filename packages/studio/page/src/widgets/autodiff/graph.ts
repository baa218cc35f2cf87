/** Small computation graphs with a place for each node, and the two passes over them, one node at a time. */

export interface Node {
  readonly name: string;
  readonly op: 'input' | 'add' | 'mul' | 'tanh';
  /** Places of the nodes that it uses. */
  readonly uses: readonly number[];
  /** Where it stands: column, then row. */
  readonly at: readonly [number, number];
}

export const names = ['neuron', 'twice'] as const;
export type Name = (typeof names)[number];

export const graphs: Readonly<Record<Name, { formula: string; nodes: readonly Node[] }>> = {
  neuron: {
    formula: 'L = tanh(w · x + b)',
    nodes: [
      { name: 'x', op: 'input', uses: [], at: [0, 0] },
      { name: 'w', op: 'input', uses: [], at: [0, 1] },
      { name: 'b', op: 'input', uses: [], at: [0, 2] },
      { name: 'p = w · x', op: 'mul', uses: [1, 0], at: [1, 0.5] },
      { name: 's = p + b', op: 'add', uses: [3, 2], at: [2, 1.2] },
      { name: 'L = tanh s', op: 'tanh', uses: [4], at: [3, 1.2] },
    ],
  },
  twice: {
    formula: 'L = x · x + x',
    nodes: [
      { name: 'x', op: 'input', uses: [], at: [0, 1] },
      { name: 'p = x · x', op: 'mul', uses: [0, 0], at: [1.4, 0.3] },
      { name: 'L = p + x', op: 'add', uses: [1, 0], at: [3, 1] },
    ],
  },
};

/** Values of all nodes, from those of the inputs (by name). */
export function forward(
  nodes: readonly Node[],
  inputs: Readonly<Record<string, number>>,
): readonly number[] {
  const values: number[] = [];
  for (const node of nodes) {
    const [a = 0, b = 0] = node.uses.map((k) => values[k] ?? 0);
    values.push(
      node.op === 'input'
        ? (inputs[node.name] ?? 0)
        : node.op === 'add'
          ? a + b
          : node.op === 'mul'
            ? a * b
            : Math.tanh(a),
    );
  }
  return values;
}

/** ∂node/∂(its k-th input). */
export function local(node: Node, k: number, values: readonly number[]): number {
  if (node.op === 'add') return 1;
  if (node.op === 'mul') return values[node.uses[1 - k] ?? 0] ?? 0;
  return 1 - Math.tanh(values[node.uses[0] ?? 0] ?? 0) ** 2;
}

/** Gradients once the last `count` nodes, from the output back, have handed theirs on; null: nothing yet. */
export function backward(
  nodes: readonly Node[],
  values: readonly number[],
  count: number,
): readonly (number | null)[] {
  const gradients: (number | null)[] = nodes.map(() => null);
  if (count > 0) gradients[nodes.length - 1] = 1;
  for (let step = 1; step < count; step++) {
    const at = nodes.length - step;
    const node = nodes[at]!;
    for (const [k, used] of node.uses.entries())
      gradients[used] = (gradients[used] ?? 0) + (gradients[at] ?? 0) * local(node, k, values);
  }
  return gradients;
}
