/** Drawings over two axes: curves, points, boundaries, bars, confusion. */
import type { BarPlot, BoundaryPlot, ConfusionPlot, CurvePlot, ScatterPlot } from '../data.ts';
import {
  type Area,
  areaOf,
  axes,
  axisNames,
  type Canvas,
  extent,
  labelText,
  legend,
  numberText,
  scale,
  silent,
  title,
  word,
} from './chart.ts';
import { element, path, short, text } from './element.ts';
import { diverging, groupColor, mix, wantsDark } from './theme.ts';
import type { Word } from './words.ts';

const curveAxes: Readonly<Record<CurvePlot['kind'], readonly [Word, Word]>> = {
  roc: ['falsePositives', 'truePositives'],
  precisionRecall: ['recall', 'precision'],
  calibration: ['predictedProbability', 'share'],
  learningCurve: ['samples', 'score'],
  partialDependence: ['samples', 'meanAnswer'],
};
const summaryWord: Partial<Record<CurvePlot['kind'], Word>> = {
  roc: 'area',
  precisionRecall: 'average',
};

export function drawCurves(plot: CurvePlot, canvas: Canvas): string {
  const area = areaOf(canvas, true);
  const unit = ['roc', 'precisionRecall', 'calibration'].includes(plot.kind);
  const { curves, reference } = plot;
  const spreads = curves.flatMap(({ y, spread }) =>
    spread ? [y.map((v, i) => v - spread[i]!), y.map((v, i) => v + spread[i]!)] : [y],
  );
  const x = scale(unit ? [0, 1] : extent(curves.map((c) => c.x)), [area.left, area.right]);
  const y = scale(unit ? [0, 1.02] : extent(spreads, 0.08), [area.bottom, area.top]);
  const [across, up] = curveAxes[plot.kind];
  const parts = [axes(canvas, area, x, y, [plot.axis ?? word(canvas, across), word(canvas, up)])];
  if (reference) {
    const points = reference.x.map((v, i): [number, number] => [x(v), y(reference.y[i]!)]);
    parts.push(
      element('path', {
        d: path(points),
        fill: 'none',
        stroke: canvas.theme.muted,
        'stroke-width': 1.2,
        'stroke-dasharray': '5 4',
      }),
    );
  }
  curves.forEach((curve, k) => {
    const color = groupColor(canvas.theme, k);
    const { spread } = curve;
    const point = (i: number, add = 0): [number, number] => [x(curve.x[i]!), y(curve.y[i]! + add)];
    const all = Array.from(curve.x, (_, i) => i);
    if (spread) {
      const band = [
        ...all.map((i) => point(i, spread[i]!)),
        ...all.toReversed().map((i) => point(i, -spread[i]!)),
      ];
      parts.push(element('path', { d: path(band, true), fill: color, 'fill-opacity': 0.15 }));
    }
    parts.push(
      element('path', {
        d: path(all.map((i) => point(i))),
        fill: 'none',
        stroke: color,
        'stroke-width': 2,
        'stroke-linejoin': 'round',
      }),
    );
    if (plot.marked)
      for (const i of all) {
        const [cx, cy] = point(i);
        parts.push(element('circle', { cx, cy, r: 3.5, fill: color }));
      }
  });
  const said = summaryWord[plot.kind];
  const entries = curves.map(({ label, summary }, k) => ({
    label:
      summary === undefined || said === undefined
        ? labelText(canvas, label)
        : `${label}${canvas.lang === 'fr' ? '\u00a0:' : ':'} ${word(canvas, said)} ${numberText(canvas, summary)}`,
    color: groupColor(canvas.theme, k),
  }));
  const dashed = reference
    ? [{ label: labelText(canvas, reference.label), color: canvas.theme.muted, dash: true }]
    : [];
  return title(canvas, plot.kind) + legend(canvas, [...entries, ...dashed]) + parts.join('');
}

