/** The tags that a lesson may use, with their attributes, as Markdoc checks them. */
import type { Config, Schema } from '@markdoc/markdoc';

const id = { type: String, required: true } as const;

const tags: Readonly<Record<string, Schema>> = {
  /** Put there by `extractFormulas`. */
  math: { attributes: { n: { type: Number, required: true } }, selfClosing: true },
  /** A picture that answers; `options` is what it starts with. */
  widget: {
    attributes: {
      name: id,
      id: { type: String },
      options: { type: Object },
      caption: { type: String },
    },
    selfClosing: true,
  },
  exercise: { attributes: { name: id }, selfClosing: true },
  quiz: { attributes: { id } },
  question: { attributes: { id, number: { type: Number }, tolerance: { type: Number } } },
  answer: { attributes: { correct: { type: Boolean, default: false } } },
  /** A wrong number that one often finds, with what was mixed up. */
  trap: { attributes: { value: { type: Number, required: true } } },
  why: {},
  /** A question to answer in one's head before the picture does. */
  predict: { attributes: { id } },
  reveal: {},
  note: {
    attributes: {
      kind: {
        type: String,
        default: 'remark',
        matches: ['remark', 'warning', 'practice', 'history', 'further'],
      },
      title: { type: String },
    },
  },
  /** A word of the glossary, in a line; with text inside, that text is shown. */
  term: { attributes: { id } },
  /** The sentence that a check refers to. */
  rule: { attributes: { id } },
  /** The same in several tools: code fences with `{% title="PyTorch" %}`. */
  code: {},
};

export const markdocConfig: Config = {
  tags,
  nodes: {
    heading: { attributes: { id: { type: String, required: true }, level: { type: Number } } },
    fence: {
      attributes: {
        language: { type: String },
        title: { type: String },
        content: { type: String },
        process: { type: Boolean },
      },
    },
  },
};
