/** The laboratory's training, inside a lesson: its description belongs to the widget, its runs are not kept. */
import type { LabSpec } from '../../../../shared/models.ts';
import { Laboratory } from '../../lab/laboratory.svelte.ts';

export class SmallLaboratory extends Laboratory {
  readonly #asked: (change: Partial<LabSpec>) => void;

  /** @param asked is told what the training wants changed: another engine, when the learner's fails */
  constructor(spec: LabSpec, asked: (change: Partial<LabSpec>) => void) {
    super(spec, null);
    this.#asked = asked;
    this.keeper.on = false;
    this.want = { map: 60, neurons: 20, layers: true, results: false };
  }
  override change(change: Partial<LabSpec>): void {
    this.#asked(change);
  }
  /** Another description: training begins anew, and goes on if it was going on. */
  follow(spec: LabSpec): void {
    const { playing } = this;
    this.spec = spec;
    void this.open();
    if (playing) this.play();
  }
}
