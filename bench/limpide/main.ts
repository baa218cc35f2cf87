/** Limpide's side of the bench: the same works as its peers, written as its users write them. */
import { type Rows, serve } from '../serve.ts';
import { allWorks } from '../works.ts';

// the number of threads comes from LIMPIDE_THREADS, which sides.ts sets

/** What answers for rows whose file could not be loaded: the reason. */
let failed: Rows = {};

/** The rows of one file; if what it imports is not there, the others are still measured. */
async function rowsOf(file: string, name: string): Promise<Rows> {
  try {
    return ((await import(file)) as Readonly<Record<string, Rows>>)[name]!;
  } catch (error) {
    const tell = (): never => {
      throw error;
    };
    const measured = allWorks.filter((w) => w.id !== 'process');
    failed = Object.fromEntries(measured.map((w) => [w.id, tell]));
    return {};
  }
}

const tensors = await rowsOf('./tensors.ts', 'tensorRows');
const networks = await rowsOf('./networks.ts', 'networkRows');
await serve('Limpide', { ...failed, ...tensors, ...networks });
