/** Where seeds come from. */
import { defaultGenerator } from '../../tensor/index.ts';

export { RandomStream } from './stream.ts';

/** The seed to use: the one asked for, or a new one from the default generator (see `manualSeed`). */
export const seedOf = (randomState: number | undefined): number =>
  randomState ?? Math.floor(defaultGenerator.random() * 4294967296);
