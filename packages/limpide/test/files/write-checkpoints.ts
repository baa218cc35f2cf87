/** Writes checkpoints to the file it is given, without end: a run that its test kills. */
import { writeCheckpoint } from '../../src/files/index.ts';

const path = process.argv[2] ?? '';
const size = 50_000;
for (let step = 1; ; step++) {
  const tensors = {
    weight: { dtype: 'float32', shape: [size], data: new Float32Array(size).fill(step) },
  } as const;
  await writeCheckpoint(path, { tensors, state: { step } });
  if (step === 1) process.stdout.write('first\n');
}
