/**
 * A lesson's text as data: blocks that a page shows one after the other. Prose is HTML already;
 * what answers the reader (widgets, quizzes, exercises) is left to the page.
 */
import type { Lang } from '../ids.ts';

export type Block =
  /** Paragraphs, lists, tables, quotations, formulas. */
  | { readonly type: 'html'; readonly html: string; readonly text: string }
  | {
      readonly type: 'heading';
      readonly level: number;
      readonly id: string;
      readonly html: string;
      readonly text: string;
    }
  | { readonly type: 'code'; readonly tabs: readonly CodeTab[] }
  | {
      readonly type: 'widget';
      readonly name: string;
      /** Unique in the lesson. */
      readonly id: string;
      readonly options: Readonly<Record<string, unknown>>;
      readonly caption: string;
    }
  | { readonly type: 'exercise'; readonly name: string }
  | { readonly type: 'quiz'; readonly id: string; readonly questions: readonly Question[] }
  | {
      readonly type: 'predict';
      readonly id: string;
      readonly question: readonly Block[];
      readonly answer: readonly Block[];
    }
  | {
      readonly type: 'note';
      readonly kind: 'remark' | 'warning' | 'practice' | 'history' | 'further';
      readonly title: string;
      readonly blocks: readonly Block[];
    };

export interface CodeTab {
  readonly title: string;
  readonly language: string;
  readonly html: string;
  readonly source: string;
}

/** HTML, and the same as plain text for the terminal and the search. */
export interface Rich {
  readonly html: string;
  readonly text: string;
}

export type Question = { readonly id: string; readonly question: Rich } & (
  | {
      readonly type: 'choice';
      readonly answers: readonly {
        readonly text: Rich;
        readonly correct: boolean;
        readonly why: Rich;
      }[];
    }
  | {
      readonly type: 'number';
      readonly value: number;
      readonly tolerance: number;
      readonly why: Rich;
      readonly traps: readonly { readonly value: number; readonly why: Rich }[];
    }
);

/** A sentence that checks refer to. */
export interface Rule {
  readonly id: string;
  readonly text: string;
  readonly html: string;
  /** The heading it stands under. */
  readonly section: string;
}

/** Something wrong in a text. */
export interface TextProblem {
  readonly line: number;
  readonly message: string;
}

/** The text of a lesson in one language. */
export interface LessonText {
  readonly lang: Lang;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly headings: readonly {
    readonly id: string;
    readonly level: number;
    readonly text: string;
  }[];
  readonly rules: readonly Rule[];
  readonly terms: readonly string[];
  readonly links: readonly string[];
  readonly problems: readonly TextProblem[];
}
