/**
 * Node's own modules, where there is a Node. Nothing is imported, so that every file of the library
 * loads in a browser as it is.
 */
import type * as Crypto from 'node:crypto';
import type * as Fs from 'node:fs/promises';
import type * as Module from 'node:module';
import type * as Os from 'node:os';
import type * as Path from 'node:path';

interface Builtins {
  'node:crypto': typeof Crypto;
  'node:fs/promises': typeof Fs;
  'node:module': typeof Module;
  'node:os': typeof Os;
  'node:path': typeof Path;
}

interface NodeLike {
  readonly pid?: number;
  readonly platform?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  cwd?(): string;
  kill?(pid: number, signal: 0): boolean;
  getBuiltinModule?<K extends keyof Builtins>(id: K): Builtins[K] | undefined;
}

/** The process, or undefined in a browser. */
export function nodeProcess(): NodeLike | undefined {
  return (globalThis as { process?: NodeLike }).process;
}

/** A module of Node, or undefined in a browser. */
export function builtin<K extends keyof Builtins>(id: K): Builtins[K] | undefined {
  return nodeProcess()?.getBuiltinModule?.(id);
}

/** A variable of the environment, or undefined where it is empty or there is none. */
export function environment(name: string): string | undefined {
  const value = nodeProcess()?.env?.[name];
  return value === '' ? undefined : value;
}
