/** Drawings of hierarchies: decision trees, dendrograms. */
import type { TreeNode } from '../../trees/index.ts';
import type { DendrogramPlot, TreePlot } from '../data.ts';
import {
  areaOf,
  axes,
  type Canvas,
  extent,
  numberText,
  scale,
  silent,
  title,
  word,
} from './chart.ts';
import { element, escapeText, path, text } from './element.ts';
import { diverging, groupColor, mix, wantsDark } from './theme.ts';

interface Placed {
  readonly node: TreeNode;
  /** Its place among the leaves that are drawn. */
  readonly x: number;
  readonly children: readonly Placed[];
}

/** Leaves side by side, parents above the middle of their children. */
function place(node: TreeNode, maxDepth: number, next: { leaf: number }): Placed {
  const children =
    node.split && node.depth < maxDepth
      ? [node.split.left, node.split.right].map((child) => place(child, maxDepth, next))
      : [];
  const x = children.length === 2 ? (children[0]!.x + children[1]!.x) / 2 : next.leaf++;
  return { node, x, children };
}

const deepest = ({ node, children }: Placed): number =>
  Math.max(node.depth, ...children.map(deepest));
const below = ({ split }: TreeNode): number =>
  split ? 2 + below(split.left) + below(split.right) : 0;

export function drawTree(plot: TreePlot, canvas: Canvas): string {
  const next = { leaf: 0 };
  const root = place(plot.root, plot.maxDepth, next);
  const levels = deepest(root) + 1;
  const column = (canvas.width - 24) / Math.max(1, next.leaf);
  const row = (canvas.height - 56) / levels;
  const width = Math.min(150, Math.max(54, column - 8));
  const height = Math.min(52, row - 18);
  const [low, high] = extent([allValues(plot.root)], 0);
  const colorOf = ({ value }: TreeNode): string => {
    if (!plot.classes) return diverging(canvas.theme, (value[0]! - low) / (high - low || 1));
    const best = value.indexOf(Math.max(...value));
    const least = 1 / Math.max(2, value.length);
    const sure = Math.max(0, (value[best]! - least) / (1 - least));
    return mix(canvas.theme.paper, groupColor(canvas.theme, best), 0.1 + 0.75 * sure);
  };
  const at = ({ x, node }: Placed): [number, number] => [
    12 + (x + 0.5) * column,
    44 + (node.depth + 0.35) * row,
  ];
  const lines: string[] = [];
  const boxes: string[] = [];
  const size = Math.max(7, Math.min(12, width / 12));
  const draw = (placed: Placed): void => {
    const { node, children } = placed;
    const [x, y] = at(placed);
    children.forEach((child, side) => {
      const [cx, cy] = at(child);
      lines.push(
        element('path', {
          d: path([
            [x, y + height / 2],
            [cx, cy - height / 2],
          ]),
          class: 'branch',
        }),
      );
      if (node.depth === 0)
        lines.push(
          text(
            (x + cx) / 2 + (side === 0 ? -8 : 8),
            (y + cy) / 2,
            word(canvas, side === 0 ? 'yes' : 'no'),
            {
              class: 'tick',
              'text-anchor': side === 0 ? 'end' : 'start',
            },
          ),
        );
      draw(child);
    });
    const color = colorOf(node);
    const ink = wantsDark(color) ? '#10161c' : '#ffffff';
    const said = linesOf(node, plot, canvas, children.length === 0);
    boxes.push(
      element('g', {}, [
        element('title', {}, escapeText(said.join(' · '))),
        element('rect', {
          x: x - width / 2,
          y: y - height / 2,
          width,
          height,
          rx: 5,
          fill: color,
          stroke: canvas.theme.muted,
          'stroke-width': 0.6,
        }),
        ...said.map((line, i) =>
          text(
            x,
            y + (i - (said.length - 1) / 2) * (size + 2) + size / 3,
            fit(line, width / (size * (i === 0 ? 0.6 : 0.54))),
            {
              'text-anchor': 'middle',
              'font-size': size,
              style: `fill:${ink}`,
              'font-weight': i === 0 ? 600 : 400,
            },
          ),
        ),
      ]),
    );
  };
  draw(root);
  return title(canvas, 'tree') + element('g', {}, lines) + element('g', {}, boxes);
}

