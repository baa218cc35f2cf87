// [fr] Un nœud du graphe de calcul. Tous les champs sont des nombres, ou des listes d'une case par entrée.
// [en] A node of the computation graph. All fields are numbers, or lists with one place per input.
export class Value {
  data: number;
  // [fr] La dérivée de la sortie par rapport à ce nœud ; 0 tant que personne n'a parlé.
  // [en] The derivative of the output with respect to this node; 0 as long as nobody has spoken.
  grad = 0;
  readonly inputs: readonly Value[];
  // [fr] locals[k] : la dérivée de data par rapport à inputs[k].data.
  // [en] locals[k]: the derivative of data with respect to inputs[k].data.
  readonly locals: readonly number[];

  constructor(data: number, inputs: readonly Value[] = [], locals: readonly number[] = []) {
    this.data = data;
    this.inputs = inputs;
    this.locals = locals;
  }

  add(other: Value): Value {
    throw new Error('TODO');
  }

  mul(other: Value): Value {
    throw new Error('TODO');
  }

  tanh(): Value {
    throw new Error('TODO');
  }

  // [fr] Remplit grad de tous les nœuds dont celui-ci dépend. Les gradients s'ajoutent à ce qui s'y trouve.
  // [en] Fills grad of all nodes that this one depends on. Gradients are added to what is there.
  backward(): void {
    throw new Error('TODO');
  }
}
