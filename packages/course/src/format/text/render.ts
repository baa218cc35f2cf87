/**
 * From the text of a lesson (Markdown, Markdoc tags, TeX) to blocks.
 *
 * One walk over Markdoc's tree makes the HTML and the plain text side by side, and notes what other
 * parts of the course ask about: headings, rules, terms, links.
 */
import Markdoc, { type Node } from '@markdoc/markdoc';
import type { Lang } from '../ids.ts';
import type { Block, CodeTab, LessonText, Question, Rich, Rule, TextProblem } from './blocks.ts';
import { highlight, knownLanguage } from './highlight.ts';
import { extractFormulas, type Formula, formulaHtml, formulaText } from './maths.ts';
import { markdocConfig } from './tags.ts';
import { escapeHtml, typography } from './typography.ts';

/** How a text is rendered. */
export interface RenderOptions {
  /**
   * Formulas and code are typeset and coloured, which takes most of the time (true). Without it the
   * HTML has them plain: for who only reads the `text` of the blocks.
   */
  readonly typeset?: boolean;
}

/** Renders the text of a lesson, or any text with the same tags. Never throws: see `problems`. */
export function renderText(
  source: string,
  lang: Lang,
  { typeset = true }: RenderOptions = {},
): LessonText {
  const { text, formulas } = extractFormulas(source);
  return new Renderer(formulas, lang, typeset).document(Markdoc.parse(text));
}

/** Renders a sentence or a paragraph: a hint, a definition. */
export function renderRich(
  source: string,
  lang: Lang,
  options: RenderOptions = {},
): Rich & { problems: readonly TextProblem[] } {
  const { blocks, problems } = renderText(source, lang, options);
  // a definition is prose; a hint has code too
  const parts = blocks.flatMap((block): Rich[] => {
    if (block.type === 'html') return [block];
    if (block.type !== 'code') return [];
    return block.tabs.map(({ html, source: code }) => ({ html, text: indented(code) }));
  });
  return {
    html: parts.map((part) => part.html).join('\n'),
    text: parts.map((part) => part.text).join('\n\n'),
    problems,
  };
}

const indented = (code: string): string =>
  code
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

const attribute = (node: Node, name: string): unknown => {
  const attributes: Readonly<Record<string, unknown>> = node.attributes;
  return attributes[name];
};
const word = (node: Node, name: string): string => {
  const value = attribute(node, name);
  return typeof value === 'string' ? value : '';
};
const isTag = (node: Node, tag: string): boolean => node.type === 'tag' && node.tag === tag;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Elements whose HTML name is not Markdoc's. */
const elements: Readonly<Record<string, string>> = {
  paragraph: 'p',
  em: 'em',
  strong: 'strong',
  s: 's',
  blockquote: 'blockquote',
  table: 'table',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  item: 'li',
};

class Renderer {
  private readonly formulas: readonly Formula[];
  private readonly lang: Lang;
  private readonly typeset: boolean;
  private readonly headings: LessonText['headings'][number][] = [];
  private readonly rules: Rule[] = [];
  private readonly terms: string[] = [];
  private readonly links: string[] = [];
  private readonly problems: TextProblem[] = [];
  private widgetCount = 0;
  private section = '';

  constructor(formulas: readonly Formula[], lang: Lang, typeset: boolean) {
    this.formulas = formulas;
    this.lang = lang;
    this.typeset = typeset;
  }

  document(root: Node): LessonText {
    for (const { lines, error } of Markdoc.validate(root, markdocConfig)) {
      if (error.level === 'error' || error.level === 'critical')
        this.problems.push({ line: (lines[0] ?? 0) + 1, message: error.message });
    }
    const blocks = this.blocks(root.children);
    const title = this.headings.find((heading) => heading.level === 1)?.text ?? '';
    const { lang, headings, rules, terms, links } = this;
    const problems = this.problems.toSorted((a, b) => a.line - b.line);
    return { lang, title, blocks, headings, rules, terms, links, problems };
  }

  private problem(node: Node, message: string): void {
    this.problems.push({ line: (node.lines[0] ?? 0) + 1, message });
  }

  // -------------------------------------------------------------------------------------------
  // Blocks

  private blocks(nodes: readonly Node[]): Block[] {
    const blocks: Block[] = [];
    for (const node of nodes) {
      const block = this.block(node);
      const last = blocks.at(-1);
      if (block === undefined) continue;
      if (block.type === 'html' && last?.type === 'html') {
        const joined = `${last.html}\n${block.html}`;
        blocks[blocks.length - 1] = {
          type: 'html',
          html: joined,
          text: `${last.text}\n\n${block.text}`,
        };
      } else blocks.push(block);
    }
    return blocks;
  }

