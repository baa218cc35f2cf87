/** Plots as SVG: a text that a page shows as it is, or a file. No dependency, no fonts, no scripts. */
import { type Language, language } from '../../../errors/index.ts';
import type { Plot } from '../data.ts';
import { type Canvas, word } from './chart.ts';
import { drawBars, drawBoundary, drawConfusion, drawCurves, drawScatter } from './draw-plane.ts';
import { drawDendrogram, drawTree } from './draw-trees.ts';
import { element } from './element.ts';
import { type Theme, themes } from './theme.ts';

export interface SvgOptions {
  /** Pixels; 640 × 440 when left out. */
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
  /** Of the words; that of messages when left out. */
  readonly lang?: Language;
}

const style = (theme: Theme): string =>
  `text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:${theme.ink}}` +
  '.title{font-size:16px;font-weight:600}.label{font-size:12.5px}.legend{font-size:12px}' +
  `.tick{font-size:11.5px;fill:${theme.muted}}.leaf{font-size:9px;fill:${theme.muted}}` +
  `.grid{stroke:${theme.line};stroke-width:1}.axis{fill:none;stroke:${theme.muted};stroke-width:1.2}` +
  `.branch{fill:none;stroke:${theme.muted};stroke-width:1.2}`;

function draw(plot: Plot, canvas: Canvas): string {
  switch (plot.kind) {
    case 'confusion':
      return drawConfusion(plot, canvas);
    case 'scatter':
    case 'predictions':
      return drawScatter(plot, canvas);
    case 'decisionBoundary':
      return drawBoundary(plot, canvas);
    case 'importances':
      return drawBars(plot, canvas);
    case 'tree':
      return drawTree(plot, canvas);
    case 'dendrogram':
      return drawDendrogram(plot, canvas);
    default:
      return drawCurves(plot, canvas);
  }
}

/** A plot as an SVG document, with a title and a role for readers of screens. */
export function toSvg(
  plot: Plot,
  { width = 640, height = 440, theme = 'light', lang = language() }: SvgOptions = {},
): string {
  const canvas: Canvas = { width, height, theme: themes[theme], lang };
  const name = word(canvas, plot.kind);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': name,
      lang,
    },
    [
      element('title', {}, name),
      `<style>${style(canvas.theme)}</style>`,
      element('rect', { width, height, fill: canvas.theme.paper }),
      draw(plot, canvas),
    ],
  );
}
