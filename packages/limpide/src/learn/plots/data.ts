/** Plots as plain data: what is to be seen, without saying how it is drawn. `toSvg` draws them; so may a page. */
import type { Label } from '../base/index.ts';
import type { Bracket } from '../cluster/index.ts';
import type { TreeNode } from '../trees/index.ts';

/** A line through points, with a name. */
export interface Curve {
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Half the height of a band around it. */
  readonly spread?: readonly number[];
  /** One number that sums it up: an area, a score. */
  readonly summary?: number;
}

/** Curves over two axes: ROC, precision–recall, calibration, learning, dependence. */
export interface CurvePlot {
  readonly kind: 'roc' | 'precisionRecall' | 'calibration' | 'learningCurve' | 'partialDependence';
  readonly curves: readonly Curve[];
  /** What stands for chance or for perfection, dashed. */
  readonly reference?: Curve;
  /** A column's name, where an axis shows one. */
  readonly axis?: string;
  /** Points are marked, not only joined. */
  readonly marked?: boolean;
}

/** True classes down, predicted classes across. */
export interface ConfusionPlot {
  readonly kind: 'confusion';
  readonly labels: readonly string[];
  /** Samples, row by row. */
  readonly counts: readonly (readonly number[])[];
}

/** Points in a plane, coloured by class, group or number. */
export interface ScatterPlot {
  readonly kind: 'scatter' | 'predictions';
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly axes: readonly [string, string];
  /** Classes or groups of the points, as places in `labels`. */
  readonly groups?: readonly number[];
  readonly labels?: readonly string[];
  /** Numbers instead of groups. */
  readonly values?: readonly number[];
  /** The line on which predictions are right. */
  readonly diagonal?: boolean;
}

/** What a model answers everywhere in a plane, and the points it has learned from. */
export interface BoundaryPlot {
  readonly kind: 'decisionBoundary';
  readonly axes: readonly [string, string];
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** Cells across and down; the first row is the lowest. */
  readonly width: number;
  readonly height: number;
  /** For classifiers and groups, the place in `labels`; for regressors the number. */
  readonly cells: readonly number[];
  /** How sure: 0 … 1 per cell; absent where the model does not say. */
  readonly sure?: readonly number[];
  readonly labels?: readonly string[];
  readonly points: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly groups: readonly number[];
  };
}

/** Bars with a name each, the longest first. */
export interface BarPlot {
  readonly kind: 'importances';
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly spread?: readonly number[];
  /** Columns that are not shown. */
  readonly more: number;
}

export interface TreePlot {
  readonly kind: 'tree';
  readonly root: TreeNode;
  readonly classes?: readonly Label[];
  /** Levels below this one are not drawn. */
  readonly maxDepth: number;
}

export interface DendrogramPlot {
  readonly kind: 'dendrogram';
  readonly leaves: readonly string[];
  readonly brackets: readonly Bracket[];
  /** Brackets below this height are in the colour of their group. */
  readonly cut?: number;
}

export type Plot =
  | CurvePlot
  | ConfusionPlot
  | ScatterPlot
  | BoundaryPlot
  | BarPlot
  | TreePlot
  | DendrogramPlot;
