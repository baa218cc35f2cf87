/** What is built on top of tests: resampling, many tests at once, power. */
export { type Bootstrap, bootstrap, permutationTest, type Statistic } from './bootstrap.ts';
export { benjaminiHochberg, benjaminiYekutieli, bonferroni, holm } from './multiple.ts';
export { type PowerOptions, tTestPower, tTestSampleSize } from './power.ts';
