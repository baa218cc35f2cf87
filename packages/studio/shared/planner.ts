/** From a track and a pace to dates: when each stage begins and ends. */
import type { Plan, Track } from './tracks.ts';

/** A stage of a track, in the calendar. Dates are `2026-11-21`; the end is the stage's last day. */
export interface PlannedStage {
  readonly stage: string;
  readonly start: string;
  readonly end: string;
  readonly minutes: number;
}

const dayLength = 86_400_000;
const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * By the week, work is spread evenly over all seven days (who learns chooses which); by the day, stages follow
 * each other on working days, several in one day when they fit.
 */
export function planStages(stages: Track['stages'], plan: Omit<Plan, 'track'>): PlannedStage[] {
  const first = Date.parse(`${plan.start}T00:00:00Z`);
  if (plan.hoursAWeek !== null) {
    const minutesADay = (plan.hoursAWeek * 60) / 7;
    let done = 0;
    return stages.map(({ id, minutes }) => {
      const from = Math.floor(done / minutesADay + 1e-9);
      done += minutes;
      const to = Math.max(from, Math.ceil(done / minutesADay - 1e-9) - 1);
      return {
        stage: id,
        start: toDay(first + from * dayLength),
        end: toDay(first + to * dayLength),
        minutes,
      };
    });
  }
  const minutesADay = plan.hoursADay * 60;
  let done = 0;
  return stages.map(({ id, minutes }) => {
    const from = Math.floor(done / minutesADay + 1e-9);
    done += minutes;
    const to = Math.max(from, Math.ceil(done / minutesADay - 1e-9) - 1);
    return {
      stage: id,
      start: toDay(workingDay(first, from)),
      end: toDay(workingDay(first, to)),
      minutes,
    };
  });
}

/** The n-th working day (Monday to Friday) from a day on, that day included when it is one. */
function workingDay(first: number, n: number): number {
  let time = first;
  for (let left = n; ; time += dayLength) {
    const weekday = new Date(time).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    if (left-- === 0) return time;
  }
}
