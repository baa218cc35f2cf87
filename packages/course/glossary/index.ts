/** The glossary, by layer. */
import type { Term } from '../src/format/define.ts';
import { maths } from './maths.ts';
import { networks } from './networks.ts';

export const terms: readonly Term[] = [...maths, ...networks];
