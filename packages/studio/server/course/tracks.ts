/** The tracks in one language. */
import { catalogue } from '@limpide/course/catalogue';
import type { Lang } from '@limpide/course/format';
import type { Track } from '../../shared/tracks.ts';

export function tracksIn(lang: Lang): Track[] {
  const titles = new Map(catalogue.concepts.map(({ id, title }) => [id, title[lang]]));
  return catalogue.tracks.map((track) => ({
    id: track.id,
    title: track.title[lang],
    summary: track.summary[lang],
    audience: track.audience.map((text) => text[lang]),
    prerequisites: track.prerequisites.map((text) => text[lang]),
    objectives: track.objectives.map((text) => text[lang]),
    assessment: track.assessment[lang],
    hours: track.hours,
    pace: track.pace[lang],
    stages: track.stages.map((stage) => ({
      id: stage.id,
      title: stage.title[lang],
      aim: stage.aim[lang],
      minutes: stage.minutes,
      concepts: stage.concepts.map((id) => ({ id, title: titles.get(id) ?? id })),
      steps: stage.steps.map((step) =>
        step.kind === 'lesson'
          ? { kind: step.kind, lesson: step.lesson }
          : {
              kind: step.kind,
              id: step.id,
              title: step.title[lang],
              what: step.what[lang],
              minutes: step.minutes,
              where: [...(step.where ?? [])],
            },
      ),
      milestone: stage.milestone[lang],
    })),
    resources: track.resources.map(({ title, authors, year, url, note }) => ({
      title,
      authors,
      ...(year !== undefined && { year }),
      ...(url !== undefined && { url }),
      note: note[lang],
    })),
  }));
}
