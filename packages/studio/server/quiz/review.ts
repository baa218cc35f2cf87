/**
 * Spaced review: every question answered once comes back when it is about to be forgotten. When that is, is said by
 * FSRS (the free spaced repetition scheduler, Ye, Su & Cao 2022), through ts-fsrs.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Block, Lang, Lesson, Question } from '@limpide/course/format';
import { type Card, createEmptyCard, type Grade as FsrsGrade, fsrs, Rating } from 'ts-fsrs';
import type { Grade, QuizAnswer, ReviewItem } from '../../shared/quiz.ts';
import type { CourseStore } from '../course/store.ts';
import { transaction } from '../database/open.ts';
import { notFound, StudioError } from '../errors.ts';

/** Days, not minutes: what was just read is not asked again the same hour. */
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false });
const ratings: Readonly<Record<Grade, FsrsGrade>> = {
  1: Rating.Again,
  2: Rating.Hard,
  3: Rating.Good,
  4: Rating.Easy,
};
const dayLength = 86_400_000;

interface Kept {
  readonly lesson: string;
  readonly question: string;
  readonly card: Card;
}

/** Every question of a text, those inside remarks too. */
export function questionsIn(blocks: readonly Block[]): Question[] {
  return blocks.flatMap((block) => {
    if (block.type === 'quiz') return [...block.questions];
    if (block.type === 'note') return questionsIn(block.blocks);
    if (block.type === 'predict') return questionsIn([...block.question, ...block.answer]);
    return [];
  });
}

/** Whether an answer to a question is right; the page says so too, and the server looks for itself. */
export function isRight(question: Question, answer: string): boolean {
  const value = Number(answer);
  if (answer.trim() === '' || Number.isNaN(value)) return false;
  if (question.type === 'choice') return question.answers[value]?.correct ?? false;
  return Math.abs(value - question.value) <= question.tolerance;
}

/** A lesson that is gone is an answer; anything else is a fault. */
function whenGone(error: unknown): null {
  if (error instanceof StudioError && error.status === 404) return null;
  throw error;
}

export class Review {
  readonly #database: DatabaseSync;
  readonly #course: CourseStore;
  readonly #now: () => Date;

  constructor(database: DatabaseSync, course: CourseStore, now: () => Date = () => new Date()) {
    this.#database = database;
    this.#course = course;
    this.#now = now;
  }

  /** Notes an answer; the question joins the review, or is judged anew when it was due. */
  async answer({ lesson: id, question: name, answer }: QuizAnswer): Promise<QuizAnswer> {
    const { question } = await this.#find(id, name, 'fr');
    const correct = isRight(question, answer);
    const now = this.#now();
    transaction(this.#database, () => {
      this.#database
        .prepare(
          'INSERT INTO answers (lesson, question, answer, correct, answered_at) VALUES (?, ?, ?, ?, ?)',
        )
        .run(id, name, answer, correct ? 1 : 0, now.toISOString());
      const kept = this.#card(id, name);
      // a second right answer the same day teaches nothing new about memory
      if (kept && correct && kept.due > now) return;
      this.#keep(id, name, this.#next(kept ?? createEmptyCard(now), correct ? 3 : 1));
    });
    return { lesson: id, question: name, answer, correct };
  }

  /** The last answer to each question of a lesson. */
  answers(lesson: string): Record<string, { answer: string; correct: boolean }> {
    const rows = this.#database
      .prepare('SELECT question, answer, correct FROM answers WHERE lesson = ? ORDER BY id')
      .all(lesson);
    return Object.fromEntries(
      rows.map((row) => [
        String(row['question']),
        { answer: String(row['answer']), correct: row['correct'] === 1 },
      ]),
    );
  }

  /** How well a due question was remembered. */
  async grade(lesson: string, name: string, grade: Grade): Promise<void> {
    const card = this.#card(lesson, name);
    if (!card) {
      throw notFound({
        en: `question "${name}" to review in ${lesson}`,
        fr: `question « ${name} » à revoir dans ${lesson}`,
      });
    }
    this.#keep(lesson, name, this.#next(card, grade));
  }

  /** What is due, the oldest first. */
  async due(lang: Lang): Promise<ReviewItem[]> {
    const items: ReviewItem[] = [];
    for (const { lesson: id, question: name, card } of this.#dueCards()) {
      const found = await this.#find(id, name, lang).catch(whenGone);
      // a question that has left its lesson is not asked any more
      if (!found) continue;
      const inDays = (grade: Grade): number =>
        Math.max(
          1,
          Math.round((this.#next(card, grade).due.getTime() - this.#now().getTime()) / dayLength),
        );
      items.push({
        lesson: { id, title: found.lesson.meta.title[lang] },
        question: found.question,
        due: card.due.toISOString(),
        days: [inDays(1), inDays(2), inDays(3), inDays(4)],
      });
    }
    return items;
  }
  async dueCount(): Promise<number> {
    let count = 0;
    for (const { lesson, question } of this.#dueCards()) {
      if (await this.#find(lesson, question, 'fr').catch(whenGone)) count++;
    }
    return count;
  }
  /** When the next question comes back. */
  next(): string | null {
    const row = this.#database
      .prepare('SELECT min(due) AS due FROM cards WHERE due > ?')
      .get(this.#now().toISOString());
    return typeof row?.['due'] === 'string' ? row['due'] : null;
  }

  #dueCards(): Kept[] {
    return this.#database
      .prepare('SELECT lesson, question, card FROM cards WHERE due <= ? ORDER BY due')
      .all(this.#now().toISOString())
      .map((row) => ({
        lesson: String(row['lesson']),
        question: String(row['question']),
        card: cardFrom(String(row['card'])),
      }));
  }
  #next(card: Card, grade: Grade): Card {
    return scheduler.next(card, this.#now(), ratings[grade]).card;
  }
  #card(lesson: string, question: string): Card | null {
    const row = this.#database
      .prepare('SELECT card FROM cards WHERE lesson = ? AND question = ?')
      .get(lesson, question);
    return row ? cardFrom(String(row['card'])) : null;
  }
  #keep(lesson: string, question: string, card: Card): void {
    this.#database
      .prepare(
        `INSERT INTO cards (lesson, question, card, due) VALUES (?, ?, ?, ?)
         ON CONFLICT (lesson, question) DO UPDATE SET card = excluded.card, due = excluded.due`,
      )
      .run(lesson, question, JSON.stringify(card), card.due.toISOString());
  }
  async #find(
    id: string,
    name: string,
    lang: Lang,
  ): Promise<{ lesson: Lesson; question: Question }> {
    const [layer = '', short = ''] = id.split('/');
    const lesson = await this.#course.lesson(layer, short);
    const questions = questionsIn(this.#course.text(lesson, lang).blocks);
    const question = questions.find((each) => each.id === name);
    if (!question) {
      throw notFound({ en: `question "${name}" in ${id}`, fr: `question « ${name} » dans ${id}` });
    }
    return { lesson, question };
  }
}

/** JSON has no dates. */
function cardFrom(text: string): Card {
  const { due, last_review: last, ...rest } = JSON.parse(text) as Card;
  return { ...rest, due: new Date(due), ...(last && { last_review: new Date(last) }) };
}
