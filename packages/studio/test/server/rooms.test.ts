/** Review, glossary, search, projects and progress through the server's routes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Review } from '../../server/quiz/review.ts';
import { glossarySchema } from '../../shared/glossary.ts';
import { progressSchema } from '../../shared/progress.ts';
import { cardMarkdown } from '../../shared/projects/card.ts';
import { checklist, questionCount } from '../../shared/projects/checklist.ts';
import { projectListSchema, projectSchema } from '../../shared/projects.ts';
import { answersSchema, quizAnswerSchema } from '../../shared/quiz.ts';
import { hitsSchema } from '../../shared/search.ts';
import { TestStudio } from '../runs/studio.ts';

let studio: TestStudio;
beforeAll(() => {
  studio = new TestStudio();
});
afterAll(() => studio.close());

const lesson = 'maths/dot-product';
const day = 86_400_000;
const progress = async () => progressSchema.parse(await studio.json('GET', '/api/progress'));

describe('Questions', () => {
  const answer = async (question: string, text: string) =>
    quizAnswerSchema.parse(
      await studio.json('POST', '/api/quiz', { lesson, question, answer: text, correct: true }),
    );

  it('are judged by the server, whatever the page says', async () => {
    expect((await answer('zero', '1')).correct).toBe(false);
    expect((await answer('zero', '0')).correct).toBe(true);
    expect((await answer('value', '-1')).correct).toBe(true);
    expect((await answer('value', '')).correct).toBe(false);
    const answers = answersSchema.parse(await studio.json('GET', `/api/quiz/${lesson}`));
    expect(answers).toEqual({
      zero: { answer: '0', correct: true },
      value: { answer: '', correct: false },
    });
    const unknown = await studio.ask('POST', '/api/quiz', {
      ...{ lesson, question: 'nothing', answer: '1', correct: true },
    });
    expect(unknown.status).toBe(404);
  });

  it('come back later when one knew them, sooner when one did not', async () => {
    expect((await progress()).due).toBe(0);
    const { database, course } = studio.studio;
    const at = (ms: number): Review =>
      new Review(database, course, () => new Date(Date.now() + ms));
    const soon = at(2 * day);
    const due = await soon.due('fr');
    expect(due.map(({ question }) => question.id)).toContain('value');
    for (const { days } of due) {
      const [forgotten, hard, known, easy] = days;
      expect(forgotten).toBeLessThanOrEqual(hard);
      expect(hard).toBeLessThanOrEqual(known);
      expect(known).toBeLessThanOrEqual(easy);
    }
    await soon.grade(lesson, 'value', 4);
    expect((await soon.due('fr')).map(({ question }) => question.id)).not.toContain('value');
    const later = (await at(400 * day).due('en')).map(({ question }) => question.id);
    expect(later.toSorted()).toEqual(['value', 'zero']);
    await expect(soon.grade(lesson, 'double', 3)).rejects.toThrow(/double/);
  });
});

describe('The glossary', () => {
  it('is in alphabetical order in both languages, with formulas and links', async () => {
    for (const lang of ['fr', 'en'] as const) {
      const terms = glossarySchema.parse(await studio.json('GET', `/api/glossary?lang=${lang}`));
      const names = terms.map(({ term }) => term);
      expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, lang)));
      const norm = terms.find(({ id }) => id === 'norm');
      expect(norm).toMatchObject({ other: lang === 'fr' ? 'norm' : 'norme' });
      expect(norm?.html).toContain('katex');
      expect(norm?.lesson?.written).toBe(true);
      expect(norm?.see.length).toBeGreaterThan(0);
    }
  });
});

describe('The search', () => {
  const find = async (query: string, lang = 'fr') =>
    hitsSchema.parse(
      await studio.json('GET', `/api/search?lang=${lang}&q=${encodeURIComponent(query)}`),
    );

  it('does without accents, capitals and the end of words', async () => {
    for (const query of ['théorème de Pythagore', 'theoreme pythag', 'THEOREME PYTHAGORE']) {
      const [first] = await find(query);
      expect(first?.href).toBe('/lesson/maths/dot-product#formula');
      expect(first?.excerpt).toContain('Pythagore');
    }
  });
  it('finds terms by their name in the other language, and exercises by what they give', async () => {
    expect((await find('dot product')).map(({ href }) => href)).toContain('/glossary#dot-product');
    expect((await find('cosine', 'en')).map(({ kind }) => kind)).toContain('exercise');
    expect(await find('')).toEqual([]);
    expect(await find('xyzzyqwv')).toEqual([]);
  });
});

describe('Links of lessons', () => {
  it('are addresses of the studio', async () => {
    const text = await (await studio.ask('GET', `/api/lessons/${lesson}?lang=fr`)).text();
    expect(text).toContain('href=\\"/lesson/maths/linear-maps\\"');
    expect(text).toContain('href=\\"/glossary#scalar\\"');
    expect(text).not.toMatch(/href=\\"(lesson|term):/);
  });
});

describe('Progress', () => {
  it('knows lessons that were opened, and those that were read', async () => {
    const visited = await studio.json('POST', '/api/progress/visit', { lesson });
    expect(progressSchema.parse(visited).lessons[lesson]).toMatchObject({ done: false });
    // a lesson with exercises is done by its exercises, not by saying so
    await studio.json('POST', '/api/progress/read', { lesson, read: true });
    expect((await progress()).lessons[lesson]?.done).toBe(false);
    const missing = await studio.ask('POST', '/api/progress/visit', { lesson: 'maths/nothing' });
    expect(missing.status).toBe(404);
  });
});

describe('Projects', () => {
  const create = async (title: string) =>
    projectSchema.parse(await studio.json('POST', '/api/projects', { title }));

  it('are saved whole, over what was read', async () => {
    const project = await create('  Feuilles\nd’arbres ');
    const document = { fields: { aim: 'Reconnaître' }, ticks: { 'problem-kind': true } };
    const change = { title: project.title, document, base: project.changedAt };
    const saved = projectSchema.parse(
      await studio.json('PUT', `/api/projects/${project.id}`, change),
    );
    expect(saved.document).toEqual(document);
    const late = await studio.ask('PUT', `/api/projects/${project.id}`, change);
    expect(late.status).toBe(409);
    const [listed] = projectListSchema.parse(await studio.json('GET', '/api/projects'));
    expect(listed).toMatchObject({ done: 1, of: questionCount });
    const response = await studio.ask('GET', `/api/projects/${project.id}/card.md?lang=fr`);
    expect(response.headers.get('content-disposition')).toContain('.md');
    const card = await response.text();
    expect(card.split('\n')[0]).toBe('# Feuilles d’arbres');
    expect(card).toContain('Reconnaître');
    await studio.json('DELETE', `/api/projects/${project.id}`);
    expect((await studio.ask('GET', `/api/projects/${project.id}`)).status).toBe(404);
    expect((await studio.ask('POST', '/api/projects', { title: '  ' })).status).toBe(400);
  });

  it('have a checklist whose names stand once, and a card that says what is missing', () => {
    const ids = checklist.flatMap(({ id, questions, fields }) => [
      id,
      ...questions.map((question) => question.id),
      ...fields.map((field) => `field:${field.id}`),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    const empty = {
      id: 'x',
      title: 'T',
      document: { fields: {}, ticks: {} },
      changedAt: '2026-01-02',
    };
    for (const lang of ['fr', 'en'] as const) {
      const card = cardMarkdown(empty, lang);
      const filled = checklist.flatMap(({ fields }) => fields.filter((field) => field.card));
      expect(card.split(lang === 'fr' ? '*À compléter.*' : '*To be completed.*')).toHaveLength(
        filled.length + 1,
      );
      expect(card.match(/^- /gm)).toHaveLength(questionCount);
    }
  });

  it('have a card in which what was typed is words, not Markdown', () => {
    const aim = [
      '# titre',
      '<b>gras</b> et *ceci*, 0 < 1',
      '- un',
      '1. deux',
      '',
      '    val_loss _ici_',
      '---',
    ];
    const project = {
      id: 'x',
      title: 'Un <i>projet</i> #',
      document: { fields: { aim: aim.join('\n') }, ticks: {} },
      changedAt: '2026-01-02',
    };
    const lines = cardMarkdown(project, 'fr').split('\n');
    expect(lines[0]).toBe('# Un \\<i>projet\\</i> \\#');
    const at = lines.indexOf('\\# titre\\');
    expect(lines.slice(at, at + aim.length)).toEqual([
      '\\# titre\\',
      '\\<b>gras\\</b> et \\*ceci\\*, 0 < 1\\',
      '\\- un\\',
      '1\\. deux',
      '',
      'val_loss \\_ici\\_\\',
      '\\---',
    ]);
  });
});
