/** How a CSV file was written, guessed from its text: delimiter, decimal mark, header. */

/** Tab and semicolon first: a decimal comma would make the comma look like a delimiter. */
const delimiters = ['\t', ';', '|', ','] as const;
const known: readonly string[] = delimiters;
/** How many lines are looked at. */
const SAMPLE = 50;
const SAMPLE_CHARACTERS = 100_000;

/**
 * The delimiter that appears the same number of times on every line; else the one that appears most
 * on the first line; else a comma (a single column needs none).
 */
export function guessDelimiter(text: string): string {
  const counts = countsPerLine(text);
  const first = counts[0];
  if (first === undefined) return ',';
  for (const [index, delimiter] of delimiters.entries()) {
    const expected = first[index] ?? 0;
    if (expected > 0 && counts.every((line) => line[index] === expected)) return delimiter;
  }
  const most = Math.max(...first);
  return most === 0 ? ',' : (delimiters[first.indexOf(most)] ?? ',');
}

/** For each of the first lines, how many times each delimiter stands outside quotes. */
function countsPerLine(text: string): number[][] {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  const lines: number[][] = [];
  let counts = delimiters.map(() => 0);
  let quoted = false;
  let blank = true;
  for (const character of sample) {
    if (character === '"') quoted = !quoted;
    if (quoted) continue;
    if (character === '\n' || character === '\r') {
      if (!blank) lines.push(counts);
      counts = delimiters.map(() => 0);
      blank = true;
      if (lines.length === SAMPLE) return lines;
      continue;
    }
    blank = false;
    const index = known.indexOf(character);
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
  }
  // The last line is cut where the sample ends, unless the text ends there.
  if (!blank && (lines.length === 0 || sample.length === text.length)) lines.push(counts);
  return lines;
}

const COMMA_DECIMAL = /^[+-]?[\d \u00a0\u202f]*\d,\d+(?:[eE][+-]?\d+)?$/;
const POINT_DECIMAL = /^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$/;

/** The decimal mark: a comma if some cells can only be read so, and none needs a point. */
export function guessDecimal(rows: readonly (readonly string[])[]): '.' | ',' {
  let commas = false;
  for (const row of rows) {
    for (const cell of row) {
      const text = cell.trim();
      if (POINT_DECIMAL.test(text)) return '.';
      commas ||= COMMA_DECIMAL.test(text);
    }
  }
  return commas ? ',' : '.';
}

const POINT_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Groups of three digits may be set apart by spaces, as in French: 1 234 567,8. */
const COMMA_NUMBER = /^[+-]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)?(?:,\d*)?(?:[eE][+-]?\d+)?$/;
const INFINITY = /^([+-]?)inf(?:inity)?$/i;

/** The number that a cell says, or undefined where it says none. */
export function parseNumber(cell: string, decimal: '.' | ','): number | undefined {
  const text = cell.trim();
  const infinite = INFINITY.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  if (decimal === '.') return POINT_NUMBER.test(text) ? Number(text) : undefined;
  if (!COMMA_NUMBER.test(text) || !/\d/.test(text)) return undefined;
  const number = Number(text.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));
  return Number.isNaN(number) ? undefined : number;
}

/** Whether the first row names the columns: none of its cells is a number. */
export function looksLikeHeader(row: readonly string[], decimal: '.' | ','): boolean {
  return row.every((cell) => parseNumber(cell, decimal) === undefined);
}
