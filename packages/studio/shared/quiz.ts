/** Answers to questions of lessons. */
import { z } from 'zod';

export const quizAnswerSchema = z.object({
  lesson: z.string(),
  question: z.string(),
  answer: z.string().max(200),
  correct: z.boolean(),
});
export type QuizAnswer = z.infer<typeof quizAnswerSchema>;
