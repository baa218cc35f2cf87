import { Value } from '@me/engine';

export function lossOf(w: Value, b: Value, points: readonly (readonly number[])[]): Value {
  let sum = new Value(0);
  for (const [x, y] of points) {
    const error = w.mul(new Value(x!)).add(b).tanh().add(new Value(-y!));
    sum = sum.add(error.mul(error));
  }
  return sum;
}

export function trainNeuron(
  points: readonly (readonly number[])[],
  rate: number,
  steps: number,
): number[] {
  let w = new Value(0);
  let b = new Value(0);
  for (let step = 0; step < steps; step++) {
    lossOf(w, b, points).backward();
    w = new Value(w.data - rate * w.grad);
    b = new Value(b.data);
  }
  return [w.data, b.data];
}
