/** The learner's plan: kept among the settings, given as a calendar file. */
import type { DatabaseSync } from 'node:sqlite';
import type { Lang } from '@limpide/course/format';
import { createEvents, type DateArray, type EventAttributes } from 'ics';
import { planStages } from '../../shared/planner.ts';
import { type Plan, planSchema } from '../../shared/tracks.ts';
import { notFound, StudioError } from '../errors.ts';
import { tracksIn } from './tracks.ts';

export function readPlan(database: DatabaseSync): Plan | null {
  const row = database.prepare("SELECT value FROM settings WHERE name = 'plan'").get();
  if (!row) return null;
  const found = planSchema.safeParse(JSON.parse(String(row['value'])));
  return found.success ? found.data : null;
}

export function writePlan(database: DatabaseSync, plan: Plan): Plan {
  if (!tracksIn('fr').some(({ id }) => id === plan.track)) {
    throw notFound({ en: `track "${plan.track}"`, fr: `parcours « ${plan.track} »` });
  }
  database
    .prepare(
      "INSERT INTO settings (name, value) VALUES ('plan', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .run(JSON.stringify(plan));
  return plan;
}

const dateArray = (day: string, plus = 0): DateArray => {
  const date = new Date(Date.parse(`${day}T00:00:00Z`) + plus * 86_400_000);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
};

/** The plan as an iCalendar file (RFC 5545): one event per stage, over its days. */
export function calendarOf(plan: Plan, lang: Lang): string {
  const track = tracksIn(lang).find(({ id }) => id === plan.track);
  if (!track) throw notFound({ en: `track "${plan.track}"`, fr: `parcours « ${plan.track} »` });
  const events = planStages(track.stages, plan).map((planned, i): EventAttributes => {
    const stage = track.stages[i];
    return {
      uid: `${track.id}-${planned.stage}@limpide`,
      title: `Limpide · ${stage?.title ?? planned.stage}`,
      description: `${stage?.aim ?? ''}\n${stage?.milestone ?? ''}`,
      start: dateArray(planned.start),
      end: dateArray(planned.end, 1),
      productId: 'limpide/studio',
      busyStatus: 'FREE',
    };
  });
  const { error, value } = createEvents(events);
  if (error || !value) {
    throw new StudioError(
      'studio.calendar',
      {
        en: `The calendar could not be made: ${error?.message ?? ''}`,
        fr: `Le calendrier n’a pas pu être fait : ${error?.message ?? ''}`,
      },
      500,
      error,
    );
  }
  return value;
}
