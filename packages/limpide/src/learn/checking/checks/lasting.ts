/** Weights, files, transformers and clusterers, long work. */
import { LimpideError } from '../../../errors/index.ts';
import { Tensor } from '../../../tensor/index.ts';
import { clone, type Estimator, type Features } from '../../base/index.ts';
import { modelFromBytes, modelToBytes } from '../../persistence/index.ts';
import { ask, distance, has, rowsOf } from '../outputs.ts';
import {
  alike,
  answers,
  demand,
  type EstimatorCheck,
  fitted,
  refuses,
  tagsOf,
} from '../subject.ts';

export const lastingChecks: readonly EstimatorCheck[] = [
  // ---- weights
  {
    name: 'weights that are all 1 change nothing',
    about: (estimator) => tagsOf(estimator).weights === true,
    run: ({ make, trial }) => {
      const ones = trial.X.map(() => 1);
      alike(
        make().fit(trial.X, trial.y),
        make().fit(trial.X, trial.y, { sampleWeight: ones }),
        trial.X,
        'with weights of 1',
        trial.X,
        1e-5,
      );
    },
  },
  {
    name: 'negative weights are refused, and so is another number of them',
    about: (estimator) => tagsOf(estimator).weights === true,
    run: ({ make, trial }) => {
      const weights = trial.X.map((_, i) => (i === 1 ? -1 : 1));
      refuses('a negative weight', () => make().fit(trial.X, trial.y, { sampleWeight: weights }));
      refuses('a weight less', () =>
        make().fit(trial.X, trial.y, { sampleWeight: weights.slice(2) }),
      );
    },
  },
  // ---- files
  {
    name: 'what getLearned gives, setLearned puts back',
    about: answers,
    run: (subject) => {
      const estimator = fitted(subject);
      const copy = clone(estimator).setLearned(estimator.getLearned());
      alike(estimator, copy, subject.trial.X, 'put back', subject.trial.X, 0);
    },
  },
  {
    name: 'a file gives back the same model',
    run: (subject) => {
      const estimator = fitted(subject);
      const copy = modelFromBytes(modelToBytes(estimator));
      demand(copy.constructor === estimator.constructor, 'another class');
      alike(estimator, copy, subject.trial.X, 'read from a file', subject.trial.X, 0);
    },
  },
  // ---- transformers and clusterers
  {
    name: 'names of the columns that come out',
    about: (estimator) => estimator.offers('transform') && estimator.offers('getFeatureNamesOut'),
    run: (subject) => {
      const estimator = fitted(subject) as Estimator & { getFeatureNamesOut(): string[] };
      const width = ask(estimator, 'transform', subject.trial.X)[0]!.length;
      const names = estimator.getFeatureNamesOut();
      demand(names.length === width, `${names.length} names for ${width} columns`);
      demand(new Set(names).size === names.length, 'names that stand twice');
    },
  },
  {
    name: 'fitTransform is fit, then transform',
    about: (estimator) => estimator.spec.kind === 'transformer' && estimator.offers('transform'),
    run: ({ make, trial }) => {
      const both = make() as Estimator & { fitTransform?: (X: Features, y?: unknown) => unknown };
      if (!both.fitTransform) return;
      const at = rowsOf(both.fitTransform(trial.X, trial.y));
      const then = ask(make().fit(trial.X, trial.y), 'transform', trial.X);
      const gap = distance(at, then);
      // embeddings place new samples by an approximation
      const loose: Readonly<Record<string, number>> = { UMAP: 10, Isomap: 1e-2, NMF: 1e-2 };
      demand(gap <= (loose[both.spec.name] ?? 1e-4), `differs by ${gap}`);
    },
  },
  {
    name: 'a cluster per sample, whole numbers from −1',
    about: (estimator) => estimator.spec.kind === 'clusterer',
    run: (subject) => {
      const labels = fitted(subject).getLearned()['labels_'];
      demand(labels instanceof Tensor && labels.shape[0] === subject.trial.X.length, 'labels_');
      for (const [label] of rowsOf(labels))
        demand(Number.isInteger(label) && Number(label) >= -1, `label ${String(label)}`);
    },
  },
  {
    name: 'outliers are −1, others 1',
    about: (estimator) => estimator.spec.kind === 'outlierDetector' && has(estimator, 'predict'),
    run: (subject) => {
      for (const [label] of ask(fitted(subject), 'predict', subject.trial.X))
        demand(label === 1 || label === -1, `label ${String(label)}`);
    },
  },
  // ---- long work
  {
    name: 'stops when asked, and is as it was',
    run: ({ make, trial }) => {
      const controller = new AbortController();
      controller.abort();
      const estimator = make();
      try {
        estimator.fit(trial.X, trial.y, { signal: controller.signal });
      } catch (error) {
        demand(
          error instanceof LimpideError && error.name === 'AbortError',
          `threw ${String(error)}`,
        );
        demand(estimator.spec.learned.length === 0 || !estimator.isFitted, 'half fitted');
      }
    },
  },
  {
    name: 'reports of progress count up to their total',
    run: ({ make, trial }) => {
      let last = 0;
      make().fit(trial.X, trial.y, {
        onProgress: ({ done, total, unit }) => {
          demand(unit.length > 0 && done >= 0 && done <= total, `${done} of ${total} ${unit}`);
          last = done;
        },
      });
      demand(last >= 0, 'never');
    },
  },
];