export function drawScatter(plot: ScatterPlot, canvas: Canvas): string {
  const { groups, labels = [], values } = plot;
  const area = areaOf(canvas, groups !== undefined || values !== undefined);
  const both = plot.diagonal ? [plot.x, plot.y] : undefined;
  const x = scale(extent(both ?? [plot.x]), [area.left, area.right]);
  const y = scale(extent(both ?? [plot.y]), [area.bottom, area.top]);
  // the middle of the scale must be seen on the paper
  const points = { ...canvas.theme, middle: canvas.theme.grey };
  const range = values ? extent([values], 0) : ([0, 1] as const);
  const colorOf = (i: number): string =>
    groups
      ? groupColor(canvas.theme, groups[i]!)
      : values
        ? diverging(points, (values[i]! - range[0]) / (range[1] - range[0] || 1))
        : canvas.theme.low;
  const radius = plot.x.length > 2000 ? 1.6 : plot.x.length > 400 ? 2.4 : 3.6;
  const dots = plot.x.map((v, i) =>
    element('circle', {
      cx: x(v),
      cy: y(plot.y[i]!),
      r: radius,
      fill: colorOf(i),
      'fill-opacity': 0.8,
    }),
  );
  const line = plot.diagonal
    ? element('path', {
        d: path([
          [x(x.domain[0]), y(x.domain[0])],
          [x(x.domain[1]), y(x.domain[1])],
        ]),
        stroke: canvas.theme.muted,
        'stroke-dasharray': '5 4',
      })
    : '';
  const names = plot.axes.map((name) => labelText(canvas, name)) as [string, string];
  const entries = groups
    ? labels.map((label, k) => ({ label, color: groupColor(canvas.theme, k) }))
    : values
      ? [0, 0.25, 0.5, 0.75, 1].map((share) => ({
          label: numberText(canvas, range[0] + share * (range[1] - range[0])),
          color: diverging(points, share),
        }))
      : [];
  return (
    title(canvas, plot.kind) +
    legend(canvas, entries) +
    axes(canvas, area, x, y, names) +
    line +
    element('g', {}, dots)
  );
}

/** Levels of certainty that are told apart: neighbouring cells of one level become one rectangle. */
const LEVELS = 6;

export function drawBoundary(plot: BoundaryPlot, canvas: Canvas): string {
  const { labels, cells, sure, width, height, points } = plot;
  const area = areaOf(canvas, true);
  const x = scale(plot.xRange, [area.left, area.right]);
  const y = scale(plot.yRange, [area.bottom, area.top]);
  const range = labels ? ([0, 1] as const) : extent([cells], 0);
  const least = labels ? 1 / Math.max(2, labels.length) : 0;
  const fill = (at: number): string => {
    if (!labels) {
      const share = (cells[at]! - range[0]) / (range[1] - range[0] || 1);
      return diverging(canvas.theme, Math.round(share * 24) / 24);
    }
    const share = sure ? Math.max(0, (sure[at]! - least) / (1 - least)) : 0.7;
    const level = Math.round(share * LEVELS) / LEVELS;
    return mix(canvas.theme.paper, groupColor(canvas.theme, cells[at]!), 0.12 + 0.4 * level);
  };
  const [w, h] = [(area.right - area.left) / width, (area.bottom - area.top) / height];
  const rectangles: string[] = [];
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; ) {
      const color = fill(r * width + c);
      let end = c + 1;
      while (end < width && fill(r * width + end) === color) end++;
      // a hair wider and higher, so that no light shows between neighbours
      rectangles.push(
        `<rect x="${short(area.left + c * w)}" y="${short(area.bottom - (r + 1) * h)}" width="${short((end - c) * w + 0.3)}" height="${short(h + 0.3)}" fill="${color}"/>`,
      );
      c = end;
    }
  }
  const dots = points.x.map((v, i) =>
    element('circle', {
      cx: x(v),
      cy: y(points.y[i]!),
      r: points.x.length > 500 ? 2.2 : 3.6,
      fill: labels ? groupColor(canvas.theme, points.groups[i]!) : canvas.theme.ink,
      stroke: canvas.theme.paper,
      'stroke-width': 0.9,
    }),
  );
  const entries = labels
    ? labels.map((label, k) => ({ label, color: groupColor(canvas.theme, k) }))
    : [0, 0.5, 1].map((share) => ({
        label: numberText(canvas, range[0] + share * (range[1] - range[0])),
        color: diverging(canvas.theme, share),
      }));
  return (
    title(canvas, 'decisionBoundary') +
    legend(canvas, entries) +
    element('g', { 'shape-rendering': 'crispEdges' }, rectangles) +
    axes(canvas, area, x, y, plot.axes, { grid: false }) +
    element('g', {}, dots)
  );
}

