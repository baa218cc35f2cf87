/** What every test gives back: numbers under the same names, and a sentence that says what they mean. */
import {
  nullHypotheses,
  quantities,
  resultSentences,
  type TestName,
  testNames,
} from '../../errors/catalog/stats-results.ts';
import { fill, type Language, language } from '../../errors/index.ts';

/** Which deviations from the null hypothesis count. */
export type Alternative = 'two-sided' | 'less' | 'greater';
/** Its words. */
export const alternatives = ['two-sided', 'less', 'greater'] as const;

/** The size of an effect, under its usual name. */
export interface EffectSize {
  readonly name: string;
  readonly value: number;
}
/** A range that covers the true value in `level` of repeated studies. */
export interface ConfidenceInterval {
  readonly of: keyof typeof quantities;
  readonly level: number;
  readonly low: number;
  readonly high: number;
}

/** The numbers of a result. */
export interface ResultFields {
  readonly test: TestName;
  readonly symbol: string;
  readonly nullHypothesis: keyof typeof nullHypotheses;
  /** the value that the null hypothesis names, if it names one */
  readonly nullValue?: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly df?: number | readonly [number, number];
  readonly effectSize: EffectSize;
  readonly confidenceInterval?: ConfidenceInterval;
  readonly alternative: Alternative;
  /** how many values of each sample */
  readonly n: readonly number[];
}

/** Tests whose statistic only grows with the deviation, whatever its direction. */
const undirected: ReadonlySet<TestName> = new Set([
  'chiSquare',
  'contingency',
  'anova',
  'kruskal',
  'levene',
  'shapiroWilk',
]);

/** The result of a test. */
export class TestResult implements ResultFields {
  readonly test: TestName;
  readonly symbol: string;
  readonly nullHypothesis: keyof typeof nullHypotheses;
  readonly nullValue?: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly df?: number | readonly [number, number];
  readonly effectSize: EffectSize;
  readonly confidenceInterval?: ConfidenceInterval;
  readonly alternative: Alternative;
  readonly n: readonly number[];

  constructor(fields: ResultFields) {
    this.test = fields.test;
    this.symbol = fields.symbol;
    this.nullHypothesis = fields.nullHypothesis;
    if (fields.nullValue !== undefined) this.nullValue = fields.nullValue;
    this.statistic = fields.statistic;
    this.pValue = Math.min(1, Math.max(0, fields.pValue));
    if (fields.df !== undefined) this.df = fields.df;
    this.effectSize = fields.effectSize;
    if (fields.confidenceInterval) this.confidenceInterval = fields.confidenceInterval;
    this.alternative = fields.alternative;
    this.n = fields.n;
  }

  /** What the result means, and what it does not mean. */
  explain(wanted: Language = language()): string {
    const show = (x: number): string => number(x, wanted);
    const percent = (x: number): string =>
      `${number(100 * x, wanted)}${wanted === 'fr' ? '\u00a0' : ''}%`;
    const freedom = this.df === undefined ? [] : [this.df].flat();
    const sentences = [
      fill(resultSentences.head[wanted], {
        test: testNames[this.test][wanted],
        symbol: this.symbol,
        statistic: show(this.statistic),
        df: freedom.length > 0 ? `, df = ${freedom.map(show).join(' ; ')}` : '',
        p: show(this.pValue),
        n: this.n.join(' + '),
      }),
      fill(resultSentences.meaning[wanted], {
        null: fill(nullHypotheses[this.nullHypothesis][wanted], {
          value: show(this.nullValue ?? 0),
        }),
        percent: percent(this.pValue),
      }),
      ...(undirected.has(this.test) ? [] : [resultSentences[this.alternative][wanted]]),
      fill(resultSentences.effect[wanted], {
        name: this.effectSize.name,
        value: show(this.effectSize.value),
      }),
    ];
    const range = this.confidenceInterval;
    if (range)
      sentences.push(
        fill(resultSentences.interval[wanted], {
          level: percent(range.level),
          what: quantities[range.of][wanted],
          low: show(range.low),
          high: show(range.high),
        }),
      );
    sentences.push(resultSentences.not[wanted]);
    return sentences.join(' ');
  }

  toString(): string {
    return this.explain();
  }
}

/** Four digits, with the decimal sign of the language. */
function number(x: number, wanted: Language): string {
  const digits =
    x !== 0 && (Math.abs(x) < 1e-4 || Math.abs(x) >= 1e7) && Number.isFinite(x)
      ? x.toExponential(2)
      : String(Number(x.toPrecision(4)));
  return wanted === 'fr' ? digits.replace('.', ',') : digits;
}

/** The p-value from both tails of a statistic whose distribution is symmetric. */
export function pOf(
  alternative: Alternative,
  lower: number,
  upper: number,
  both = 2 * Math.min(lower, upper),
): number {
  if (alternative === 'less') return lower;
  if (alternative === 'greater') return upper;
  return Math.min(1, both);
}
