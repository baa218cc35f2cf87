export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
// [fr] Ce qu'un optimiseur garde d'un pas à l'autre : un objet vide au premier pas.
// [en] What an optimiser keeps from one step to the next: an empty object at the first step.
export interface StepState {
  velocity?: Float64Array[];
  square?: Float64Array[];
  mean?: Float64Array[];
  steps?: number;
}

// [fr] params et grads : les mêmes formes, dans le même ordre. On modifie params, sur place.
// [en] params and grads: the same shapes, in the same order. Change params, in place.
export function sgdStep(
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
): void {
  throw new Error('TODO');
}

export function momentumStep(
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
): void {
  throw new Error('TODO');
}

export function rmspropStep(
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
): void {
  throw new Error('TODO');
}

export function adamStep(
  params: readonly Matrix[],
  grads: readonly Matrix[],
  state: StepState,
  rate: number,
): void {
  throw new Error('TODO');
}
