/** The glossary, by subject. */
import type { Term } from '../src/format/define.ts';
import { algebra } from './algebra.ts';
import { analysis } from './analysis.ts';
import { guide } from './guide.ts';
import { models } from './models.ts';
import { networks } from './networks.ts';
import { statistics } from './statistics.ts';

export const terms: readonly Term[] = [
  ...algebra,
  ...analysis,
  ...statistics,
  ...models,
  ...networks,
  ...guide,
];
