// Makes packages/limpide/src/data/datasets/generated/iris.ts from packages/limpide/data/iris.csv, so
// that the flowers are there in a browser too. The CSV is the source; a test compares them.
import fs from 'node:fs';
import path from 'node:path';

const home = path.resolve(import.meta.dirname, '..', 'packages', 'limpide');
const [header = '', ...lines] = fs
  .readFileSync(path.join(home, 'data', 'iris.csv'), 'utf8')
  .trimEnd()
  .split('\n');
const rows = lines.map((line) => line.split(','));
const species = [...new Set(rows.map((row) => row.at(-1) ?? ''))].sort();
const values = rows.map((row) => {
  const code = species.indexOf(row.at(-1) ?? '');
  return `  [${[...row.slice(0, -1), code].join(', ')}],`;
});
const names = header.split(',').slice(0, -1);

const list = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(', ');
const module = `/** Made from data/iris.csv by scripts/make-iris.ts. */
export const featureNames = [${list(names)}] as const;
export const classes = [${list(species)}] as const;
/** Sepal length and width, petal length and width (cm), index of the species. */
export const rows: readonly (readonly [number, number, number, number, number])[] = [
${values.join('\n')}
];
`;
fs.writeFileSync(path.join(home, 'src', 'data', 'datasets', 'generated', 'iris.ts'), module);
