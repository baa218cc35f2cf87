/** The plane in which a model is drawn: rows to ask it about, and what its answers mean. */
import type { LabData, PlaneView } from '../../../shared/data.ts';

/** side² rows over the plane, from the upper left, line by line. */
export function planeRows(view: PlaneView, features: number, side: number): Float32Array {
  const rows = new Float32Array(side * side * features);
  const [a, b] = view.axes;
  const at = (k: 0 | 1, share: number): number =>
    view.low[k] + (view.high[k] - view.low[k]) * share;
  for (let line = 0; line < side; line++) {
    for (let column = 0; column < side; column++) {
      const start = (line * side + column) * features;
      for (let f = 0; f < features; f++) rows[start + f] = view.rest[f] ?? 0;
      rows[start + a] = at(0, (column + 0.5) / side);
      rows[start + b] = at(1, 1 - (line + 0.5) / side);
    }
  }
  return rows;
}

/** One number per point from what the model gives; see `Frame.map`. */
export function mapValues(outputs: Float32Array, { task, classes }: LabData): Float32Array {
  if (task === 'regression') return outputs;
  const count = classes.length;
  const values = new Float32Array(outputs.length / count);
  for (let i = 0; i < values.length; i++) {
    if (count === 2) {
      values[i] = (outputs[2 * i + 1] ?? 0) - (outputs[2 * i] ?? 0);
      continue;
    }
    let best = 0;
    for (let c = 1; c < count; c++) {
      if ((outputs[i * count + c] ?? 0) > (outputs[i * count + best] ?? 0)) best = c;
    }
    // from as likely as any (0) to sure (nearly 1)
    const sure = ((outputs[i * count + best] ?? 0) - 1 / count) / (1 - 1 / count);
    values[i] = best + Math.min(0.999, Math.max(0, sure));
  }
  return values;
}
