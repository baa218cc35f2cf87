/** Colours of plots, on a light and on a dark ground; told apart by everybody: blue against orange first. */

export interface Theme {
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  /** Of the classes, in order. */
  readonly groups: readonly string[];
  /** The ends of a scale of numbers, and its middle. */
  readonly low: string;
  readonly middle: string;
  readonly high: string;
  /** The middle where it has to be seen on the paper. */
  readonly grey: string;
}

export const themes: Readonly<Record<'light' | 'dark', Theme>> = {
  light: {
    paper: '#ffffff',
    ink: '#1c2530',
    muted: '#5b6773',
    line: '#d9dee4',
    groups: [
      '#1f6fb4',
      '#df7a12',
      '#1d8f7f',
      '#8a4fc4',
      '#b8344a',
      '#7a6a00',
      '#4d5b69',
      '#d0559b',
      '#3a9bd9',
      '#8a5a33',
    ],
    low: '#1f6fb4',
    middle: '#f2f2ef',
    high: '#df7a12',
    grey: '#b4b6b5',
  },
  dark: {
    paper: '#12171c',
    ink: '#e8ecf0',
    muted: '#9ca8b4',
    line: '#333d47',
    groups: [
      '#5aa9e6',
      '#f59b42',
      '#4fc4b2',
      '#b48be6',
      '#ee7387',
      '#cdbb42',
      '#a5b2be',
      '#ef8fc4',
      '#86cdf7',
      '#c79a6f',
    ],
    low: '#5aa9e6',
    middle: '#2a3138',
    high: '#f59b42',
    grey: '#77828d',
  },
};

const channel = (color: string, at: number): number =>
  Number.parseInt(color.slice(1 + 2 * at, 3 + 2 * at), 16);

/** Between two colours: 0 the first, 1 the second. */
export function mix(a: string, b: string, share: number): string {
  const t = Math.min(1, Math.max(0, share));
  const part = (k: number): string =>
    Math.round(channel(a, k) * (1 - t) + channel(b, k) * t)
      .toString(16)
      .padStart(2, '0');
  return `#${part(0)}${part(1)}${part(2)}`;
}

/** Blue, through the middle, to orange: 0 … 1. */
export const diverging = (theme: Theme, share: number): string =>
  share < 0.5
    ? mix(theme.low, theme.middle, share * 2)
    : mix(theme.middle, theme.high, share * 2 - 1);

/** Whether dark letters read better than light ones on a colour (relative luminance, WCAG). */
export function wantsDark(color: string): boolean {
  const linear = [0, 1, 2].map((k) => {
    const c = channel(color, k) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]! > 0.36;
}

export const groupColor = (theme: Theme, group: number): string =>
  theme.groups[((group % theme.groups.length) + theme.groups.length) % theme.groups.length]!;
