/** Answers to questions of lessons, and their return in the spaced review. */
import type { Question } from '@limpide/course/format';
import { z } from 'zod';

export const quizAnswerSchema = z.object({
  lesson: z.string(),
  question: z.string(),
  answer: z.string().max(200),
  correct: z.boolean(),
});
export type QuizAnswer = z.infer<typeof quizAnswerSchema>;

/** The last answer to each question of a lesson, by the question's id. */
export const answersSchema = z.record(
  z.string(),
  z.object({ answer: z.string(), correct: z.boolean() }),
);

/** How well one remembered: again, hard, good, easy. */
export const grades = [1, 2, 3, 4] as const;
export const gradeSchema = z.object({ grade: z.literal(grades) });
export type Grade = (typeof grades)[number];

export const reviewItemSchema = z.object({
  lesson: z.object({ id: z.string(), title: z.string() }),
  question: z.custom<Question>(
    (value) => typeof value === 'object' && value !== null && 'type' in value,
  ),
  due: z.string(),
  /** In how many days it comes back, for each grade. */
  days: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

export const reviewSchema = z.object({
  items: z.array(reviewItemSchema),
  /** The next moment at which something is due, when nothing is now. */
  next: z.string().nullable(),
});
