/** The colours of the theme for canvases, which know no CSS variables: orange is negative, blue is positive. */
import { settings } from '../lib/settings.svelte.ts';

type Rgb = readonly [number, number, number];

const shades = 256;

/** Colours of the theme, as canvases take them. */
export interface Palette {
  readonly ink: string;
  readonly inkSoft: string;
  readonly line: string;
  readonly paper: string;
  /** By class: orange, blue, green; then grey. */
  readonly classes: readonly string[];
  /** −1 … 1 as RGBA words of an ImageData, `shades` of them; halfway lies the paper. */
  readonly diverging: Uint32Array;
  /** By class: from paper to the class's colour. */
  readonly washes: readonly Uint32Array[];
  /** 0 … 255 from paper to ink, for pictures. */
  readonly greys: Uint32Array;
  /** Lines of charts, one after the other. */
  readonly series: readonly string[];
}

function parse(text: string): Rgb {
  const digits = text.trim().replace('#', '');
  const full = digits.length === 3 ? [...digits].map((c) => c + c).join('') : digits;
  const part = (at: number): number => Number.parseInt(full.slice(at, at + 2), 16) || 0;
  return [part(0), part(2), part(4)];
}

/** RGBA in memory order (little-endian words). */
const word = ([r, g, b]: Rgb): number => (255 << 24) | (b << 16) | (g << 8) | r;
const mix = (a: Rgb, b: Rgb, t: number): Rgb => [
  Math.round(a[0] + (b[0] - a[0]) * t),
  Math.round(a[1] + (b[1] - a[1]) * t),
  Math.round(a[2] + (b[2] - a[2]) * t),
];
const wash = (from: Rgb, to: Rgb): Uint32Array =>
  Uint32Array.from({ length: shades }, (_, i) => word(mix(from, to, (0.62 * i) / (shades - 1))));

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  const text = (name: string): string => style.getPropertyValue(name).trim();
  const colour = (name: string): Rgb => parse(text(name));
  const [paper, negative, positive, good] = [
    colour('--paper-raised'),
    colour('--negative'),
    colour('--positive'),
    colour('--good'),
  ];
  return {
    ink: text('--ink'),
    inkSoft: text('--ink-soft'),
    line: text('--line'),
    paper: text('--paper-raised'),
    classes: [text('--negative'), text('--positive'), text('--good'), text('--ink-faint')],
    diverging: Uint32Array.from({ length: shades }, (_, i) => {
      const t = (2 * i) / (shades - 1) - 1;
      return word(mix(paper, t < 0 ? negative : positive, 0.62 * Math.abs(t)));
    }),
    greys: Uint32Array.from({ length: shades }, (_, i) =>
      word(mix(paper, colour('--ink'), i / 255)),
    ),
    washes: [negative, positive, good].map((own) => wash(paper, own)),
    series: [
      text('--positive'),
      text('--negative'),
      text('--good'),
      text('--ink-soft'),
      text('--bad'),
      text('--line-strong'),
    ],
  };
}

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

class PaletteStore {
  #system = $state(prefersDark.matches);
  readonly current = $derived.by((): Palette => {
    settings.theme;
    this.#system;
    return read();
  });
  constructor() {
    prefersDark.addEventListener('change', ({ matches }) => {
      this.#system = matches;
    });
  }
}

export const palette = new PaletteStore();

/** The shade of a value −1 … 1; beyond is as the end. */
export const shadeOf = (value: number): number =>
  Math.max(0, Math.min(shades - 1, Math.round(((value + 1) / 2) * (shades - 1))));

/** Paints values on a square canvas of as many pixels as there are values; CSS makes it larger. */
export function paint(
  canvas: HTMLCanvasElement,
  values: Float32Array,
  side: number,
  colour: (value: number) => number,
): void {
  if (canvas.width !== side || canvas.height !== side) {
    canvas.width = side;
    canvas.height = side;
  }
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(side, side);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colour(values[i] ?? 0);
  context.putImageData(image, 0, 0);
}

/** Scaled so that the largest distance from 0 has the full colour. */
export function divergingOf(values: Float32Array, colours: Palette): (value: number) => number {
  let most = 1e-9;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return (value) => colours.diverging[shadeOf(value / most)] ?? 0;
}
