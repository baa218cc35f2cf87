/** What plots with two axes share: scales, ticks, the frame, the legend. */
import type { Language } from '../../../errors/index.ts';
import { element, path, text } from './element.ts';
import type { Theme } from './theme.ts';
import { isWord, type Word, words } from './words.ts';

/** Where and how a plot is drawn. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly lang: Language;
}

export const word = ({ lang }: Canvas, name: Word): string => words[name][lang];
/** A label that may be one of the known words. */
export const labelText = (canvas: Canvas, label: string): string =>
  isWord(label) ? word(canvas, label) : label;

/** A number as the language writes it. */
export const numberText = ({ lang }: Canvas, value: number, digits = 3): string =>
  value.toLocaleString(lang === 'fr' ? 'fr-FR' : 'en-US', { maximumSignificantDigits: digits });

/** From values to pixels. */
export interface Scale {
  readonly domain: readonly [number, number];
  (value: number): number;
}

export function scale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [a, b] = domain;
  const [p, q] = range;
  const span = b - a || 1;
  return Object.assign((value: number) => p + ((value - a) / span) * (q - p), { domain });
}

/** The same places without numbers beside them. */
export const silent = (of: Scale): Scale =>
  Object.assign((value: number) => of(value), { domain: [Number.NaN, Number.NaN] as const });

/** About `count` round numbers within the domain: steps of 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: readonly [number, number], count = 5): number[] {
  if (!(high > low)) return Number.isNaN(low) ? [] : [low];
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((s) => s * power >= raw * 0.9) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** The smallest and the largest of several lists, with a margin. */
export function extent(lists: readonly (readonly number[])[], margin = 0.04): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists)
    for (const value of list) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (low > high) return [0, 1];
  const room = (high - low || Math.abs(high) || 1) * margin;
  return [low - room, high + room];
}

export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The room for the drawing itself; the legend stands below the title. */
export function areaOf(canvas: Canvas, legend: boolean, left = 58): Area {
  return {
    left,
    right: canvas.width - 18,
    top: legend ? 62 : 42,
    bottom: canvas.height - 48,
  };
}

export const title = (canvas: Canvas, name: Word): string =>
  text(16, 24, word(canvas, name), { class: 'title' });

/** Grid, numbers along both sides, and what the axes are. */
export function axes(
  canvas: Canvas,
  area: Area,
  x: Scale,
  y: Scale,
  names: readonly [string, string],
  { grid = true }: { readonly grid?: boolean } = {},
): string {
  const parts: string[] = [];
  for (const value of ticks(x.domain)) {
    const at = x(value);
    if (grid)
      parts.push(element('line', { x1: at, x2: at, y1: area.top, y2: area.bottom, class: 'grid' }));
    parts.push(
      text(at, area.bottom + 16, numberText(canvas, value, 4), {
        class: 'tick',
        'text-anchor': 'middle',
      }),
    );
  }
  for (const value of ticks(y.domain)) {
    const at = y(value);
    if (grid)
      parts.push(element('line', { x1: area.left, x2: area.right, y1: at, y2: at, class: 'grid' }));
    parts.push(
      text(area.left - 8, at + 4, numberText(canvas, value, 4), {
        class: 'tick',
        'text-anchor': 'end',
      }),
    );
  }
  const corner: [number, number][] = [
    [area.left, area.top],
    [area.left, area.bottom],
    [area.right, area.bottom],
  ];
  parts.push(element('path', { d: path(corner), class: 'axis' }));
  return element('g', {}, parts) + axisNames(area, names);
}

export function axisNames(area: Area, [x, y]: readonly [string, string]): string {
  const middle = (area.top + area.bottom) / 2;
  return (
    text((area.left + area.right) / 2, area.bottom + 36, x, {
      class: 'label',
      'text-anchor': 'middle',
    }) +
    text(16, middle, y, {
      class: 'label',
      'text-anchor': 'middle',
      transform: `rotate(-90 16 ${Math.round(middle)})`,
    })
  );
}

/** Coloured marks with their names, in one line below the title (those that fit). */
export function legend(
  canvas: Canvas,
  entries: readonly { readonly label: string; readonly color: string; readonly dash?: boolean }[],
): string {
  const parts: string[] = [];
  let x = 16;
  for (const [i, { label, color, dash }] of entries.entries()) {
    const width = 22 + label.length * 6.1 + 12;
    if (x + width > canvas.width && i > 0) {
      parts.push(text(x, 48, '…', { class: 'legend' }));
      break;
    }
    parts.push(
      dash
        ? element('line', {
            x1: x,
            x2: x + 14,
            y1: 44,
            y2: 44,
            stroke: color,
            'stroke-dasharray': '4 3',
            'stroke-width': 1.5,
          })
        : element('rect', { x, y: 38, width: 12, height: 12, rx: 2, fill: color }),
    );
    parts.push(text(x + 19, 48, label, { class: 'legend' }));
    x += width;
  }
  return element('g', {}, parts);
}
