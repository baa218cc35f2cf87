/** The map of the course, asked for once per language. */
import { type CourseMap, courseMapSchema } from '../../../shared/course.ts';
import { api } from './api.ts';
import { language } from './i18n.svelte.ts';

class LessonCards {
  map = $state.raw<CourseMap | null>(null);
  #lang = '';
  #asked: Promise<CourseMap> | null = null;

  /** The map in the current language. */
  load(): Promise<CourseMap> {
    const lang = language.current;
    if (this.#asked && this.#lang === lang) return this.#asked;
    this.#lang = lang;
    const asked = api.get(`/api/course?lang=${lang}`, courseMapSchema);
    this.#asked = asked;
    asked.then(
      (map) => {
        if (this.#lang === lang) this.map = map;
      },
      () => {
        this.#asked = null;
      },
    );
    return asked;
  }
  lesson(id: string): CourseMap['lessons'][number] | undefined {
    return this.map?.lessons.find((lesson) => lesson.id === id);
  }
  exercise(id: string): CourseMap['lessons'][number]['exercises'][number] | undefined {
    const lesson = this.lesson(id.split('/').slice(0, 2).join('/'));
    return lesson?.exercises.find((exercise) => exercise.id === id);
  }
}

export const lessonCards = new LessonCards();
