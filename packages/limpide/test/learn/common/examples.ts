/** Estimators as the common checks try them: those that need another inside, or data of their own. */
import * as learn from '../../../src/learn/index.ts';
import { type Estimator, type Trial, trialFor } from '../../../src/learn/index.ts';

type Make = () => Estimator;
const scaler = () => new learn.StandardScaler();
const logistic = () => new learn.LogisticRegression();
const ridge = () => new learn.Ridge();

/** Estimators that cannot be tried with their defaults, and why not. */
const makers: Readonly<Record<string, Make>> = {
  // need another estimator
  CalibratedClassifierCV: () =>
    new learn.CalibratedClassifierCV({ estimator: new learn.GaussianNB(), cv: 3 }),
  ColumnTransformer: () =>
    new learn.ColumnTransformer({
      transformers: [['scale', scaler(), [0, 1]]],
      remainder: 'passthrough',
    }),
  FeatureUnion: () =>
    new learn.FeatureUnion({
      transformerList: [
        ['scale', scaler()],
        ['pca', new learn.PCA({ nComponents: 2 })],
      ],
    }),
  GridSearchCV: () =>
    new learn.GridSearchCV({ estimator: logistic(), paramGrid: { C: [0.1, 1] }, cv: 3 }),
  HalvingGridSearchCV: () =>
    new learn.HalvingGridSearchCV({ estimator: logistic(), paramGrid: { C: [0.1, 1] }, cv: 2 }),
  HalvingRandomSearchCV: () =>
    new learn.HalvingRandomSearchCV({
      estimator: logistic(),
      paramDistributions: { C: [0.1, 1, 10] },
      nCandidates: 3,
      cv: 2,
    }),
  ClassifierChain: () => new learn.ClassifierChain({ estimator: logistic() }),
  MultiOutputClassifier: () => new learn.MultiOutputClassifier({ estimator: logistic() }),
  MultiOutputRegressor: () => new learn.MultiOutputRegressor({ estimator: ridge() }),
  RegressorChain: () => new learn.RegressorChain({ estimator: ridge() }),
  OneVsOneClassifier: () => new learn.OneVsOneClassifier({ estimator: logistic() }),
  OneVsRestClassifier: () => new learn.OneVsRestClassifier({ estimator: logistic() }),
  Pipeline: () =>
    new learn.Pipeline({
      steps: [
        ['fill', new learn.SimpleImputer()],
        ['model', logistic()],
      ],
    }),
  RandomizedSearchCV: () =>
    new learn.RandomizedSearchCV({
      estimator: logistic(),
      paramDistributions: { C: [0.1, 1, 10] },
      nIter: 2,
      cv: 3,
    }),
  RFE: () => new learn.RFE({ estimator: logistic(), nFeaturesToSelect: 2 }),
  RFECV: () => new learn.RFECV({ estimator: logistic(), cv: 3 }),
  SelectFromModel: () => new learn.SelectFromModel({ estimator: logistic() }),
  SequentialFeatureSelector: () =>
    new learn.SequentialFeatureSelector({ estimator: logistic(), nFeaturesToSelect: 2, cv: 3 }),
  StackingClassifier: () =>
    new learn.StackingClassifier({
      estimators: [
        ['nb', new learn.GaussianNB()],
        ['lr', logistic()],
      ],
      cv: 3,
    }),
  StackingRegressor: () =>
    new learn.StackingRegressor({
      estimators: [
        ['ridge', ridge()],
        ['tree', new learn.DecisionTreeRegressor({ randomState: 0 })],
      ],
      cv: 3,
    }),
  TransformedTargetRegressor: () => new learn.TransformedTargetRegressor({ regressor: ridge() }),
  VotingClassifier: () =>
    new learn.VotingClassifier({
      estimators: [
        ['deep', new learn.DecisionTreeClassifier({ randomState: 0 })],
        ['flat', new learn.DecisionTreeClassifier({ maxDepth: 2, randomState: 0 })],
      ],
    }),
  VotingRegressor: () =>
    new learn.VotingRegressor({
      estimators: [
        ['deep', new learn.DecisionTreeRegressor({ randomState: 0 })],
        ['flat', new learn.DecisionTreeRegressor({ maxDepth: 2, randomState: 0 })],
      ],
    }),
  // leaves of 20 samples leave nothing to split of 36
  HistGradientBoostingClassifier: () =>
    new learn.HistGradientBoostingClassifier({ minSamplesLeaf: 3, maxIter: 15 }),
  HistGradientBoostingRegressor: () =>
    new learn.HistGradientBoostingRegressor({ minSamplesLeaf: 3, maxIter: 15 }),
  // a hundred of them take long and show nothing that ten do not
  RandomForestClassifier: () => new learn.RandomForestClassifier({ nEstimators: 10 }),
  RandomForestRegressor: () => new learn.RandomForestRegressor({ nEstimators: 10 }),
  ExtraTreesClassifier: () => new learn.ExtraTreesClassifier({ nEstimators: 10 }),
  ExtraTreesRegressor: () => new learn.ExtraTreesRegressor({ nEstimators: 10 }),
  IsolationForest: () => new learn.IsolationForest({ nEstimators: 10 }),
  GradientBoostingClassifier: () => new learn.GradientBoostingClassifier({ nEstimators: 10 }),
  GradientBoostingRegressor: () => new learn.GradientBoostingRegressor({ nEstimators: 10 }),
  UMAP: () => new learn.UMAP({ nNeighbors: 6, nEpochs: 30 }),
  TSNE: () => new learn.TSNE({ perplexity: 6, maxIter: 250 }),
  MLPClassifier: () =>
    new learn.MLPClassifier({ hiddenLayerSizes: [8], maxIter: 60, learningRateInit: 0.02 }),
  MLPRegressor: () =>
    new learn.MLPRegressor({ hiddenLayerSizes: [8], maxIter: 60, learningRateInit: 0.02 }),
  SelectKBest: () => new learn.SelectKBest({ k: 2 }),
  StandardScaler: () => new learn.StandardScaler({ withMean: false }),
  // centring would fill a sparse matrix
  RobustScaler: () => new learn.RobustScaler({ withCentering: false }),
};

/** The estimator called `name`, ready to be tried, its random numbers fixed. */
export function exampleOf(name: string): Estimator {
  const estimator = makers[name]?.() ?? new (learn.estimatorClass(name))();
  return 'randomState' in estimator.params ? estimator.setParams({ randomState: 0 }) : estimator;
}

const words = ['le chat dort', 'le chien mange', 'un chat mange du poisson', 'le chien dort'];

/** Data that suit it. */
export function dataFor(estimator: Estimator): Trial | undefined {
  const { name } = estimator.spec;
  if (name === 'IsotonicRegression') return trialFor(estimator, 36, 1);
  if (['CountVectorizer', 'HashingVectorizer', 'TfidfVectorizer'].includes(name)) {
    const X = Array.from({ length: 24 }, (_, i) => `${words[i % 4]} ${words[(i * 3) % 4]}`);
    return { X: X as unknown as number[][], y: X.map((_, i) => i % 3) };
  }
  // these take labels, and nothing else
  const y = Array.from({ length: 36 }, (_, i) => i % 3);
  if (['LabelEncoder', 'LabelBinarizer'].includes(name))
    return { X: y.map((code) => ['loup', 'ours', 'renard'][code]) as unknown as number[][], y };
  if (name === 'MultiLabelBinarizer')
    return {
      X: y.map((code) => ['loup', 'ours', 'renard'].slice(code)) as unknown as number[][],
      y,
    };
  return undefined;
}
