/** Looking at what a function makes a device run: the same reports as `explain`, for whole training steps. */
import type { Program, ProgramReport } from '../graph/index.ts';
import { getDevice } from './devices.ts';
import { watchPrograms } from './evaluate.ts';

/** A program that ran, and how often. */
export interface ProfiledProgram {
  readonly report: ProgramReport;
  readonly runs: number;
}

/**
 * Runs a function and tells which programs it made the default device run, the most frequent first. Where the
 * device measures its kernels it does so meanwhile: one thread, kernel by kernel, slower than otherwise.
 *
 * ```ts
 * const [step] = profile(() => { for (let i = 0; i < 20; i++) train(batch); });
 * console.log(step?.report.kernels.map((k) => [k.name, k.microseconds]));
 * ```
 *
 * @param fn computes at once; what it only builds, or awaits, is not seen
 */
export function profile(fn: () => void): ProfiledProgram[] {
  const device = getDevice() as { profiling?: boolean };
  const counts = new Map<Program, number>();
  const before = watchPrograms((program) => {
    counts.set(program, (counts.get(program) ?? 0) + 1);
    before?.(program);
  });
  const measured = device.profiling;
  if (measured !== undefined) device.profiling = true;
  try {
    fn();
  } finally {
    if (measured !== undefined) device.profiling = measured;
    watchPrograms(before);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([program, runs]) => ({ report: program.explain(), runs }));
}
