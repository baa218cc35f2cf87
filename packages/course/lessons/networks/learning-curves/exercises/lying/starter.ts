import { crossEntropyRows, forwardMlp, trainEpoch } from '@me/engine';

export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
export interface Layer {
  weights: Matrix;
  bias: Matrix;
}
export interface Mlp {
  layers: Layer[];
}
export interface Data {
  x: Matrix;
  labels: readonly number[];
}
export interface CurveOptions {
  batchSize: number;
  rate: number;
  seed: number;
  epochs: number;
}
// [fr] Une mesure par époque.
// [en] One measure per epoch.
export interface Curves {
  loss: number[];
  valLoss: number[];
}

const lossOf = (model: Mlp, { x, labels }: Data): number =>
  crossEntropyRows(forwardMlp(model, x).probabilities, labels);

// [fr] Trois erreurs se cachent ici. Le programme tourne, et les courbes ont bonne mine.
// [fr] L'époque k (à partir de 0) doit mélanger avec la graine seed + k.
// [en] Three mistakes hide here. The program runs, and the curves look fine.
// [en] Epoch k (from 0) should shuffle with the seed seed + k.
export function trainingCurves(
  model: Mlp,
  train: Data,
  validation: Data,
  options: CurveOptions,
): Curves {
  const { batchSize, rate, seed, epochs } = options;
  const curves: Curves = { loss: [], valLoss: [] };
  for (let epoch = 0; epoch < epochs; epoch++) {
    const state = {};
    const loss = trainEpoch(model, train, { batchSize, rate, seed: seed + epoch, state });
    curves.loss.push(loss);
    curves.valLoss.push(lossOf(model, train));
  }
  return curves;
}