export function drawBars(plot: BarPlot, canvas: Canvas): string {
  const longest = Math.max(4, ...plot.names.map((name) => name.length));
  const area: Area = {
    ...areaOf(canvas, false),
    left: Math.min(canvas.width * 0.4, 24 + longest * 6.6),
  };
  const ends = plot.values.flatMap((v, i) => [
    v - (plot.spread?.[i] ?? 0),
    v + (plot.spread?.[i] ?? 0),
  ]);
  const [low, high] = extent([[0, ...ends]], 0.03);
  const x = scale(
    [Math.min(0, low < -1e-12 && Math.min(...ends) < 0 ? low : 0), high],
    [area.left, area.right],
  );
  const band = (area.bottom - area.top) / Math.max(1, plot.names.length);
  const y = scale([0, 1], [area.top, area.bottom]);
  const frame = axes(canvas, area, x, silent(y), [word(canvas, 'importance'), '']);
  const bars = plot.names.map((name, i) => {
    const middle = area.top + (i + 0.5) * band;
    const value = plot.values[i]!;
    const spread = plot.spread?.[i];
    return [
      element('rect', {
        x: Math.min(x(0), x(value)),
        y: middle - band * 0.36,
        width: Math.abs(x(value) - x(0)),
        height: band * 0.72,
        rx: 2,
        fill: value < 0 ? canvas.theme.high : canvas.theme.low,
      }),
      spread === undefined
        ? ''
        : element('line', {
            x1: x(value - spread),
            x2: x(value + spread),
            y1: middle,
            y2: middle,
            stroke: canvas.theme.ink,
            'stroke-width': 1.4,
          }),
      text(area.left - 8, middle + 4, clip(name, (area.left - 16) / 6.4), {
        class: 'tick',
        'text-anchor': 'end',
      }),
    ].join('');
  });
  const more =
    plot.more > 0
      ? text(canvas.width - 18, 24, `+ ${plot.more} ${word(canvas, 'more')}`, {
          class: 'tick',
          'text-anchor': 'end',
        })
      : '';
  return title(canvas, 'importances') + frame + element('g', {}, bars) + more;
}
const clip = (name: string, room: number): string =>
  name.length > room ? `${name.slice(0, Math.max(1, Math.floor(room) - 1))}…` : name;

export function drawConfusion(plot: ConfusionPlot, canvas: Canvas): string {
  const k = plot.labels.length;
  const longest = Math.max(...plot.labels.map((label) => label.length));
  const left = Math.min(canvas.width * 0.3, 44 + longest * 6.6);
  const room = { left, right: canvas.width - 18, top: 42, bottom: canvas.height - 52 };
  const side = Math.min((room.right - room.left) / k, (room.bottom - room.top) / k);
  const area = { ...room, right: room.left + side * k, bottom: room.top + side * k };
  const cells = plot.counts.flatMap((row, i) => {
    const all = row.reduce((a, b) => a + b, 0);
    return row.map((count, j) => {
      const share = all > 0 ? count / all : 0;
      const strong = i === j ? canvas.theme.low : canvas.theme.high;
      const color = mix(canvas.theme.paper, strong, count === 0 ? 0.03 : 0.12 + 0.8 * share);
      const [x, y] = [area.left + j * side, area.top + i * side];
      return (
        element('rect', {
          x: x + 1,
          y: y + 1,
          width: side - 2,
          height: side - 2,
          rx: 3,
          fill: color,
        }) +
        (k <= 20
          ? text(x + side / 2, y + side / 2 + 5, numberText(canvas, count, 6), {
              'text-anchor': 'middle',
              'font-size': Math.min(16, side / 2.6),
              style: `fill:${wantsDark(color) ? '#10161c' : '#ffffff'}`,
              'fill-opacity': count === 0 ? 0.45 : 1,
            })
          : '')
      );
    });
  });
  const names = plot.labels.map(
    (label, i) =>
      text(area.left - 8, area.top + (i + 0.5) * side + 4, clip(label, (left - 40) / 6.4), {
        class: 'tick',
        'text-anchor': 'end',
      }) +
      text(area.left + (i + 0.5) * side, area.bottom + 16, clip(label, side / 6.4), {
        class: 'tick',
        'text-anchor': 'middle',
      }),
  );
  return (
    title(canvas, 'confusion') +
    element('g', {}, cells) +
    element('g', {}, names) +
    axisNames(area, [word(canvas, 'predictedClass'), word(canvas, 'trueClass')])
  );
}
