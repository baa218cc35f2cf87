/**
 * TypeScript beside the editor, in a worker of its own: errors, completions and types under the pointer, from the
 * language's own library and the files of the exercise, which come from the server.
 */
import { type Explained, explainDiagnostic } from '@limpide/course/checker/typescript';
import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import { createWorker } from '@valtown/codemirror-ts/worker';
import ts from 'typescript';
import type { EditorFiles } from '../../../shared/exercises.ts';

export interface TypesCall {
  readonly id: number;
  readonly method: 'open' | 'updateFile' | 'objections' | 'getAutocompletion' | 'getHover';
  readonly argument: unknown;
}
export interface TypesAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** One thing that TypeScript objects to, in both languages; places count from 0. */
export interface Objection extends Explained {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
}

type Tools = ReturnType<typeof createWorker>;
let tools: Tools | undefined;

/** What TypeScript says of a file: what is wrong in its writing, or else in its meaning. */
function objections(path: string): Objection[] {
  const service = tools?.getEnv()?.languageService;
  if (!service?.getProgram()?.getSourceFile(path)) return [];
  const syntax = service.getSyntacticDiagnostics(path);
  const found = syntax.length > 0 ? syntax : service.getSemanticDiagnostics(path);
  return found.map((diagnostic) => {
    const from = diagnostic.start ?? 0;
    const { Error: error, Warning: warning } = ts.DiagnosticCategory;
    const severity =
      diagnostic.category === error
        ? 'error'
        : diagnostic.category === warning
          ? 'warning'
          : 'info';
    return {
      from,
      to: from + (diagnostic.length ?? 0),
      severity,
      ...explainDiagnostic(diagnostic),
    };
  });
}

async function open({ files, path, paths }: EditorFiles): Promise<void> {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: ['lib.esnext.d.ts'],
    types: [],
    paths,
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
  };
  const system = createSystem(new Map(Object.entries({ ...files, [path]: 'export {};\n' })));
  const roots = [path, ...Object.keys(files).filter((name) => name.startsWith('/globals'))];
  tools = createWorker(() => createVirtualTypeScriptEnvironment(system, roots, ts, options));
  await tools.initialize();
}

async function answer({ method, argument }: TypesCall): Promise<unknown> {
  if (method === 'open') return open(argument as EditorFiles);
  if (!tools) return null;
  if (method === 'objections') return objections(String(argument));
  const call = tools[method] as (given: unknown) => unknown;
  return call(argument);
}

addEventListener('message', async ({ data }: MessageEvent<TypesCall>) => {
  let said: TypesAnswer;
  try {
    // what has methods cannot travel; the editor reads plain fields
    const value = await answer(data);
    said = { id: data.id, value: value === undefined ? null : JSON.parse(JSON.stringify(value)) };
  } catch (error) {
    said = { id: data.id, error: error instanceof Error ? error.message : String(error) };
  }
  postMessage(said);
});
