/** What the caller's thread and the pool's agree on: the words of a job's board, and the messages. */

/** Words (int32) of the shared board of one job. */
export const board = {
  /** The next input that nobody has taken. */
  next: 0,
  /** Inputs in all; 0 once the job is called off. */
  total: 1,
  /** Outputs sent so far: who waits for one waits here. */
  sent: 2,
  words: 4,
} as const;

/** A job, as a thread gets it. */
export interface JobMessage {
  readonly job: number;
  readonly board: Int32Array<SharedArrayBuffer>;
  readonly url: string;
  readonly name: string;
  readonly inputs: readonly unknown[];
  readonly shared: unknown;
}

/** What a thread sends back: an output, or an error as data. */
export interface ResultMessage {
  readonly job: number;
  readonly index: number;
  readonly output?: unknown;
  readonly error?: ErrorData;
  /** The thread cannot run this task, or is ending. */
  readonly gone?: boolean;
}

/** An error between threads: classes do not survive the crossing, these do. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of Limpide's own errors. */
  readonly own?: {
    readonly code: string;
    readonly en: string;
    readonly fr: string;
    readonly details: Readonly<
      Record<string, string | number | boolean | readonly (number | string)[] | undefined>
    >;
  };
}
