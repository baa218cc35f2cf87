/** Operators and their gradients agree with PyTorch, on every device. */
import { beforeAll, describe, expect, test } from 'vitest';
import { setDefaultDevice, type Tensor } from '../../src/index.ts';
import { testedDevices } from '../devices.ts';
import { checkCase, type GoldenCase, given, goldenCases } from '../nn/golden.ts';
import { table } from './golden-table.ts';

const files = ['maps', 'reductions', 'movement', 'indexing', 'contractions', 'nn'] as const;
/** The rest of nn.json is tested with nn. */
const ours = (file: string, op: string): boolean =>
  file !== 'nn' || op === 'scaledDotProductAttention';
/** PyTorch 1.13 turns a NaN into 0 here; later versions keep it, and so does Limpide. */
const outdated = /^softshrink special values/;
const cases = files.map((file) => ({
  file,
  list: goldenCases(file).filter((g) => !outdated.test(g.name) && ours(file, g.op)),
}));
/** float64 is held against the true values, float32 against what its 24 bits leave of them. */
const tolerances = { float64: 1e-7, float32: 1e-4 } as const;

function run(golden: GoldenCase, float: 'float32' | 'float64'): void {
  const inputs = golden.inputs.map((x) => given(x!, float));
  const outputs = [
    table[golden.op]!(inputs, golden.args as never, golden.options),
  ].flat() as Tensor[];
  // PyTorch's dtype; float32 stands for either float
  [golden.output].flat().forEach((wanted, o) => {
    if (golden.inputs.length > 0 && golden.op !== 'to') {
      expect(outputs[o]!.dtype, 'dtype').toBe(
        (wanted as { dtype: string }).dtype === 'float32' && outputs[o]!.dtype === 'float64'
          ? 'float64'
          : (wanted as { dtype: string }).dtype,
      );
    }
  });
  checkCase(golden, inputs, outputs, tolerances[float]);
}

describe.each(testedDevices)('on %s', (device) => {
  beforeAll(() => setDefaultDevice(device));
  describe.each(cases)('$file', ({ list }) => {
    describe.each(['float64', 'float32'] as const)('%s', (float) => {
      for (const golden of list.filter((g) => g.op in table))
        test(golden.name, () => run(golden, float));
    });
  });
});

test('every case is covered', () => {
  const missing = cases.flatMap(({ list }) =>
    list.filter((g) => !(g.op in table)).map((g) => g.op),
  );
  expect([...new Set(missing)]).toEqual([]);
});
