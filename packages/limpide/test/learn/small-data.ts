/** The small data sets of the golden values, as matrices. */
import { readFileSync } from 'node:fs';

export interface SmallData {
  readonly X: number[][];
  readonly y: number[];
  readonly names: string[];
}

export function smallData(
  name: 'iris' | 'wine' | 'breast-cancer' | 'diabetes' | 'digits',
): SmallData {
  const file = new URL(`../golden/learn/data/${name}.csv`, import.meta.url);
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const rows = lines.map((line) => line.split(',').map(Number));
  return {
    X: rows.map((row) => row.slice(0, -1)),
    y: rows.map((row) => row.at(-1)!),
    names: header!.split(',').slice(0, -1),
  };
}
