/**
 * Modules of an exercise, from text to objects: types are stripped, imports become calls of a
 * `require` that knows four things and refuses the rest — `limpide`, the learner's engine, the
 * checks' own words, and the files of the exercise.
 */
import { transform } from 'sucrase';
import type { CheckJob, EnginePiece, EngineUse } from './result.ts';

/** How a host turns a function body into a function; `file` appears in stack traces. */
export type Compile = (body: string, parameters: readonly string[], file: string) => Evaluate;
export type Evaluate = (...args: readonly unknown[]) => unknown;

/** What the host gives: modules that are ready, by name (`limpide`, `limpide/nn`…). */
export interface LinkHost {
  readonly compile: Compile;
  readonly modules: Readonly<Record<string, object>>;
}

/** An import that is not allowed. */
export class ImportRefused extends Error {
  readonly specifier: string;
  constructor(specifier: string) {
    super(`import of ${specifier} refused`);
    this.name = 'ImportRefused';
    this.specifier = specifier;
  }
}

/** A file that is not TypeScript. */
export class BadSyntax extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.name = 'BadSyntax';
    this.line = line;
    this.column = column;
  }
}

/** TypeScript to a function body with `require` and `exports`; lines stay where they are. */
export function strip(source: string, file: string): string {
  try {
    return transform(source, {
      transforms: ['typescript', 'imports'],
      disableESTransforms: true,
      filePath: file,
    }).code;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, text, line, column] =
      /(?:Error transforming [^:]*: )?(.*?) ?\((\d+):(\d+)\)/s.exec(message) ?? [];
    throw new BadSyntax(text ?? message, Number(line ?? 1), Number(column ?? 1));
  }
}

/** Whose pieces `@me/engine` is made of. */
export type Scope = 'learner' | 'reference';

/** Loads the versions of one exercise, and what they import. */
export class Linker {
  private readonly job: CheckJob;
  private readonly host: LinkHost;
  private readonly used = new Map<string, EngineUse>();
  private readonly pieces = new Map<string, object>();

  constructor(job: CheckJob, host: LinkHost) {
    this.job = job;
    this.host = host;
  }

  /** The pieces that have been asked for. */
  get engine(): readonly EngineUse[] {
    return [...this.used.values()];
  }

  /** Evaluates a module. @throws BadSyntax, ImportRefused, or what its top level throws */
  load(source: string, file: string, scope: Scope, others = this.job.others): object {
    return this.evaluate(source, file, scope, others, new Map());
  }

  private evaluate(
    source: string,
    file: string,
    scope: Scope,
    others: Readonly<Record<string, string>>,
    loaded: Map<string, object>,
  ): object {
    const exports = {};
    loaded.set(file, exports);
    const require = (specifier: string): object => this.resolve(specifier, scope, others, loaded);
    const body = `"use strict";${strip(source, file)}`;
    this.host.compile(body, ['require', 'exports'], file)(require, exports);
    return exports;
  }

  private resolve(
    specifier: string,
    scope: Scope,
    others: Readonly<Record<string, string>>,
    loaded: Map<string, object>,
  ): object {
    if (specifier === '@me/engine') return this.engineModule(scope);
    const ready = this.host.modules[specifier];
    if (ready !== undefined && Object.hasOwn(this.host.modules, specifier)) return ready;
    const name = /^(?:\.|\.\.)\/([\w-]+)\.ts$/.exec(specifier)?.[1];
    if (name !== undefined) {
      const file = `${name}.ts`;
      const known = loaded.get(file);
      if (known !== undefined) return known;
      const source = Object.hasOwn(others, name) ? others[name] : undefined;
      if (source !== undefined) return this.evaluate(source, file, scope, others, loaded);
    }
    throw new ImportRefused(specifier);
  }

  /** An object whose properties load the pieces when they are read. */
  private engineModule(scope: Scope): object {
    const module = {};
    for (const piece of this.job.engine) {
      Object.defineProperty(module, piece.name, {
        enumerable: true,
        get: () => Reflect.get(this.piece(piece, scope), piece.name),
      });
    }
    return module;
  }

  /** The module that has a piece: the learner's where it can be loaded, else the reference. */
  private piece(piece: EnginePiece, scope: Scope): object {
    if (scope === 'learner') {
      const mine = this.mine(piece);
      const usable = mine !== undefined && Reflect.get(mine, piece.name) !== undefined;
      this.note(piece, usable ? 'mine' : piece.mine === undefined ? 'reference' : 'broken');
      if (usable) return mine;
    }
    const key = `reference/${piece.exercise}.ts`;
    let reference = this.pieces.get(key);
    if (reference === undefined) {
      reference = this.load(piece.reference, key, 'reference', piece.others);
      this.pieces.set(key, reference);
    }
    return reference;
  }

  private mine(piece: EnginePiece): object | undefined {
    if (piece.mine === undefined) return undefined;
    const key = `engine/${piece.exercise}.ts`;
    let mine = this.pieces.get(key);
    if (mine === undefined) {
      try {
        mine = this.load(piece.mine, key, 'learner', piece.others);
      } catch {
        mine = {}; // it passed once and no longer loads: the reference stands in, and it is said
      }
      this.pieces.set(key, mine);
    }
    return mine;
  }

  private note(piece: EnginePiece, from: EngineUse['from']): void {
    const { name, exercise } = piece;
    if (!this.used.has(name)) this.used.set(name, { name, exercise, from });
  }
}
