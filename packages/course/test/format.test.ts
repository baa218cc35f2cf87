import { describe, expect, it } from 'vitest';
import { catalogue, checkCatalogue } from '../src/content/catalogue.ts';
import { checkTexts } from '../src/content/check.ts';
import { checkSource } from '../src/content/sources.ts';
import { localise, parseHints } from '../src/format/course.ts';
import { lessonPlain, renderLesson } from '../src/format/lesson.ts';
import { extractFormulas, formulaText } from '../src/format/text/maths.ts';
import { renderText } from '../src/format/text/render.ts';
import { typography } from '../src/format/text/typography.ts';
import { sample } from './helpers.ts';

describe('formulas', () => {
  it('are taken out of prose, not out of code', () => {
    const { text, formulas } = extractFormulas(
      '$a_1$ and `$b$`, \\$5\n```ts\n$c$\n```\n$$\nd\n$$\n',
    );
    expect(formulas.map((f) => [f.tex, f.display, f.line])).toEqual([
      ['a_1', false, 1],
      ['d', true, 5],
    ]);
    expect(text).toContain('`$b$`, $5');
    expect(text.split('\n').length).toBe(8);
  });

  it('have characters in a terminal', () => {
    expect(formulaText('a \\cdot b = \\sum_i a_i b_i')).toBe('a · b = Σ_i a_i b_i');
    expect(formulaText('\\frac{a+b}{2}')).toBe('(a+b)/2');
    expect(formulaText('\\sqrt{a \\cdot a} = \\sqrt{x^\\top x}, \\sqrt{2}')).toBe(
      '√(a · a) = √(xᵀ x), √2',
    );
  });

  it('that do not compile are problems with their line', () => {
    const { problems } = renderText('# T {% #t %}\n\n$\\frac{1$\n', 'en');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBe(3);
  });
});

describe('texts', () => {
  it('become blocks', async () => {
    const { lesson } = await sample();
    for (const lang of ['fr', 'en'] as const) {
      const text = renderLesson(lesson, lang);
      expect(text.problems).toEqual([]);
      const types = new Set(text.blocks.map((block) => block.type));
      expect([...types].sort()).toEqual(
        ['code', 'exercise', 'heading', 'html', 'note', 'predict', 'quiz', 'widget'].sort(),
      );
    }
  });

  it('are plain in a terminal', async () => {
    const { lesson } = await sample();
    const plain = lessonPlain(lesson, 'fr', 72);
    expect(plain).toContain('a · b');
    expect(plain).not.toMatch(/<[a-z]+|\{%/);
  });

  it('say what is wrong: unknown tags, a missing id, an answer without a reason', () => {
    const problems = renderText(
      '# No id\n\n{% nothing /%}\n\n{% quiz id="q" %}\n{% question id="a" %}\nWhy?\n{% answer correct=true %}\nSo\n{% /answer %}\n{% /question %}\n{% /quiz %}\n',
      'en',
    ).problems.map((problem) => problem.message);
    expect(problems.some((m) => m.includes("'id'"))).toBe(true);
    expect(problems.some((m) => m.includes("'nothing'"))).toBe(true);
    expect(problems.some((m) => m.includes('without {% why %}'))).toBe(true);
    expect(problems.some((m) => m.includes('two answers'))).toBe(true);
  });

  it('differ between languages only where they should', async () => {
    const { course, lesson } = await sample();
    expect(checkTexts(course, catalogue)).toEqual([]);
    const en = lesson.texts.en
      .replace('number=5', 'number=6')
      .replace('lesson:maths/linear-maps', 'lesson:maths/nowhere');
    const broken = { ...course, lessons: [{ ...lesson, texts: { ...lesson.texts, en } }] };
    const messages = checkTexts(broken, catalogue).map((problem) => problem.message);
    expect(messages.some((m) => m.includes('differs from fr.md'))).toBe(true);
    expect(messages.some((m) => m.includes('maths/nowhere'))).toBe(true);
  });

  it('requirements in a circle are found', async () => {
    const { course, lesson } = await sample();
    const circle = { ...lesson, meta: { ...lesson.meta, requires: [lesson.meta.id] } };
    const messages = checkTexts({ ...course, lessons: [circle] }, catalogue).map((p) => p.message);
    expect(messages).toContain('lessons require each other: maths/dot-product → maths/dot-product');
  });
});

describe('small things', () => {
  it('a starter is shown in one language', () => {
    expect(localise('// [fr] un\n// [en] one\nconst a = 1;', 'en')).toBe('// one\nconst a = 1;');
  });

  it('hints are read by task', () => {
    expect(parseHints('## a\n\none\n---\ntwo\n\n## b\nthree\n')).toEqual({
      a: ['one', 'two'],
      b: ['three'],
    });
  });

  it('French print has its spaces', () => {
    expect(typography("l'idée : « oui » ?", 'fr')).toBe('l’idée\u00a0: «\u00a0oui\u00a0»\u202f?');
  });

  it('addresses of sources make sense', () => {
    const of = (url: string, year = 2020) =>
      checkSource({ title: 'A title', authors: 'An author', year, url });
    for (const good of [
      'https://arxiv.org/abs/1412.6980',
      'https://doi.org/10.1016/0893-6080(89)90020-8',
      'http://incompleteideas.net/book/the-book-2nd.html',
    ])
      expect(of(good)).toEqual([]);
    for (const bad of [
      'arxiv.org/abs/1412.6980',
      'http://arxiv.org/abs/1412.6980',
      'https://arxiv.org/abs/1413.6980',
      'https://arxiv.org/pdf/1412.6980',
      'https://doi.org/1016/0893',
      'https://example.org/page.',
      'https://example.org/a page',
    ])
      expect(of(bad), bad).toHaveLength(1);
    expect(of('https://arxiv.org/abs/2106.09685', 2019)[0]).toContain('2021');
    expect(checkSource({ title: 'A', authors: 'B', year: 20201 })).toHaveLength(1);
  });

  it('tracks, concepts and terms refer to what exists', () => {
    expect(checkCatalogue(catalogue, ['maths/dot-product'])).toEqual([]);
    expect(catalogue.tracks).toHaveLength(5);
    const [track] = catalogue.tracks;
    if (track === undefined) throw new Error('no track');
    const [stage] = track.stages;
    if (stage === undefined) throw new Error('no stage');
    const broken = { ...track, stages: [{ ...stage, concepts: ['no-such-concept'] }] };
    expect(checkCatalogue({ ...catalogue, tracks: [broken] }, [])[0]).toContain('no-such-concept');
  });
});
