/** Work on several threads, without the caller doing anything: tasks, runs, arrays in shared memory. */
export { stopThreads } from './pool.ts';
export { type RunOptions, runTasks } from './run.ts';
export { shareArray, sharedBytes, shareFloats } from './share.ts';
export { defineTask, type Task, type TaskFunction } from './tasks.ts';
