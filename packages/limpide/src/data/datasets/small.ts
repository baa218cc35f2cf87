/**
 * Small tables that are in the library itself, each in a module of its own text: those that are not imported are not
 * bundled. For classical learning, in float64.
 */
import { type Tensor, tensor } from '../../tensor/index.ts';
import type { DatasetCard } from './cards.ts';
import { text as breastCancerText } from './generated/breast-cancer.ts';
import { text as diabetesText } from './generated/diabetes.ts';
import { text as digitsText } from './generated/digits.ts';
import { text as penguinsText } from './generated/penguins.ts';
import { text as wineText } from './generated/wine.ts';
import {
  breastCancerCard,
  diabetesCard,
  digitsCard,
  penguinsCard,
  wineCard,
} from './small-cards.ts';

/** Samples with a class each. */
export interface SmallTable {
  /** float64, [n, d] */
  readonly features: Tensor;
  /** int32, [n]: index into `classes` */
  readonly labels: Tensor;
  readonly featureNames: readonly string[];
  readonly classes: readonly string[];
  readonly card: DatasetCard;
}

interface Numbers {
  readonly names: readonly string[];
  readonly rows: number;
  /** all columns but the last, row by row */
  readonly features: Float64Array<ArrayBuffer>;
  readonly target: Float64Array<ArrayBuffer>;
}

function numbersOf(text: string): Numbers {
  const [header = '', ...lines] = text.split('\n');
  const names = header.split(',').slice(0, -1);
  const d = names.length;
  const features = new Float64Array(lines.length * d);
  const target = new Float64Array(lines.length);
  lines.forEach((line, i) => {
    line.split(',').forEach((cell, j) => {
      if (j < d) features[i * d + j] = Number(cell);
      else target[i] = Number(cell);
    });
  });
  return { names, rows: lines.length, features, target };
}

function labelled(text: string, classes: readonly string[], card: DatasetCard): SmallTable {
  const { names, rows, features, target } = numbersOf(text);
  return {
    features: tensor(features, { shape: [rows, names.length] }),
    labels: tensor(Int32Array.from(target)),
    featureNames: names,
    classes,
    card,
  };
}

/** 178 wines of three growers, 13 chemical measures. */
export const wine = (): SmallTable =>
  labelled(wineText, ['class_0', 'class_1', 'class_2'], wineCard);

/** 569 tumours, malignant or benign, 30 measures. */
export const breastCancer = (): SmallTable =>
  labelled(breastCancerText, ['malignant', 'benign'], breastCancerCard);

/** 1,797 handwritten digits, 64 pixels (8 × 8) from 0 to 16. */
export function digits(): SmallTable {
  const lines = digitsText.split('\n');
  const features = new Float64Array(lines.length * 64);
  const labels = new Int32Array(lines.length);
  lines.forEach((line, i) => {
    labels[i] = Number(line[0]);
    let at = 64 * i;
    for (let c = 1; c < line.length; c++) {
      const code = line.charCodeAt(c);
      // a … p: one pixel of 1 … 16; A … Z: a run of 1 … 26 zeros
      if (code > 96) features[at++] = code - 96;
      else at += code - 64;
    }
  });
  return {
    features: tensor(features, { shape: [lines.length, 64] }),
    labels: tensor(labels),
    featureNames: Array.from({ length: 64 }, (_, j) => `pixel_${Math.floor(j / 8)}_${j % 8}`),
    classes: Array.from({ length: 10 }, (_, k) => String(k)),
    card: digitsCard,
  };
}

/** Samples with a number each. */
export interface SmallRegression {
  /** float64, [n, d] */
  readonly features: Tensor;
  /** float64, [n] */
  readonly target: Tensor;
  readonly featureNames: readonly string[];
  readonly card: DatasetCard;
}

/**
 * 442 patients, ten columns, the progression of their diabetes.
 *
 * @param options.scaled  columns of mean 0 and length 1, as the article and scikit-learn have them (default); false:
 *                        in their units
 */
export function diabetes({ scaled = true }: { readonly scaled?: boolean } = {}): SmallRegression {
  const { names, rows, features, target } = numbersOf(diabetesText);
  const d = names.length;
  if (scaled) {
    for (let j = 0; j < d; j++) {
      let mean = 0;
      for (let i = 0; i < rows; i++) mean += features[i * d + j]! / rows;
      let squares = 0;
      for (let i = 0; i < rows; i++) squares += (features[i * d + j]! - mean) ** 2;
      const length = Math.sqrt(squares);
      for (let i = 0; i < rows; i++) features[i * d + j] = (features[i * d + j]! - mean) / length;
    }
  }
  return {
    features: tensor(features, { shape: [rows, d] }),
    target: tensor(target),
    featureNames: names,
    card: diabetesCard,
  };
}

/** 344 penguins, column by column: texts with null, numbers with NaN where a value is missing. */
export interface Penguins {
  readonly columns: {
    readonly species: readonly string[];
    readonly island: readonly string[];
    /** millimetres */
    readonly bill_length: Float64Array;
    /** millimetres */
    readonly bill_depth: Float64Array;
    /** millimetres */
    readonly flipper_length: Float64Array;
    /** grams */
    readonly body_mass: Float64Array;
    readonly sex: readonly (string | null)[];
  };
  readonly card: DatasetCard;
}

/** Penguins of three species, with texts and missing values: `new Frame(penguins().columns)`. */
export function penguins(): Penguins {
  const cells = penguinsText
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const texts = (j: number): string[] => cells.map((row) => row[j] ?? '');
  const numbers = (j: number): Float64Array =>
    Float64Array.from(cells, (row) => (row[j] ? Number(row[j]) : Number.NaN));
  return {
    columns: {
      species: texts(0),
      island: texts(1),
      bill_length: numbers(2),
      bill_depth: numbers(3),
      flipper_length: numbers(4),
      body_mass: numbers(5),
      sex: texts(6).map((sex) => sex || null),
    },
    card: penguinsCard,
  };
}
