/** The system's error codes, turned into sentences. */

import { fileErrors } from '../errors/catalog/files.ts';
import { DataError, LimpideError } from '../errors/index.ts';
import { builtin } from './node.ts';

type Code = keyof typeof fileErrors;

const reading: Readonly<Record<string, Code>> = {
  ENOENT: 'io.missing',
  EACCES: 'io.readPermission',
  EPERM: 'io.readPermission',
  EISDIR: 'io.isFolder',
  ENOTDIR: 'io.notFolder',
  ENAMETOOLONG: 'io.path',
  ERR_INVALID_ARG_VALUE: 'io.path',
};

const writing: Readonly<Record<string, Code>> = {
  ...reading,
  ENOENT: 'io.missingFolder',
  EACCES: 'io.writePermission',
  EPERM: 'io.writePermission',
  EROFS: 'io.writePermission',
  ENOSPC: 'io.noSpace',
  EDQUOT: 'io.noSpace',
};

/**
 * The typed error for something the system refused.
 *
 * @param bytes how much was to be written, for the sentence about a full disk
 */
export function ioError(
  error: unknown,
  path: string,
  doing: 'read' | 'write',
  bytes?: number,
): LimpideError {
  if (error instanceof LimpideError) return error;
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const code = (doing === 'read' ? reading : writing)[reason] ?? 'io.failed';
  const folder = builtin('node:path')?.dirname(path);
  return new DataError(code, fileErrors[code], { path, folder, bytes, reason }, error);
}
