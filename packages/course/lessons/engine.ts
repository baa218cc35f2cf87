/**
 * The reference engine: what the exercises of the course export, from their solutions.
 * `import … from '@me/engine'` has these types. Written by `limpide course engine`.
 */
export { Value } from './maths/autodiff/exercises/value/solution.ts';
export { derivative } from './maths/derivatives/exercises/differences/solution.ts';
export {
  bernoulli,
  gaussianDensity,
  gaussianSample,
} from './maths/distributions/exercises/laws/solution.ts';
export {
  correlation,
  covariance,
  mean,
  variance,
} from './maths/distributions/exercises/moments/solution.ts';
export { cosine, project } from './maths/dot-product/exercises/angle/solution.ts';
export { dot } from './maths/dot-product/exercises/dot/solution.ts';
export { distance, norm } from './maths/dot-product/exercises/norms/solution.ts';
export { powerIteration } from './maths/eigen/exercises/power/solution.ts';
export { eigen2 } from './maths/eigen/exercises/two-by-two/solution.ts';
export { directional } from './maths/gradient/exercises/directional/solution.ts';
export { numericalGradient, partial } from './maths/gradient/exercises/numerical/solution.ts';
export { permutationTest } from './maths/hypothesis-tests/exercises/permutation/solution.ts';
export { bonferroni, familyRisk } from './maths/hypothesis-tests/exercises/several/solution.ts';
export { tStatistic } from './maths/hypothesis-tests/exercises/t-statistic/solution.ts';
export {
  crossEntropyOf,
  entropy,
  klDivergence,
} from './maths/information/exercises/terms/solution.ts';
export { rotation } from './maths/linear-maps/exercises/matrix-of/solution.ts';
export { matvec } from './maths/linear-maps/exercises/matvec/solution.ts';
export { leastSquares } from './maths/linear-systems/exercises/least-squares/solution.ts';
export { solveSystem } from './maths/linear-systems/exercises/solve/solution.ts';
export { determinant, inverse } from './maths/matrix-operations/exercises/inverse/solution.ts';
export { matmul, transpose } from './maths/matrix-operations/exercises/product/solution.ts';
export { gradientDescent } from './maths/optimisation/exercises/descent/solution.ts';
export { momentumDescent } from './maths/optimisation/exercises/momentum/solution.ts';
export { bayes } from './maths/probability/exercises/bayes/solution.ts';
export { bestRank } from './maths/svd/exercises/best/solution.ts';
export { rankOne } from './maths/svd/exercises/layers/solution.ts';
export { offsetOf } from './maths/tensors/exercises/offset/solution.ts';
export { shapeOf } from './maths/tensors/exercises/shape/solution.ts';
export { linearRegression } from './models/linear-regression/exercises/closed-form/solution.ts';
export {
  linearDescent,
  linearGradient,
} from './models/linear-regression/exercises/descent/solution.ts';
export { softmaxRegression } from './models/logistic-regression/exercises/classes/solution.ts';
export { sigmoid, softmax } from './models/logistic-regression/exercises/probabilities/solution.ts';
export { logisticStep } from './models/logistic-regression/exercises/step/solution.ts';
export {
  huber,
  huberGradient,
  meanSquaredError,
} from './models/losses/exercises/numbers/solution.ts';
export { binaryCrossEntropy } from './models/losses/exercises/probabilities/solution.ts';
export { confusionMatrix, precisionRecall } from './models/metrics/exercises/confusion/solution.ts';
export { areaUnder, rocCurve } from './models/metrics/exercises/roc/solution.ts';
export { chooseFit, polynomialError } from './models/overfitting/exercises/choose/solution.ts';
export { polynomialFeatures } from './models/overfitting/exercises/features/solution.ts';
export { lasso, softThreshold } from './models/regularisation/exercises/lasso/solution.ts';
export { ridgeRegression } from './models/regularisation/exercises/ridge/solution.ts';
export { kFold } from './models/splits/exercises/folds/solution.ts';
export { splitData, standardise } from './models/splits/exercises/parts/solution.ts';
export {
  relu,
  reluGradient,
  sigmoidGradient,
  tanhGradient,
} from './networks/activations/exercises/functions/solution.ts';
export { softmaxRows } from './networks/activations/exercises/softmax/solution.ts';
export { backwardMlp } from './networks/backprop-matrix/exercises/backward/solution.ts';
export { crossEntropyRows } from './networks/backprop-matrix/exercises/loss/solution.ts';
export { tinyGradient, tinyLoss } from './networks/backprop/exercises/tiny/solution.ts';
export { batchNormBackward } from './networks/batch-norm/exercises/backward/solution.ts';
export { batchNormForward } from './networks/batch-norm/exercises/forward/solution.ts';
export { batchesOf, pickRows } from './networks/batches/exercises/cut/solution.ts';
export { batchDescent } from './networks/batches/exercises/descent/solution.ts';
export { batchNoise } from './networks/batches/exercises/noise/solution.ts';
export { droppedMoments } from './networks/dropout/exercises/average/solution.ts';
export {
  dropoutBackward,
  dropoutForward,
  dropoutMask,
} from './networks/dropout/exercises/mask/solution.ts';
export { earlyStopping } from './networks/early-stopping/exercises/patience/solution.ts';
export { copyMlp, trainUntilBest } from './networks/early-stopping/exercises/restore/solution.ts';
export { denseForward, forwardMlp } from './networks/forward/exercises/network/solution.ts';
export {
  createMlp,
  heInit,
  seededRandom,
  xavierInit,
} from './networks/initialisation/exercises/create/solution.ts';
export { trainingCurves } from './networks/learning-curves/exercises/lying/solution.ts';
export { levelOf, readCurves } from './networks/learning-curves/exercises/read/solution.ts';
export { addBias, makeMatrix, mulMatrix } from './networks/mlp/exercises/matrices/solution.ts';
export { accuracyOf, predictMlp, trainEpoch } from './networks/mnist/exercises/train/solution.ts';
export {
  adamStep,
  momentumStep,
  rmspropStep,
  sgdStep,
} from './networks/optimisers/exercises/steps/solution.ts';
export {
  perceptronPredict,
  perceptronStep,
} from './networks/perceptron/exercises/step/solution.ts';
export { trainPerceptron } from './networks/perceptron/exercises/train/solution.ts';
