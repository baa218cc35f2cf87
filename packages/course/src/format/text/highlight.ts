/** Code in colours, at build: two themes in one HTML, chosen by CSS variables. */
import { createHighlighterCoreSync, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import bash from 'shiki/langs/bash.mjs';
import json from 'shiki/langs/json.mjs';
import python from 'shiki/langs/python.mjs';
import typescript from 'shiki/langs/typescript.mjs';
import dark from 'shiki/themes/github-dark-high-contrast.mjs';
import light from 'shiki/themes/github-light-high-contrast.mjs';

const languages: Readonly<Record<string, string>> = {
  ts: 'typescript',
  typescript: 'typescript',
  js: 'typescript',
  python: 'python',
  py: 'python',
  bash: 'bash',
  sh: 'bash',
  json: 'json',
};

let highlighter: HighlighterCore | undefined;

/** What a reader calls the language of a fence. */
export const knownLanguage = (name: string): boolean => name === 'text' || name in languages;

/** HTML of a piece of code; an unknown language stays plain. */
export function highlight(source: string, language: string): string {
  highlighter ??= createHighlighterCoreSync({
    langs: [typescript, python, bash, json],
    themes: [light, dark],
    engine: createJavaScriptRegexEngine(),
  });
  return highlighter.codeToHtml(source, {
    lang: languages[language] ?? 'text',
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    defaultColor: false,
  });
}
