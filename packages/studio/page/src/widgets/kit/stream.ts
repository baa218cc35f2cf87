/** Random numbers among the arguments of a call: a function cannot be sent to a worker, the seed of one can. */
import { randomNumbers } from '../../../../shared/data.ts';

interface Stream {
  readonly stream: number;
}
/** Stands for a function that gives random numbers of [0, 1): same seed, same numbers. */
export const stream = (seed: number): Stream => ({ stream: seed });

const isStream = (value: unknown): value is Stream =>
  typeof value === 'object' && value !== null && 'stream' in value;

/** The arguments, with such a function wherever a stream stands. */
export const withStreams = (args: readonly unknown[]): unknown[] =>
  args.map((value) => (isStream(value) ? randomNumbers(value.stream) : value));
