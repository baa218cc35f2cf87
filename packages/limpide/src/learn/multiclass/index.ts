/** Several classes from classifiers of two. */
export {
  type MulticlassOptions,
  OneVsOneClassifier,
  OneVsRestClassifier,
} from './multiclass.ts';