  private block(node: Node): Block | undefined {
    if (node.type === 'comment') return undefined;
    if (node.type === 'heading') return this.heading(node);
    if (node.type === 'fence') return { type: 'code', tabs: [this.fence(node)] };
    if (node.type === 'tag') return this.tag(node);
    // a widget that stands alone in its paragraph comes as an inline tag
    const only = soleTag(node);
    if (only !== undefined && blockTags.has(only.tag ?? '')) return this.tag(only);
    const rich = this.rich(node);
    return rich.text.trim() === '' && !rich.html.includes('<')
      ? undefined
      : { type: 'html', ...rich };
  }

  private heading(node: Node): Block {
    const inside = this.all(node.children);
    const rich = { html: inside.html.trim(), text: inside.text };
    const level = Number(attribute(node, 'level'));
    const id = word(node, 'id');
    this.section = id;
    this.headings.push({ id, level, text: rich.text });
    return { type: 'heading', level, id, ...rich };
  }

  private fence(node: Node): CodeTab {
    const language = word(node, 'language') || 'text';
    if (!knownLanguage(language)) this.problem(node, `unknown language of code: ${language}`);
    const source = word(node, 'content').replace(/\n$/, '');
    return {
      title: word(node, 'title'),
      language,
      source,
      html: this.typeset ? highlight(source, language) : `<pre>${escapeHtml(source)}</pre>`,
    };
  }

  private tag(node: Node): Block | undefined {
    switch (node.tag) {
      case 'widget': {
        const options = attribute(node, 'options');
        const name = word(node, 'name');
        this.widgetCount++;
        return {
          type: 'widget',
          name,
          id: word(node, 'id') || `${name}-${this.widgetCount}`,
          options: isObject(options) ? options : {},
          caption: typography(word(node, 'caption'), this.lang),
        };
      }
      case 'exercise':
        return { type: 'exercise', name: word(node, 'name') };
      case 'quiz': {
        const questions = node.children.filter((child) => isTag(child, 'question'));
        return {
          type: 'quiz',
          id: word(node, 'id'),
          questions: questions.map((question) => this.question(question)),
        };
      }
      case 'predict': {
        const [reveal, rest] = split(node.children, 'reveal');
        if (reveal.length !== 1) this.problem(node, 'predict wants one {% reveal %}');
        return {
          type: 'predict',
          id: word(node, 'id'),
          question: this.blocks(rest),
          answer: this.blocks(reveal.flatMap((part) => part.children)),
        };
      }
      case 'note': {
        const kind = word(node, 'kind');
        return {
          type: 'note',
          kind: noteKinds.find((known) => known === kind) ?? 'remark',
          title: typography(word(node, 'title'), this.lang),
          blocks: this.blocks(node.children),
        };
      }
      case 'code': {
        const fences = node.children.filter((child) => child.type === 'fence');
        for (const fence of fences)
          if (word(fence, 'title') === '')
            this.problem(fence, 'a fence in {% code %} wants a title');
        return { type: 'code', tabs: fences.map((fence) => this.fence(fence)) };
      }
      default: {
        const rich = this.rich(node);
        return { type: 'html', html: `<p>${rich.html}</p>`, text: rich.text };
      }
    }
  }

  // -------------------------------------------------------------------------------------------
  // Quizzes

  private question(node: Node): Question {
    const [answers, notAnswers] = split(node.children, 'answer');
    const [traps, notTraps] = split(notAnswers, 'trap');
    const [whys, rest] = split(notTraps, 'why');
    const head = { id: word(node, 'id'), question: this.all(rest) };
    const number = attribute(node, 'number');
    if (typeof number === 'number') {
      if (whys.length !== 1) this.problem(node, `question ${head.id}: one {% why %} is wanted`);
      const tolerance = attribute(node, 'tolerance');
      return {
        ...head,
        type: 'number',
        value: number,
        tolerance: typeof tolerance === 'number' ? tolerance : 0,
        why: this.all(whys.flatMap((why) => why.children)),
        traps: traps.map((trap) => ({
          value: Number(attribute(trap, 'value')),
          why: this.all(trap.children),
        })),
      };
    }
    if (answers.length < 2 || answers.filter((a) => attribute(a, 'correct') === true).length === 0)
      this.problem(node, `question ${head.id}: two answers at least, one of them correct`);
    return {
      ...head,
      type: 'choice',
      answers: answers.map((answer) => {
        const [why, text] = split(answer.children, 'why');
        if (why.length !== 1)
          this.problem(answer, `question ${head.id}: an answer without {% why %}`);
        return {
          text: this.all(text),
          correct: attribute(answer, 'correct') === true,
          why: this.all(why.flatMap((part) => part.children)),
        };
      }),
    };
  }

  // -------------------------------------------------------------------------------------------
  // Prose

