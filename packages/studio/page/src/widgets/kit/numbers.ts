/** Numbers in pictures: as many digits as can be read, the sign of the language. */
import { language } from '../../lib/i18n.svelte.ts';

/** `3,14` in French, `3.14` in English; at most `digits` decimals. */
export const show = (value: number, digits = 2): string =>
  language.number(Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value, {
    maximumFractionDigits: digits,
  });

/** Colour of a signed value: orange is negative, blue positive, nothing near zero. */
export const signed = (value: number): string =>
  value < 0 ? 'var(--negative)' : value > 0 ? 'var(--positive)' : 'var(--ink-soft)';

/** Between numbers that stand side by side: a comma, unless decimals have one. */
export const separator = (): string => (language.current === 'fr' ? '\u00a0; ' : ', ');

/** `(1,5 ; 2)` in French, `(1.5, 2)` in English; on one line. */
export const coordinates = (values: readonly number[], digits = 2): string =>
  `(${values.map((value) => show(value, digits)).join(separator().replace(' ', '\u00a0'))})`;
