/** What went wrong, as a sentence in the reader's language: never a code alone, never a stack. */
import { DamagedManifest } from '../engine/folder.ts';
import type { Bilingual, Lang } from '../format/ids.ts';
import { Usage } from './context.ts';
import { say } from './words.ts';

const noRight: Bilingual = {
  fr: 'Limpide n’a pas le droit d’écrire ou de lire {path}. Choisissez un autre dossier avec --folder, ou changez les droits de celui-ci.',
  en: 'Limpide is not allowed to write or read {path}. Choose another folder with --folder, or change the rights of this one.',
};
const notFolder: Bilingual = {
  fr: '{path} : un fichier se trouve là où il faudrait un dossier, ou l’inverse. Choisissez un autre dossier avec --folder.',
  en: '{path}: a file stands where a folder should be, or the other way round. Choose another folder with --folder.',
};
const full: Bilingual = {
  fr: 'Il n’y a plus de place sur le disque pour écrire {path}.',
  en: 'There is no room left on the disk to write {path}.',
};

const system: Readonly<Record<string, Bilingual>> = {
  EACCES: noRight,
  EPERM: noRight,
  EROFS: {
    fr: '{path} est sur un disque en lecture seule. Choisissez un autre dossier avec --folder.',
    en: '{path} is on a read-only disk. Choose another folder with --folder.',
  },
  ENOTDIR: notFolder,
  EISDIR: notFolder,
  EEXIST: notFolder,
  ENOENT: {
    fr: '{path} n’existe pas, et n’a pas pu être créé. Choisissez un autre dossier avec --folder.',
    en: '{path} does not exist, and could not be made. Choose another folder with --folder.',
  },
  ENOSPC: full,
  EDQUOT: full,
};

const damaged: Bilingual = {
  fr: '{file} ne se lit pas : ce n’est pas ce que Limpide écrit. Déplacez ce fichier, puis vérifiez à nouveau vos exercices : ceux du dossier exercises/ sont intacts.',
  en: '{file} cannot be read: it is not what Limpide writes. Move this file away, then check your exercises again: those in exercises/ are as you left them.',
};
const options: Readonly<Record<string, Bilingual>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: {
    fr: 'Option inconnue : {option}. Les options : {run} check --help',
    en: 'Unknown option {option}. The options: {run} check --help',
  },
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: {
    fr: 'L’option {option} n’est pas employée comme il faut. Les options : {run} check --help',
    en: 'The option {option} is not used as it should be. The options: {run} check --help',
  },
};

/** The sentence, and whether what was asked is to blame. */
export function explain(error: unknown, lang: Lang): { message: string; usage: boolean } {
  if (!(error instanceof Error)) return { message: String(error), usage: false };
  if (error instanceof Usage) return { message: error.message, usage: true };
  if (error instanceof DamagedManifest) {
    return { message: say(damaged, lang, { file: error.file }), usage: false };
  }
  const code = 'code' in error ? String(error.code) : '';
  const asked = options[code];
  if (asked !== undefined) {
    const option = /'(-[^\s']*)/.exec(error.message)?.[1] ?? '';
    return { message: say(asked, lang, { option }), usage: true };
  }
  const known = system[code];
  if (known === undefined || !('path' in error)) return { message: error.message, usage: false };
  return { message: say(known, lang, { path: String(error.path) }), usage: false };
}
