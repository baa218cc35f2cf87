/** Statistical tests. Each gives a TestResult, whose `explain()` says what it means and what it does not. */
export { kendall, pearson, spearman } from './correlation.ts';
export { type KSOptions, ksTest, shapiroWilk } from './fit.ts';
export { kruskal, mannWhitneyU, type RankOptions, wilcoxon } from './ranks.ts';
export {
  type Alternative,
  type ConfidenceInterval,
  type EffectSize,
  type ResultFields,
  TestResult,
} from './result.ts';
export { type TestOptions, tTest1, tTestInd, tTestPaired } from './t.ts';
export { chiSquareContingency, chiSquareTest, fisherExact } from './tables.ts';
export { anova, levene } from './variance.ts';
