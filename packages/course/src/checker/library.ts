/** Which modules of the library a job needs. */
import type { CheckJob } from './result.ts';

/** The library's modules that the sources of a job name. */
export function libraryModules(job: CheckJob): string[] {
  const sources = [
    job.source,
    job.solution,
    job.checks,
    ...Object.values(job.wrong),
    ...Object.values(job.others),
    ...job.engine.flatMap((piece) => [piece.mine ?? '', piece.reference]),
  ];
  const found = new Set<string>();
  for (const source of sources) {
    for (const [, name] of source.matchAll(/\bfrom\s+['"](limpide(?:\/\w+)?)['"]/g)) {
      if (name !== undefined && library.has(name)) found.add(name);
    }
  }
  return [...found].sort();
}

const library = new Set([
  ...['limpide', 'limpide/nn', 'limpide/optim', 'limpide/train', 'limpide/data'],
  ...['limpide/linalg', 'limpide/stats', 'limpide/learn'],
]);