function linesOf(node: TreeNode, plot: TreePlot, canvas: Canvas, last: boolean): string[] {
  const { split, value, samples } = node;
  const count = `${numberText(canvas, samples, 6)} ${word(canvas, 'samplesShort')}`;
  const answer =
    node.class === undefined
      ? value.map((v) => numberText(canvas, v)).join(', ')
      : `${node.class} ${numberText(canvas, Math.max(...value), 2)}`;
  if (!split) return [answer, count];
  const question =
    split.threshold === Infinity
      ? `${split.name} ${word(canvas, 'missing')}`
      : `${split.name} ≤ ${numberText(canvas, split.threshold)}`;
  const hidden =
    last && plot.maxDepth <= node.depth ? [`+ ${below(node)} ${word(canvas, 'below')}`] : [];
  return [question, count, ...(hidden.length > 0 ? hidden : [answer])];
}

const fit = (line: string, room: number): string =>
  line.length > room ? `${line.slice(0, Math.max(1, Math.floor(room) - 1))}…` : line;

function allValues({ value, split }: TreeNode): number[] {
  return [value[0]!, ...(split ? [...allValues(split.left), ...allValues(split.right)] : [])];
}

export function drawDendrogram(plot: DendrogramPlot, canvas: Canvas): string {
  const area = { ...areaOf(canvas, false), bottom: canvas.height - 60 };
  const { brackets, leaves, cut } = plot;
  const top = Math.max(...brackets.map(({ height }) => height), 0);
  const x = scale([-0.5, leaves.length - 0.5], [area.left, area.right]);
  const y = scale([0, top * 1.03 || 1], [area.bottom, area.top]);
  const colors = groupsOf(plot);
  const parts = brackets.map(({ left, right, leftFoot, rightFoot, height }, i) => {
    const points: [number, number][] = [
      [x(left), y(leftFoot)],
      [x(left), y(height)],
      [x(right), y(height)],
      [x(right), y(rightFoot)],
    ];
    const group = colors[i]!;
    const stroke = group < 0 ? canvas.theme.muted : groupColor(canvas.theme, group);
    return element('path', { d: path(points), fill: 'none', stroke, 'stroke-width': 1.4 });
  });
  const room = (area.right - area.left) / leaves.length;
  const names =
    room < 7
      ? []
      : leaves.map((leaf, i) =>
          text(x(i), area.bottom + 10, fit(leaf, 9), {
            class: 'leaf',
            'text-anchor': 'end',
            transform: `rotate(-60 ${Math.round(x(i))} ${Math.round(area.bottom + 10)})`,
          }),
        );
  const line =
    cut === undefined
      ? ''
      : element('line', {
          x1: area.left,
          x2: area.right,
          y1: y(cut),
          y2: y(cut),
          stroke: canvas.theme.high,
          'stroke-dasharray': '5 4',
        });
  return (
    title(canvas, 'dendrogram') +
    axes(canvas, area, silent(x), y, ['', word(canvas, 'distance')]) +
    element('g', {}, parts) +
    line +
    element('g', {}, names)
  );
}

/** The group of each bracket below the cut; −1 above it, 0 everywhere without a cut. */
function groupsOf({ brackets, cut }: DendrogramPlot): number[] {
  if (cut === undefined) return brackets.map(() => 0);
  const groups = brackets.map(() => -1);
  let group = 0;
  // from the highest down: a bracket under the cut starts a group unless the one above has given it its own
  const order = brackets.map((_, i) => i).sort((a, b) => brackets[b]!.height - brackets[a]!.height);
  const taken: { from: number; to: number; group: number }[] = [];
  for (const i of order) {
    const { left, right, height } = brackets[i]!;
    if (height >= cut) continue;
    const above = taken.find(({ from, to }) => from <= left && right <= to);
    groups[i] = above?.group ?? group++;
    if (!above)
      taken.push({
        from: left - spanOf(brackets, i),
        to: right + spanOf(brackets, i),
        group: groups[i]!,
      });
  }
  return groups;
}
/** Half of the leaves under a bracket reach at most so far to each side. */
const spanOf = (brackets: DendrogramPlot['brackets'], i: number): number => {
  const { size, left, right } = brackets[i]!;
  return Math.max(0, size - 1 - (right - left));
};
