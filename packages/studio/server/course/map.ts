/** The map of the course in one language. */
import { catalogue } from '@limpide/course/catalogue';
import { firstPath, type Lang, type Lesson, layerOf, layers } from '@limpide/course/format';
import type { CourseMap, LessonCard } from '../../shared/course.ts';

/** Names of the layers, from the ground up. */
const layerTitles: Readonly<Record<(typeof layers)[number], Readonly<Record<Lang, string>>>> = {
  guide: { fr: 'Guide', en: 'Guide' },
  maths: { fr: 'Mathématiques', en: 'Mathematics' },
  models: { fr: 'Premiers modèles', en: 'First models' },
  networks: { fr: 'Réseaux de neurones', en: 'Neural networks' },
  tables: { fr: 'Tableaux de données', en: 'Data tables' },
  classical: { fr: 'Apprentissage classique', en: 'Classical learning' },
  vision: { fr: 'Vision', en: 'Vision' },
  sequences: { fr: 'Séquences', en: 'Sequences' },
  language: { fr: 'Langue', en: 'Language' },
  generative: { fr: 'Modèles génératifs', en: 'Generative models' },
  reinforcement: { fr: 'Apprentissage par renforcement', en: 'Reinforcement learning' },
  agents: { fr: 'Agents', en: 'Agents' },
  frontier: { fr: 'À la frontière', en: 'At the frontier' },
};

export function cardOf({ meta, exercises }: Lesson, lang: Lang): LessonCard {
  return {
    id: meta.id,
    layer: layerOf(meta.id),
    title: meta.title[lang],
    summary: meta.summary[lang],
    minutes: meta.minutes,
    requires: [...meta.requires],
    teaches: [...meta.teaches],
    written: true,
    exercises: exercises.map((exercise) => ({
      id: exercise.id,
      title: exercise.meta.title[lang],
      kind: exercise.meta.kind,
      tier: exercise.meta.tier,
      minutes: exercise.meta.minutes,
      exports: [...exercise.meta.exports],
    })),
  };
}

export function mapOf(lessons: readonly LessonCard[], lang: Lang): CourseMap {
  const present = layers.filter((id) => lessons.some(({ layer }) => layer === id));
  return {
    lessons: [...lessons].sort((a, b) => placeOf(a.id) - placeOf(b.id)),
    layers: present.map((id) => ({ id, title: layerTitles[id][lang] })),
  };
}

/** Lessons that are announced: on the map from the first day. */
export function comingCards(written: readonly Lesson[], lang: Lang): LessonCard[] {
  const present = new Set<string>(written.map(({ meta }) => meta.id));
  const announced = catalogue.coming.filter(({ id }) => !present.has(id));
  const cards = announced.map(({ id, title, summary, requires, minutes }) => ({
    id,
    title: title[lang],
    summary: summary[lang],
    requires: [...requires],
    minutes,
  }));
  const named = new Set<string>(announced.map(({ id }) => id));
  for (const id of firstPath) {
    if (present.has(id) || named.has(id)) continue;
    const concept = catalogue.concepts.find(({ lesson }) => lesson === id);
    cards.push({ id, title: concept?.title[lang] ?? id, summary: '', requires: [], minutes: 40 });
  }
  return cards.map((card) => ({
    ...card,
    layer: layerOf(card.id),
    teaches: catalogue.concepts.filter(({ lesson }) => lesson === card.id).map(({ id }) => id),
    written: false,
    exercises: [],
  }));
}

/** In the order in which they are read: the first path, then what comes after it. */
function placeOf(id: string): number {
  const first: readonly string[] = firstPath;
  const at = first.indexOf(id);
  if (at >= 0) return at;
  return first.length + catalogue.coming.findIndex((lesson) => lesson.id === id);
}
