/** What every command gets, and how it says that it was asked wrongly. */
import type { LearnerFolder } from '../engine/folder.ts';
import type { Lang } from '../format/ids.ts';

/** What a command knows. */
export interface Context {
  readonly lang: Lang;
  readonly json: boolean;
  readonly folder: LearnerFolder;
  readonly positionals: readonly string[];
  /** `--gates n`: how many seeds. */
  readonly gates?: number;
  /** `--snippets`. */
  readonly snippets: boolean;
  text(line: string): void;
  object(value: Readonly<Record<string, unknown>>): void;
}

/** Something that was asked wrongly. */
export class Usage extends Error {}
