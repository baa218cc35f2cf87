/**
 * The outside of a worker: time and memory limits, and a result whatever happens — the worker ends
 * well, is stopped, or breaks.
 */
import { sentence } from './messages.ts';
import type { CheckJob, CheckReport, CheckResult, Failure } from './result.ts';
import type { FromWorker } from './sandbox.ts';

/** Limits of one check. */
export const limitsOf = (job: CheckJob): { seconds: number; megabytes: number } => ({
  seconds: job.meta.limits?.seconds ?? 5,
  megabytes: job.meta.limits?.megabytes ?? 256,
});

/** Why a worker ended without a result. */
export type Ending =
  | { readonly why: 'time' | 'memory' }
  | { readonly why: 'crash'; readonly what: string };

/** Collects what a worker posts. */
export class Collector {
  private readonly job: CheckJob;
  private readonly reports = new Map<string, CheckReport>();
  private failure: Failure | undefined;
  private running: string | undefined;
  private text = '';
  private cut = false;
  private readonly began = performance.now();

  constructor(job: CheckJob) {
    this.job = job;
  }

  /** @returns the result, once it is there. @throws when the course itself is wrong */
  take(message: FromWorker): CheckResult | undefined {
    switch (message.type) {
      case 'start':
        this.running = message.check;
        return undefined;
      case 'done':
        this.reports.set(message.report.id, message.report);
        this.running = undefined;
        return undefined;
      case 'failure':
        this.failure = message.failure;
        return undefined;
      case 'output':
        this.text += message.text;
        return undefined;
      case 'output-cut':
        this.cut = true;
        return undefined;
      case 'result':
        return { ...message.result, output: this.output };
      case 'fault':
        throw new Error(message.message);
      case 'ready':
        return undefined;
      default:
        return message satisfies never;
    }
  }

  private get output(): CheckResult['output'] {
    return { text: this.text, cut: this.cut };
  }

  /** A result made of what is known when the worker is gone. */
  stopped(ending: Ending): CheckResult {
    const { exercise, meta } = this.job;
    const checks = [...this.reports.values()];
    // a failure that was known before stands: what came after was only the search for a diagnosis
    const failure = this.failure ?? this.why(ending);
    const tasks = meta.tasks.map(({ id, points }) => {
      const failed = checks.some((c) => c.task === id && c.status === 'failed');
      return { id, points, status: failed || failure.task === id ? 'failed' : 'not-run' } as const;
    });
    return {
      version: 1,
      exercise,
      status: this.failure === undefined ? 'stopped' : 'failed',
      ms: performance.now() - this.began,
      points: { got: 0, of: tasks.reduce((sum, task) => sum + task.points, 0) },
      tasks,
      checks,
      failure,
      output: this.output,
      engine: [],
    };
  }

  private why(ending: Ending): Failure {
    const limits = limitsOf(this.job);
    const at = this.running === undefined ? {} : { check: this.running };
    const message =
      ending.why === 'crash'
        ? sentence('crash', { what: ending.what })
        : sentence(ending.why, limits);
    return { kind: ending.why, ...at, message };
  }
}
