/** Iris: small enough to be in the library itself, hence there in a browser and without a network. */
import type { HostArray } from '../../files/host.ts';
import { type DatasetCard, irisCard } from './cards.ts';
import { classes, featureNames, rows } from './generated/iris.ts';

/** 150 flowers. */
export interface Iris {
  /** Shape `[150, 4]`, in centimetres. */
  readonly features: HostArray<'float32'>;
  /** Shape `[150]`: index of the species in `classes`. */
  readonly labels: HostArray<'uint8'>;
  readonly featureNames: readonly string[];
  readonly classes: readonly string[];
  readonly card: DatasetCard;
}

/** The iris of Anderson and Fisher, in the order of the article: 50 of each species. */
export function iris(): Iris {
  const features = Float32Array.from(rows.flatMap((row) => row.slice(0, featureNames.length)));
  const labels = Uint8Array.from(rows, (row) => row[featureNames.length] ?? 0);
  return {
    features: { dtype: 'float32', shape: [rows.length, featureNames.length], data: features },
    labels: { dtype: 'uint8', shape: [rows.length], data: labels },
    featureNames,
    classes,
    card: irisCard,
  };
}
