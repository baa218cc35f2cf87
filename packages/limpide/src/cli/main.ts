#!/usr/bin/env node
/** The command `limpide`. */
import process from 'node:process';
import { run } from './run.ts';

// A reader that leaves early (`limpide recipes | head -1`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2));
