/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
/** What an optimiser keeps from one step to the next: an empty object at the first step. */
export interface StepState {
  velocity?: Float64Array[];
  square?: Float64Array[];
  mean?: Float64Array[];
  steps?: number;
}

const zeros = (params: readonly Matrix[]): Float64Array[] =>
  params.map(({ data }) => new Float64Array(data.length));

/** w ← w − η g, in place. */
export function sgdStep(
  params: readonly Matrix[],
  grads: readonly Matrix[],
  _state: StepState,
  rate: number,
): void {
  for (const [k, { data }] of params.entries()) {
    const g = grads[k]!.data;
    for (let i = 0; i < data.length; i++) data[i]! -= rate * g[i]!;
  }
}

/** v ← 0.9 v + g, w ← w − η v (B. T. Polyak, 1964), in place. */
export function momentumStep(
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
): void {
  state.velocity = zeros(params);
  for (const [k, { data }] of params.entries()) {
    const g = grads[k]!.data;
    const v = state.velocity[k]!;
    for (let i = 0; i < data.length; i++) {
      v[i] = 0.9 * v[i]! + g[i]!;
      data[i]! -= rate * v[i]!;
    }
  }
}

/** s ← 0.9 s + 0.1 g², w ← w − η g / (√s + 1e-8), in place. */
export function rmspropStep(
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
): void {
  state.square ??= zeros(params);
  for (const [k, { data }] of params.entries()) {
    const g = grads[k]!.data;
    const s = state.square[k]!;
    for (let i = 0; i < data.length; i++) {
      s[i] = 0.9 * s[i]! + 0.1 * g[i]! ** 2;
      data[i]! -= (rate * g[i]!) / (Math.sqrt(s[i]!) + 1e-8);
    }
  }
}

/** Adam (D. P. Kingma, J. Ba, 2015), β₁ = 0.9, β₂ = 0.999, in place. */
export function adamStep(
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
): void {
  state.mean ??= zeros(params);
  state.square ??= zeros(params);
  state.steps = (state.steps ?? 0) + 1;
  const t = state.steps;
  const meanFactor = 1 - 0.9 ** t;
  const squareFactor = 1 - 0.999 ** t;
  for (const [k, { data }] of params.entries()) {
    const g = grads[k]!.data;
    const m = state.mean[k]!;
    const s = state.square[k]!;
    for (let i = 0; i < data.length; i++) {
      m[i] = 0.9 * m[i]! + 0.1 * g[i]!;
      s[i] = 0.999 * s[i]! + 0.001 * g[i]! ** 2;
      data[i]! -= (rate * (m[i]! / meanFactor)) / (Math.sqrt(s[i]! / squareFactor) + 1e-8);
    }
  }
}
