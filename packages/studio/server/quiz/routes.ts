/** `/api/quiz`, `/api/review` */
import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { gradeSchema, quizAnswerSchema } from '../../shared/quiz.ts';
import { langOf, lessonId } from '../course/names.ts';
import type { Studio } from '../studio.ts';

export const quizRoutes = ({ review, events }: Studio): Hono =>
  new Hono()
    .post('/quiz', zValidator('json', quizAnswerSchema), async (context) => {
      const noted = await review.answer(context.req.valid('json'));
      events.tell('progress', {});
      return context.json(noted);
    })
    .get('/quiz/:layer/:lesson', (context) =>
      context.json(
        review.answers(lessonId(context.req.param('layer'), context.req.param('lesson'))),
      ),
    )
    .get('/review', async (context) =>
      context.json({
        items: await review.due(langOf(context.req.query('lang'))),
        next: review.next(),
      }),
    )
    .post('/review/:layer/:lesson/:question', zValidator('json', gradeSchema), async (context) => {
      const { layer, lesson, question } = context.req.param();
      await review.grade(lessonId(layer, lesson), question, context.req.valid('json').grade);
      events.tell('progress', {});
      return context.json({
        items: await review.due(langOf(context.req.query('lang'))),
        next: review.next(),
      });
    });