  private all(nodes: readonly Node[]): Rich {
    const parts = nodes.map((node) => this.rich(node)).filter((part) => part.html !== '');
    const blocky = nodes.some((node) => node.type === 'paragraph' || node.type === 'list');
    return {
      html: parts.map((part) => part.html).join(''),
      text: parts
        .map((part) => part.text)
        .join(blocky ? '\n\n' : '')
        .trim(),
    };
  }

  private rich(node: Node): Rich {
    switch (node.type) {
      case 'text': {
        const text = typography(String(attribute(node, 'content') ?? ''), this.lang);
        return { html: escapeHtml(text), text };
      }
      case 'softbreak':
        return { html: '\n', text: ' ' };
      case 'hardbreak':
        return { html: '<br>', text: '\n' };
      case 'hr':
        return { html: '<hr>', text: '———' };
      case 'code': {
        const code = word(node, 'content');
        return { html: `<code>${escapeHtml(code)}</code>`, text: code };
      }
      case 'link':
        return this.link(node);
      case 'list':
        return this.list(node);
      case 'tr':
        return this.row(node);
      case 'image': {
        this.problem(node, 'pictures are drawn by widgets; images are not used');
        return { html: '', text: '' };
      }
      case 'fence': {
        const { html, source } = this.fence(node);
        return { html, text: source };
      }
      case 'tag':
        return this.inlineTag(node);
      default: {
        const inside = this.all(node.children);
        const element = elements[node.type];
        if (element === undefined) return inside;
        return { html: `<${element}>${inside.html}</${element}>`, text: inside.text };
      }
    }
  }

  private link(node: Node): Rich {
    const href = word(node, 'href');
    const inside = this.all(node.children);
    this.links.push(href);
    const outside = /^https?:/.test(href);
    const rel = outside ? ' rel="noreferrer" target="_blank"' : ' class="lesson-link"';
    return { html: `<a href="${escapeHtml(href)}"${rel}>${inside.html}</a>`, text: inside.text };
  }

  private list(node: Node): Rich {
    const ordered = attribute(node, 'ordered') === true;
    const items = node.children.map((child) => this.rich(child));
    const tag = ordered ? 'ol' : 'ul';
    return {
      html: `<${tag}>${items.map((item) => item.html).join('')}</${tag}>`,
      text: items.map((item, i) => `${ordered ? `${i + 1}.` : '•'} ${item.text}`).join('\n'),
    };
  }

  private row(node: Node): Rich {
    const cells = node.children.map((child) => this.rich(child));
    return {
      html: `<tr>${cells.map((cell) => cell.html).join('')}</tr>`,
      text: `${cells.map((cell) => cell.text).join(' | ')}\n`,
    };
  }

  private inlineTag(node: Node): Rich {
    switch (node.tag) {
      case 'math':
        return this.formula(node);
      case 'rule': {
        const id = word(node, 'id');
        const inside = this.all(node.children);
        this.rules.push({ id, ...inside, section: this.section });
        return {
          html: `<span class="rule" id="${escapeHtml(id)}">${inside.html}</span>`,
          text: inside.text,
        };
      }
      case 'term': {
        const id = word(node, 'id');
        const inside = this.all(node.children);
        this.terms.push(id);
        const shown = inside.text === '' ? { html: escapeHtml(id), text: id } : inside;
        return {
          html: `<a class="term" data-term="${escapeHtml(id)}" href="term:${escapeHtml(id)}">${shown.html}</a>`,
          text: shown.text,
        };
      }
      default: {
        if (blockTags.has(node.tag ?? ''))
          this.problem(node, `{% ${node.tag} %} stands on a line of its own`);
        return this.all(node.children);
      }
    }
  }

  private formula(node: Node): Rich {
    const formula = this.formulas[Number(attribute(node, 'n'))];
    if (formula === undefined) return { html: '', text: '' };
    const text = formulaText(formula.tex);
    if (!this.typeset) return { html: escapeHtml(text), text };
    try {
      return { html: formulaHtml(formula), text };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.problems.push({ line: formula.line, message });
      return { html: `<code>${escapeHtml(formula.tex)}</code>`, text: formula.tex };
    }
  }
}

const noteKinds = ['remark', 'warning', 'practice', 'history', 'further'] as const;
const blockTags = new Set(['widget', 'exercise', 'quiz', 'predict', 'note', 'code']);

/** The tag that is all of a paragraph. */
function soleTag(node: Node): Node | undefined {
  if (node.type !== 'paragraph' && node.type !== 'inline') return undefined;
  const children = node.children.filter((child) => child.type !== 'softbreak');
  if (children.length !== 1 || children[0] === undefined) return undefined;
  const [child] = children;
  return child.type === 'tag' ? child : soleTag(child);
}

/** The children that are this tag, and the others. */
const split = (nodes: readonly Node[], tag: string): [Node[], Node[]] => [
  nodes.filter((node) => isTag(node, tag)),
  nodes.filter((node) => !isTag(node, tag)),
];
