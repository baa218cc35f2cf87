import { expect, test } from 'vitest';
import type { Tensor } from '../../src/index.ts';
import * as F from '../../src/nn/functional/index.ts';
import { checkCase, type GoldenCase, given, goldenCases, onDevices } from './golden.ts';

const functions = F as unknown as Readonly<Record<string, (...args: unknown[]) => Tensor>>;

/** weight and posWeight are options; the others are arguments, in order. */
function run(golden: GoldenCase, inputs: readonly (Tensor | null)[]): Tensor {
  const names = golden.inputNames ?? [];
  const extra = Object.fromEntries(
    names
      .map((name, i) => [name, inputs[i]])
      .filter(([name]) => name === 'weight' || name === 'posWeight'),
  );
  const positional = inputs.filter((_, i) => !(names[i]! in extra));
  return functions[golden.op]!(...positional, { ...golden.options, ...extra });
}

onDevices('losses agree with PyTorch', () => {
  for (const golden of goldenCases('losses')) {
    test(golden.name, () => {
      expect(functions[golden.op], golden.op).toBeDefined();
      const inputs = golden.inputs.map((input) => (input ? given(input, 'float64') : null));
      checkCase(golden, inputs, [run(golden, inputs)]);
    });
  }
});
