/** What the caller's thread and a background thread say to each other: orders, and replies. All plain data. */
import type { Details, Language } from '../../errors/index.ts';
import type { GeneratorState } from '../../tensor/index.ts';
import type { Progress } from '../base/index.ts';
import type { Encoded } from '../persistence/encode.ts';
import type { ErrorData } from '../threads/board.ts';

export type Work = 'fit' | 'crossValidate';

/** A piece of work, with all that its result depends on. */
export interface Order {
  readonly work: Work;
  /** `{ estimator, X, y, options }` */
  readonly content: Encoded;
  /** The default generator, from which seeds are drawn that nobody chose. */
  readonly random: GeneratorState;
  readonly device: string;
  readonly threads: number;
  readonly language: Language;
  /** Whether anybody listens to progress. */
  readonly reports: boolean;
}

export type Reply =
  | { readonly is: 'ready' }
  | { readonly is: 'progress'; readonly progress: Progress }
  | {
      readonly is: 'warning';
      readonly who: string;
      readonly code: string;
      readonly details: Details;
    }
  | {
      readonly is: 'done';
      readonly result: Encoded;
      readonly random: GeneratorState;
      /** How long the work itself took: neither the start of the thread nor the journey. */
      readonly seconds: number;
    }
  | { readonly is: 'failed'; readonly error: ErrorData };

/** The memory of the arrays, which can be handed over instead of copied: nobody else has it. */
export function memoryOf({ arrays }: Encoded): ArrayBuffer[] {
  const all = new Set<ArrayBuffer>();
  for (const { data } of arrays.values())
    if (data.buffer instanceof ArrayBuffer) all.add(data.buffer);
  return [...all];
}
