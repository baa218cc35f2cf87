/** A node of the computation graph: a number, what it was made from, and the local derivatives. */
export class Value {
  data: number;
  /** ∂output/∂this, filled by `backward`. */
  grad = 0;
  readonly inputs: readonly Value[];
  /** locals[k] = ∂data/∂inputs[k].data */
  readonly locals: readonly number[];

  constructor(data: number, inputs: readonly Value[] = [], locals: readonly number[] = []) {
    this.data = data;
    this.inputs = inputs;
    this.locals = locals;
  }

  add(other: Value): Value {
    return new Value(this.data + other.data, [this, other], [1, 1]);
  }

  mul(other: Value): Value {
    return new Value(this.data * other.data, [this, other], [other.data, this.data]);
  }

  tanh(): Value {
    const t = Math.tanh(this.data);
    return new Value(t, [this], [1 - t * t]);
  }

  /** Reverse mode: v̄_i += v̄_j ∂v_j/∂v_i, each node after all those that use it. */
  backward(): void {
    const order: Value[] = [];
    const seen = new Set<Value>();
    // a node is added after everything it uses: a topological order
    const visit = (node: Value): void => {
      if (seen.has(node)) return;
      seen.add(node);
      for (const input of node.inputs) visit(input);
      order.push(node);
    };
    visit(this);
    this.grad = 1;
    for (const node of order.reverse()) {
      for (const [k, input] of node.inputs.entries()) {
        input.grad += node.grad * node.locals[k]!;
      }
    }
  }
}
