/** The threads' common board: where things stand in the first bytes of the memory (byte addresses). */
export const board = {
  /** how many threads take part (low bits) and a count of jobs; sleeping threads wait here */
  job: 0,
  /** what to run: its number, its module's bytes, its arguments */
  program: 4,
  moduleAddress: 8,
  moduleBytes: 12,
  args: 16,
  /** threads that are up */
  ready: 24,
  /** 1: go home */
  quit: 28,
  /** 1: a thread broke down */
  failed: 32,
  /** barrier: threads that have arrived, and how often it has opened */
  arrived: 64,
  opened: 128,
} as const;

/** The bits of the job's word that say how many threads take part. */
export const threadsMask = 127;
