/**
 * Writes packages/limpide/src/data/datasets/generated/{wine,breast-cancer,diabetes,digits,penguins}.ts.
 *
 * Usage: make-small-data.ts <folder with wine.csv, breast-cancer.csv, digits.csv, diabetes-raw.csv> <penguins.json>
 *
 * Tables are kept as CSV text; digits as letters: a … p is a pixel of 1 … 16, A … Z a run of 1 … 26 zeros.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const [folder = '', penguins = ''] = process.argv.slice(2);
const out = new URL('../packages/limpide/src/data/datasets/generated/', import.meta.url);
const write = (name: string, text: string): void =>
  writeFileSync(
    new URL(`${name}.ts`, out),
    `/** Made by scripts/make-small-data.ts. */\nexport const text = \`${text}\`;\n`,
  );
const read = (name: string): string =>
  readFileSync(path.join(folder, `${name}.csv`), 'utf8').trim();

for (const name of ['wine', 'breast-cancer']) write(name, read(name));
write('diabetes', read('diabetes-raw'));

const rows = read('digits').split('\n').slice(1);
write(
  'digits',
  rows
    .map((row) => {
      const cells = row.split(',').map(Number);
      const label = cells.pop();
      let line = '';
      for (let at = 0; at < cells.length; ) {
        let zeros = 0;
        while (zeros < 26 && cells[at + zeros] === 0) zeros++;
        line += zeros > 0 ? String.fromCharCode(64 + zeros) : String.fromCharCode(96 + cells[at]!);
        at += Math.max(zeros, 1);
      }
      return `${label}${line}`;
    })
    .join('\n'),
);

interface Penguin {
  readonly [key: string]: string | number | null;
}
const birds = JSON.parse(readFileSync(penguins, 'utf8')) as readonly Penguin[];
const keys = [
  'Species',
  'Island',
  'Beak Length (mm)',
  'Beak Depth (mm)',
  'Flipper Length (mm)',
  'Body Mass (g)',
];
const sex = (value: unknown): string =>
  value === 'MALE' || value === 'FEMALE' ? value.toLowerCase() : '';
write(
  'penguins',
  [
    'species,island,bill_length,bill_depth,flipper_length,body_mass,sex',
    ...birds.map((bird) => [...keys.map((key) => bird[key] ?? ''), sex(bird['Sex'])].join(',')),
  ].join('\n'),
);
