#!/usr/bin/env node
/** The commands of the course: `limpide exercises | check | watch | course`. */
import process from 'node:process';
import { run } from './run.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exit(await run(process.argv.slice(2)));
