/**
 * The process in which learners' code is checked: types by TypeScript, then the runner in a worker thread with
 * limits. It is not the server: whatever the code does to it, the studio stays up.
 */
import process from 'node:process';
import { NodeChecker } from '@limpide/course/checker/node/host';
import { TypeChecker } from '@limpide/course/checker/node/types';
import type { Answer, Question } from './checker.ts';

const checker = new NodeChecker();
let types: TypeChecker | undefined;

async function answer(question: Question): Promise<Answer> {
  types ??= new TypeChecker();
  const problems = types.check(question.source, question.folder);
  if (question.job === null || problems.length > 0) return { problems };
  return { result: await checker.check(question.job) };
}

process.on('message', (question: Question) => {
  answer(question)
    .catch(
      (error: unknown): Answer => ({
        fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    )
    .then((said) => process.send?.(said));
});
// the studio has closed, or was killed
process.on('disconnect', () => process.exit(0));
