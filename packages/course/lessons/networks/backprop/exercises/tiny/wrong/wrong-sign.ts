/** Inputs → hidden ReLU neurons → one output; w[i][j] goes from input i to hidden neuron j. */
export interface Tiny {
  w: number[][];
  b: number[];
  v: number[];
  c: number;
}

/** zⱼ = Σᵢ xᵢ wᵢⱼ + bⱼ, hⱼ = ReLU(zⱼ), ŷ = Σⱼ vⱼ hⱼ + c */
function forward(net: Tiny, x: readonly number[]): { h: number[]; answer: number } {
  const h = net.b.map((bias, j) => {
    let z = bias;
    for (const [i, input] of x.entries()) z += input * net.w[i]![j]!;
    return Math.max(0, z);
  });
  let answer = net.c;
  for (const [j, value] of h.entries()) answer += net.v[j]! * value;
  return { h, answer };
}

/** ½ (ŷ − y)² */
export function tinyLoss(net: Tiny, x: readonly number[], y: number): number {
  return 0.5 * (forward(net, x).answer - y) ** 2;
}

/** δ = ŷ − y, δⱼ = δ vⱼ ReLU′(zⱼ); then each weight gets its input times the error it leads to. */
export function tinyGradient(net: Tiny, x: readonly number[], y: number): Tiny {
  const { h, answer } = forward(net, x);
  const delta = y - answer;
  const hidden = h.map((value, j) => (value > 0 ? delta * net.v[j]! : 0));
  return {
    w: x.map((input) => hidden.map((error) => error * input)),
    b: hidden,
    v: h.map((value) => delta * value),
    c: delta,
  };
}
