/** Whatever the wasm device computes, the reference computes too: random graphs, every variant. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/tensor/evaluate.ts';
import type { Tensor } from '../../src/tensor/index.ts';
import { programArbitrary, type RandomProgram, runProgram, type vocabularies } from './programs.ts';
import { wasmDevices } from './variants.ts';

const runs = Number(process.env['LIMPIDE_FUZZ_RUNS'] ?? 150);

function values(
  tensors: readonly Tensor[],
): { shape: readonly number[]; dtype: string; data: number[] }[] {
  evaluate(tensors.map((t) => t.node)); // in one program, so that fusion across outputs is met
  return tensors.map((t) => ({
    shape: t.shape,
    dtype: t.dtype,
    data: [...(t.to('float64').dataSync() as Float64Array)],
  }));
}

function compare(program: RandomProgram, kind: keyof typeof vocabularies, device: string): void {
  const wanted = values(runProgram(program, kind, 'reference'));
  const got = values(runProgram(program, kind, device));
  expect(got.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    wanted.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  got.forEach((g, o) => {
    g.data.forEach((x, i) => {
      const y = wanted[o]!.data[i]!;
      if (Object.is(x, y) || x === y || (Number.isNaN(x) && Number.isNaN(y))) return;
      const tolerance = kind === 'exact' ? 0 : 2e-4 * Math.max(1, Math.abs(y));
      if (!(Math.abs(x - y) <= tolerance))
        expect.fail(
          `output ${o}, element ${i}: ${device} gives ${x}, the reference ${y} (shape [${g.shape}], ${g.dtype})`,
        );
    });
  });
}

describe.each(wasmDevices)('%s agrees with the reference', (device) => {
  it.each(['exact', 'smooth'] as const)('on %s random programs', (kind) => {
    fc.assert(
      fc.property(programArbitrary(kind), (program) => compare(program, kind, device)),
      { numRuns: runs },
    );
  });
});
