/** Plots of models and data, as plain data and as SVG. */
export {
  plotCalibration,
  plotLearningCurve,
  plotPartialDependence,
  plotPrecisionRecall,
  plotRocCurve,
} from './curves.ts';
export type {
  BarPlot,
  BoundaryPlot,
  ConfusionPlot,
  Curve,
  CurvePlot,
  DendrogramPlot,
  Plot,
  ScatterPlot,
  TreePlot,
} from './data.ts';
export { plotDendrogram, plotTree } from './hierarchies.ts';
export {
  plotConfusionMatrix,
  plotDecisionBoundary,
  plotImportances,
  plotPredictions,
  plotScatter,
} from './points.ts';
export { type SvgOptions, toSvg } from './svg/index.ts';
