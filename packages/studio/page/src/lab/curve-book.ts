/** Curves that grow: points are added at their ends, nothing is sorted again. */
import type { Curves, MetricPoint } from '../../../shared/runs.ts';

export class CurveBook {
  readonly #curves = new Map<string, { steps: number[]; values: (number | null)[] }>();

  /** Points of a step that is there already replace it; a step before the last one is left aside. */
  add(points: readonly MetricPoint[]): void {
    for (const { name, step, value } of points) {
      let curve = this.#curves.get(name);
      if (!curve) {
        curve = { steps: [], values: [] };
        this.#curves.set(name, curve);
      }
      const last = curve.steps.at(-1) ?? -1;
      if (step === last) curve.values[curve.values.length - 1] = value;
      else if (step > last) {
        curve.steps.push(step);
        curve.values.push(value);
      }
    }
  }
  /** The curves as they are now: a new object each time, on the same arrays. */
  read(): Curves {
    return Object.fromEntries([...this.#curves].map(([name, curve]) => [name, { ...curve }]));
  }
  clear(): void {
    this.#curves.clear();
  }
}
