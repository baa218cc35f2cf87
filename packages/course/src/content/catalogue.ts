/** What stands beside the lessons: concepts, lessons to come, tracks, glossary. */
import { concepts } from '../../concepts/index.ts';
import { terms } from '../../glossary/index.ts';
import { coming, tracks } from '../../tracks/index.ts';
import type { ComingLesson, Concept, Term, TrackMeta } from '../format/define.ts';
import { firstPath, type LessonId } from '../format/ids.ts';
import { checkSource } from './sources.ts';

export interface Catalogue {
  readonly concepts: readonly Concept[];
  readonly coming: readonly ComingLesson[];
  readonly tracks: readonly TrackMeta[];
  readonly terms: readonly Term[];
}

/** The catalogue of this course. */
export const catalogue: Catalogue = { concepts, coming, tracks, terms };

/** What is wrong in the catalogue itself, as sentences. */
export function checkCatalogue(
  { concepts: known, coming: later, tracks: all, terms: words }: Catalogue,
  written: readonly LessonId[],
): string[] {
  const problems: string[] = [];
  const lessons = new Set<string>([...firstPath, ...written, ...later.map((l) => l.id)]);
  const ids = new Set(known.map((concept) => concept.id));
  const twice = (kind: string, names: readonly string[]): void => {
    for (const name of new Set(names.filter((n, i) => names.indexOf(n) !== i)))
      problems.push(`${kind} ${name} stands twice`);
  };
  twice(
    'concept',
    known.map((concept) => concept.id),
  );
  twice(
    'term',
    words.map((term) => term.id),
  );
  twice(
    'the term called',
    words.map(({ term }) => `“${term.fr}” (${term.en})`),
  );
  twice('coming lesson', [...later.map((lesson) => lesson.id), ...firstPath]);
  for (const { id, lesson } of known)
    if (!lessons.has(lesson)) problems.push(`concept ${id}: unknown lesson ${lesson}`);
  for (const { id, requires } of later)
    for (const required of requires)
      if (!lessons.has(required)) problems.push(`coming ${id}: requires unknown ${required}`);
  for (const track of all) {
    const covered = new Set<string>();
    for (const stage of track.stages) {
      for (const concept of stage.concepts) {
        if (!ids.has(concept)) problems.push(`track ${track.id}: unknown concept ${concept}`);
        covered.add(known.find((c) => c.id === concept)?.lesson ?? '');
      }
      for (const step of stage.steps) {
        const named = step.kind === 'lesson' ? [step.lesson] : (step.where ?? []);
        for (const lesson of named)
          if (!lessons.has(lesson)) problems.push(`track ${track.id}: unknown lesson ${lesson}`);
      }
      const placed = stage.steps.flatMap((s) => (s.kind === 'lesson' ? [s.lesson] : []));
      const taught = new Set<string>(placed);
      for (const concept of stage.concepts) {
        const lesson = known.find((c) => c.id === concept)?.lesson;
        const before = track.stages.some((other) =>
          other.steps.some((s) => s.kind === 'lesson' && s.lesson === lesson),
        );
        if (lesson !== undefined && !taught.has(lesson) && !before)
          problems.push(
            `track ${track.id}, stage ${stage.id}: no step teaches ${concept} (${lesson})`,
          );
      }
    }
  }
  for (const { id, resources } of all) {
    for (const resource of resources)
      problems.push(...checkSource(resource).map((message) => `track ${id}: ${message}`));
  }
  for (const term of words) {
    if (term.lesson !== undefined && !lessons.has(term.lesson))
      problems.push(`term ${term.id}: unknown lesson ${term.lesson}`);
    for (const other of term.see ?? [])
      if (!words.some((word) => word.id === other))
        problems.push(`term ${term.id}: unknown ${other}`);
  }
  return problems;
}
