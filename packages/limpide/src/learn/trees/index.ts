/** Decision trees, alone. Forests and boosting are in `ensemble`. */
export type { ClassCriterionName, NumberCriterionName } from './criteria/index.ts';
export type { TreeData } from './data.ts';
export {
  DecisionTreeClassifier,
  type DecisionTreeClassifierOptions,
  DecisionTreeRegressor,
  type DecisionTreeRegressorOptions,
  ExtraTreeClassifier,
  ExtraTreeRegressor,
} from './decision-tree.ts';
export { type ExportTextOptions, exportText, exportTree, type TreeNode } from './export.ts';
export type { GrowthOptions, MaxFeatures } from './options.ts';
export type { PruningPath } from './prune.ts';
