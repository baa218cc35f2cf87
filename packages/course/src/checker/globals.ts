/** What learners' code finds beside the language itself, as TypeScript declares it: see `sandbox.ts`. */
export const learnerGlobals = `interface Console {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
  table(value: unknown): void;
}
declare var console: Console;
declare var performance: { now(): number };
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(work: () => void): void;
declare function setTimeout(work: () => void, ms?: number): number;
declare function clearTimeout(timer: number | undefined): void;
`;
