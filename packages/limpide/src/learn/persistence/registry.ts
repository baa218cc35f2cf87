/**
 * Estimators by the name that stands in files of models. The library's own are known from the start; a class
 * of one's own is made known by `registerEstimator`.
 */
import { persistenceErrors } from '../../errors/catalog/learn-persistence.ts';
import { ArgumentError, FileFormatError, raise } from '../../errors/index.ts';
import { Estimator, nearest } from '../base/index.ts';
import * as bayes from '../bayes/index.ts';
import * as calibration from '../calibration/index.ts';
import * as cluster from '../cluster/index.ts';
import * as compose from '../compose/index.ts';
import * as decomposition from '../decomposition/index.ts';
import * as discriminant from '../discriminant/index.ts';
import * as dummy from '../dummy/index.ts';
import * as ensemble from '../ensemble/index.ts';
import * as features from '../feature-selection/index.ts';
import * as gaussian from '../gaussian-process/index.ts';
import * as linear from '../linear/index.ts';
import * as manifold from '../manifold/index.ts';
import * as mixture from '../mixture/index.ts';
import * as selection from '../model-selection/index.ts';
import * as multiclass from '../multiclass/index.ts';
import * as multioutput from '../multioutput/index.ts';
import * as neighbors from '../neighbors/index.ts';
import * as neural from '../neural/index.ts';
import * as preprocessing from '../preprocessing/index.ts';
import * as svm from '../svm/index.ts';
import * as text from '../text/index.ts';
import * as trees from '../trees/index.ts';

/** A class of estimators whose constructor takes its parameters, all with defaults. */
export type EstimatorClass = new (params?: object) => Estimator;

const families: readonly object[] = [
  bayes,
  calibration,
  cluster,
  compose,
  decomposition,
  discriminant,
  dummy,
  ensemble,
  features,
  gaussian,
  linear,
  manifold,
  mixture,
  selection,
  multiclass,
  multioutput,
  neighbors,
  neural,
  preprocessing,
  svm,
  text,
  trees,
];
const classes = new Map<string, EstimatorClass>();

const isEstimatorClass = (value: unknown): value is EstimatorClass =>
  typeof value === 'function' && value.prototype instanceof Estimator;

/** The library's estimators: every exported class that can be made without parameters. */
function known(): Map<string, EstimatorClass> {
  if (classes.size > 0) return classes;
  for (const family of families) {
    for (const value of Object.values(family)) {
      if (!isEstimatorClass(value)) continue;
      const name = nameOf(value);
      if (name !== undefined && !classes.has(name)) classes.set(name, value);
    }
  }
  return classes;
}

/** The name in the class's specification; undefined for what is only a base of other classes. */
function nameOf(Make: EstimatorClass): string | undefined {
  try {
    return new Make().spec.name;
  } catch {
    return undefined;
  }
}

/** Names of all estimators that files and the command line know, sorted. */
export const estimatorNames = (): string[] => [...known().keys()].sort();

/** @throws FileFormatError when there is none of this name, with the nearest one */
export function estimatorClass(name: string): EstimatorClass {
  const found = known().get(name);
  if (found) return found;
  const near = nearest(name, estimatorNames());
  return raise(FileFormatError, persistenceErrors, 'persistence.unknown', {
    name,
    hint: near === undefined ? '' : ` (→ ${near}?)`,
  });
}

/**
 * Makes a class of one's own known to files of models and to threads.
 *
 * @throws ArgumentError when another class has its name
 */
export function registerEstimator(Make: EstimatorClass): void {
  const name = new Make().spec.name;
  const other = known().get(name);
  if (other && other !== Make)
    raise(ArgumentError, persistenceErrors, 'persistence.taken', { name });
  classes.set(name, Make);
}

/** The library's functions that may stand for a choice (scores of features…), by the name they are exported under. */
export function functionName(wanted: unknown): string | undefined {
  for (const family of families) {
    for (const [name, value] of Object.entries(family)) if (value === wanted) return name;
  }
  return undefined;
}
/** The function of that name. */
export function functionNamed(name: string): unknown {
  for (const family of families) {
    const value: unknown = Object.entries(family).find(([key]) => key === name)?.[1];
    if (typeof value === 'function' && !isEstimatorClass(value)) return value;
  }
  return undefined;
}

const splits = (prototype: unknown): prototype is { split: unknown; made: () => unknown } =>
  typeof prototype === 'object' &&
  prototype !== null &&
  'split' in prototype &&
  'made' in prototype &&
  typeof prototype.made === 'function';

/** The name of a splitter (KFold…) of the library, and what it was made with; undefined for all else. */
export function splitterName(value: object): { name: string; made: unknown } | undefined {
  if (!splits(value)) return undefined;
  const name = Object.entries(selection).find(([, own]) => own === value.constructor)?.[0];
  return name === undefined ? undefined : { name, made: value.made() };
}
/** Makes the splitter of that name again. */
export function splitterNamed(name: string): ((made: unknown) => unknown) | undefined {
  const Make: unknown = Object.entries(selection).find(([key]) => key === name)?.[1];
  if (typeof Make !== 'function' || !splits(Make.prototype)) return undefined;
  return (made) => Reflect.construct(Make, [made]);
}
