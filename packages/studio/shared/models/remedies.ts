/** What a remedy of the diagnosis changes in a laboratory. */
import type { RemedyName } from '../diagnosis.ts';
import { isImages, type LabSpec } from '../models.ts';

const rounded = (value: number): number => Number(value.toPrecision(2));

const changes: Readonly<Record<RemedyName, (spec: LabSpec) => Partial<LabSpec>>> = {
  lowerRate: ({ rate }) => ({ rate: rounded(rate / 10) }),
  raiseRate: ({ rate }) => ({ rate: rounded(Math.min(100, rate * 10)) }),
  addL2: ({ l2 }) => ({ l2: l2 === 0 ? 0.001 : rounded(Math.min(1, l2 * 3)) }),
  addDropout: ({ dropout }) => ({ dropout: Math.min(0.5, rounded(dropout + 0.2)) }),
  moreData: (spec) =>
    isImages(spec.data)
      ? { examples: Math.min(60_000, spec.examples * 4) }
      : { count: Math.min(2000, spec.count * 2) },
  smaller: ({ layers }) => ({ layers: layers.map((units) => Math.max(2, Math.ceil(units / 2))) }),
  larger: ({ layers }) => ({
    layers: layers.length === 0 ? [8] : layers.map((units) => Math.min(512, units * 2)),
  }),
  lessRegularisation: () => ({ l1: 0, l2: 0, dropout: 0 }),
  batchNorm: () => ({ batchNorm: true }),
  relu: () => ({ activation: 'relu' }),
  leakyRelu: () => ({ activation: 'leakyRelu' }),
  fewerLayers: ({ layers }) => ({ layers: layers.slice(0, Math.max(1, layers.length - 2)) }),
  continue: () => ({}),
};

/** What a remedy changes; null when there is nothing left to change that way, or one's own engine cannot. */
export function remedyFor(name: RemedyName, spec: LabSpec): Partial<LabSpec> | null {
  const change = changes[name](spec);
  const members = Object.keys(change) as (keyof LabSpec)[];
  const differs = members.some(
    (member) => JSON.stringify(change[member]) !== JSON.stringify(spec[member]),
  );
  const others = ['l1', 'l2', 'dropout', 'batchNorm', 'activation'];
  const possible = spec.engine === 'limpide' || !members.some((member) => others.includes(member));
  const drawn = name !== 'moreData' || !['points', 'iris'].includes(spec.data);
  return differs && possible && drawn ? change : null;
}
