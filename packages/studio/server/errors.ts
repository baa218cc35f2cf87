/** What the studio says when it cannot do what was asked: a code, a sentence in both languages, a status. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface Sentences {
  readonly fr: string;
  readonly en: string;
}

export class StudioError extends Error {
  readonly code: string;
  readonly sentence: Sentences;
  readonly status: ContentfulStatusCode;

  constructor(
    code: string,
    sentence: Sentences,
    status: ContentfulStatusCode = 400,
    cause?: unknown,
  ) {
    super(sentence.en, cause === undefined ? undefined : { cause });
    this.name = 'StudioError';
    this.code = code;
    this.sentence = sentence;
    this.status = status;
  }
}

export const notFound = (what: Sentences): StudioError =>
  new StudioError(
    'studio.notFound',
    { en: `There is no ${what.en}.`, fr: `Il n’y a pas de ${what.fr}.` },
    404,
  );

/** What the operating system said, as a code: 'ENOSPC'. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
