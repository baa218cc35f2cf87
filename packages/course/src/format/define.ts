/**
 * What the files of the course declare: a lesson, an exercise, a track, a concept, a term.
 *
 * The `define…` functions return what they are given; they are there for the types, and so that a
 * reader knows what a file is from its first line.
 */
import {
  type Bilingual,
  type ConceptId,
  type Lang,
  type Layer,
  type LessonId,
  layers,
  type TermId,
} from './ids.ts';

/** A book, an article, a page that a lesson rests on. */
export interface Source {
  readonly title: string;
  readonly authors: string;
  readonly year?: number;
  readonly url?: string;
}

/** `lessons/<layer>/<lesson>/lesson.ts`, one concept, 20–60 minutes. */
export interface LessonMeta {
  readonly id: LessonId;
  readonly title: Bilingual;
  /** One sentence: what one can do after the lesson. */
  readonly summary: Bilingual;
  /** Concepts of `concepts/` that the lesson teaches. */
  readonly teaches: readonly ConceptId[];
  /** Lessons that should be known before. */
  readonly requires: readonly LessonId[];
  /** Reading and exercises together. */
  readonly minutes: number;
  readonly sources: readonly Source[];
}

/** What the learner is asked to do. */
export type ExerciseKind = 'code' | 'train' | 'debug' | 'predict' | 'derive';

/** 1: everybody; 2: to know it well; 3: to go further. */
export type Tier = 1 | 2 | 3;

/** One thing to do, often one function; checks belong to tasks. */
export interface Task extends Bilingual {
  readonly id: string;
  readonly points: number;
}

/** A typical mistake: `wrong/<id>.ts` makes it, this says what it is and what to look at. */
export interface Diagnosis extends Bilingual {
  readonly id: string;
  /** The `{% rule id="…" %}` of the lesson that speaks of it. */
  readonly rule?: string;
}

/** Limits of a check of this exercise; the usual ones are 5 s and 256 MB. */
export interface Limits {
  readonly seconds?: number;
  readonly megabytes?: number;
}

/** `exercises/<name>/exercise.ts`. */
export interface ExerciseMeta {
  /** The name of the folder. */
  readonly id: string;
  readonly title: Bilingual;
  readonly kind: ExerciseKind;
  readonly tier: Tier;
  readonly minutes: number;
  readonly tasks: readonly Task[];
  /** What goes into the learner's engine: names that `solution.ts` exports, unique in the course. */
  readonly exports: readonly string[];
  readonly diagnoses: readonly Diagnosis[];
  readonly limits?: Limits;
}

/** One concept of the map: what progress belongs to. */
export interface Concept {
  readonly id: ConceptId;
  readonly title: Bilingual;
  /** The lesson that teaches it. */
  readonly lesson: LessonId;
}

/** A lesson that is not written yet: it is on the map, shown as coming. */
export interface ComingLesson {
  readonly id: LessonId;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  readonly requires: readonly LessonId[];
  readonly minutes: number;
}

/** A lesson, or a project, of a track. */
export type Step =
  | { readonly kind: 'lesson'; readonly lesson: LessonId }
  | {
      readonly kind: 'project';
      readonly id: string;
      readonly title: Bilingual;
      readonly what: Bilingual;
      readonly minutes: number;
      /** Where the project is done: an exercise, or a room of the studio. */
      readonly where?: readonly LessonId[];
    };

/** A phase, a half-day, a layer: a stretch of the track with its own aim. */
export interface Stage {
  readonly id: string;
  readonly title: Bilingual;
  readonly aim: Bilingual;
  readonly minutes: number;
  /** Everything that the stage covers. */
  readonly concepts: readonly ConceptId[];
  readonly steps: readonly Step[];
  /** What shows that the stage is over. */
  readonly milestone: Bilingual;
}

/** `tracks/<id>.ts`: an ordered path through the graph. */
export interface TrackMeta {
  readonly id: string;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  readonly audience: readonly Bilingual[];
  readonly prerequisites: readonly Bilingual[];
  readonly objectives: readonly Bilingual[];
  /** How the learner is judged at the end. */
  readonly assessment: Bilingual;
  /** Total, in hours; and the pace proposed. */
  readonly hours: number;
  readonly pace: Bilingual;
  readonly stages: readonly Stage[];
  /** What to read, watch or follow besides. */
  readonly resources: readonly (Source & {
    readonly note: Bilingual;
    readonly lang: Lang | 'fr, en';
  })[];
}

/** One entry of the glossary. */
export interface Term {
  readonly id: TermId;
  readonly term: Bilingual;
  /** Markdown with formulas; one to three sentences. */
  readonly definition: Bilingual;
  readonly lesson?: LessonId;
  readonly see?: readonly TermId[];
}

export const defineLesson = (lesson: LessonMeta): LessonMeta => lesson;
export const defineExercise = (exercise: ExerciseMeta): ExerciseMeta => exercise;
export const defineTrack = (track: TrackMeta): TrackMeta => track;
export const defineConcepts = <const C extends readonly Concept[]>(concepts: C): C => concepts;
export const defineTerms = (terms: readonly Term[]): readonly Term[] => terms;

/** The layer of a lesson. */
export const layerOf = (id: LessonId): Layer =>
  layers.find((layer) => id.startsWith(`${layer}/`)) ?? 'frontier';
