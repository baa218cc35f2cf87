/** The threads' common board: where things stand in the first bytes of the memory (byte addresses). */
export const board = {
  /** grows with each job; sleeping threads wait here */
  job: 0,
  /** what to run: its number, its module's bytes, its arguments, how many threads */
  program: 4,
  moduleAddress: 8,
  moduleBytes: 12,
  args: 16,
  threads: 20,
  /** threads that are up */
  ready: 24,
  /** 1: go home */
  quit: 28,
  /** barrier: threads that have arrived, and how often it has opened */
  arrived: 64,
  opened: 128,
} as const;
