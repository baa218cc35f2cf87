/** The course in memory: read once, and again when a file of it has changed. */
import fs from 'node:fs';
import type { Course, Exercise, Lang, Lesson } from '@limpide/course/format';
import { renderLesson } from '@limpide/course/format/lesson';
import { courseFolder, loadCourse } from '@limpide/course/format/load';
import { notFound } from '../errors.ts';
import { webLinks } from './links.ts';
import { lessonId } from './names.ts';

type LessonText = ReturnType<typeof renderLesson>;

export class CourseStore {
  #course: Promise<Course> | null = null;
  readonly #texts = new Map<string, LessonText>();

  /** Everything that was written. */
  course(): Promise<Course> {
    this.#course ??= loadCourse();
    return this.#course;
  }
  /** Renders every lesson ahead, little by little, so that it opens at once. */
  async warm(): Promise<void> {
    const { lessons } = await this.course();
    for (const lang of ['fr', 'en'] as const) {
      for (const lesson of lessons) {
        this.text(lesson, lang);
        await new Promise((resume) => setTimeout(resume, 20)); // others are served in between
      }
    }
  }
  /** Reads the course again at the next question, for those who write it. */
  watch(): () => void {
    const watcher = fs.watch(`${courseFolder}/lessons`, { recursive: true }, () => {
      this.#course = null;
      this.#texts.clear();
    });
    watcher.unref();
    return () => watcher.close();
  }
  /** @throws StudioError when there is no such lesson */
  async lesson(layer: string, name: string): Promise<Lesson> {
    const id = lessonId(layer, name);
    const { lessons } = await this.course();
    const lesson = lessons.find(({ meta }) => meta.id === id);
    if (!lesson) throw notFound({ en: `lesson "${id}"`, fr: `leçon « ${id} »` });
    return lesson;
  }
  /** @throws StudioError when there is no such exercise */
  async exercise(layer: string, name: string, exercise: string): Promise<Exercise> {
    const lesson = await this.lesson(layer, name);
    const found = lesson.exercises.find(({ meta }) => meta.id === exercise);
    if (!found) {
      const id = `${lesson.meta.id}/${exercise}`;
      throw notFound({ en: `exercise "${id}"`, fr: `exercice « ${id} »` });
    }
    return found;
  }
  /** The text of a lesson, rendered once per language. */
  text(lesson: Lesson, lang: Lang): LessonText {
    const key = `${lesson.meta.id}:${lang}`;
    let text = this.#texts.get(key);
    if (!text) {
      text = webLinks(renderLesson(lesson, lang));
      this.#texts.set(key, text);
    }
    return text;
  }
}
