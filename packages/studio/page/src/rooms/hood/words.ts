/** Sizes and times in words. */
import { language } from '../../lib/i18n.svelte.ts';

/** `1,2 ko`, `3.4 MB` */
export function bytesOf(n: number): string {
  const unit = language.current === 'fr' ? 'o' : 'B';
  const round = (value: number): string => language.number(value, { maximumFractionDigits: 1 });
  if (n < 1000) return `${round(n)} ${unit}`;
  return n < 1e6 ? `${round(n / 1e3)} k${unit}` : `${round(n / 1e6)} M${unit}`;
}

/** `85 µs`, `1,3 ms` */
export const timeOf = (microseconds: number): string =>
  microseconds < 1000
    ? `${language.number(microseconds, { maximumSignificantDigits: 2 })} µs`
    : `${language.number(microseconds / 1000, { maximumSignificantDigits: 3 })} ms`;
