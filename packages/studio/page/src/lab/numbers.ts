/** Numbers of trainings in words: three digits, powers of ten where zeros would pile up. */
import { language } from '../lib/i18n.svelte.ts';

const raised: Readonly<Record<string, string>> = Object.fromEntries(
  [...'-0123456789'].map((digit, i) => [digit, [...'⁻⁰¹²³⁴⁵⁶⁷⁸⁹'][i] ?? digit]),
);

/** `0,0312`, `12 400`, `5,7·10⁻⁹`; a dash where there is nothing. */
export function brief(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e6)) {
    return language.number(value, { maximumSignificantDigits: digits });
  }
  const power = Math.floor(Math.log10(size));
  const rest = language.number(value / 10 ** power, {
    maximumSignificantDigits: Math.min(2, digits),
  });
  const exponent = [...String(power)].map((digit) => raised[digit] ?? digit).join('');
  return `${rest}·10${exponent}`;
}

export const percent = (value: number | null | undefined, digits = 0): string =>
  value === null || value === undefined || Number.isNaN(value)
    ? '–'
    : language.number(value, { style: 'percent', maximumFractionDigits: digits });
