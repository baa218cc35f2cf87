/** What a page and a terminal show of a lesson. */
import type { Exercise, Lesson } from './course.ts';
import type { Lang } from './ids.ts';
import type { LessonText } from './text/blocks.ts';
import { renderPlain } from './text/plain.ts';
import { type RenderOptions, renderRich, renderText } from './text/render.ts';

/** A lesson in one language: a document of blocks with HTML inside. */
export const renderLesson = (lesson: Lesson, lang: Lang, options?: RenderOptions): LessonText =>
  renderText(lesson.texts[lang], lang, options);

/** The same for a terminal, `columns` wide. */
export const lessonPlain = (lesson: Lesson, lang: Lang, columns = 80): string =>
  renderPlain(renderLesson(lesson, lang, { typeset: false }), columns);

/** The hints of one task of an exercise, as HTML and text. */
export const renderHints = (exercise: Exercise, lang: Lang, task: string) =>
  (exercise.hints[lang][task] ?? []).map((hint) => renderRich(hint, lang));
