/**
 * Type errors of a learner's file, by TypeScript itself: a language service over the real file system
 * and a few files in memory. The first call loads the compiler and its libraries; later ones reuse
 * what does not change.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { learnerGlobals } from '../globals.ts';
import type { TypeProblem } from '../result.ts';
import { explainDiagnostic } from '../typescript/explain.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../..');

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ['lib.esnext.d.ts'],
  types: [],
  customConditions: ['limpide-source'],
  paths: { '@me/engine': [path.join(root, 'packages/course/lessons/engine.ts')] },
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

/** Checks files by their types. */
export class TypeChecker {
  private readonly files = new Map<string, { text: string; version: number }>();
  private readonly service: ts.LanguageService;

  constructor() {
    const { files } = this;
    files.set(path.join(root, '__globals__.d.ts'), { text: learnerGlobals, version: 1 });
    this.service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...files.keys()],
      getScriptVersion: (file) => String(files.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const text = files.get(file)?.text ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (file) => files.has(file) || fs.existsSync(file),
      readFile: (file) => files.get(file)?.text ?? ts.sys.readFile(file),
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
      realpath: (file) => ts.sys.realpath?.(file) ?? file,
    });
  }

  /**
   * The errors of `source`, as if it stood in the folder of its exercise.
   *
   * @param folder the exercise's folder, so that `./data.ts` is found
   */
  check(source: string, folder: string): TypeProblem[] {
    // a name that no exercise has, beside its other files
    const file = path.join(folder, '__learner__.ts');
    this.files.set(file, { text: source, version: (this.files.get(file)?.version ?? 0) + 1 });
    const found = this.diagnostics(file);
    if (found.length === 0) return [];
    return found.map((diagnostic) => {
      const start = diagnostic.start ?? 0;
      const at = diagnostic.file?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
      return {
        line: at.line + 1,
        column: at.character + 1,
        code: diagnostic.code,
        ...explainDiagnostic(diagnostic),
      };
    });
  }

  private diagnostics(file: string): ts.Diagnostic[] {
    const syntax = this.service.getSyntacticDiagnostics(file);
    return syntax.length > 0 ? [...syntax] : this.service.getSemanticDiagnostics(file);
  }
}
