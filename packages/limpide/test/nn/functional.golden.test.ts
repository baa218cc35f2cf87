import { expect, test } from 'vitest';
import type { Tensor } from '../../src/index.ts';
import * as F from '../../src/nn/functional/index.ts';
import { utils } from '../../src/nn/index.ts';
import {
  checkCase,
  expectClose,
  type GoldenCase,
  type GoldenTensor,
  given,
  goldenCases,
  onDevices,
} from './golden.ts';

type Args = readonly (Tensor | null)[];
type Run = (inputs: Record<string, Tensor | undefined>, golden: GoldenCase, list: Args) => Tensor;
const shapeOf = (golden: GoldenCase) => golden.args[0] as readonly number[];
const eps = (golden: GoldenCase) => ({ eps: golden.options['eps'] as number | undefined });

/** How each function is called with the named inputs of a case. */
const table: Readonly<Record<string, Run>> = {
  layerNorm: (x, g) => F.layerNorm(x['input']!, shapeOf(g), x['weight'], x['bias'], eps(g)),
  // the cases take float32's epsilon
  rmsNorm: (x, g) =>
    F.rmsNorm(x['input']!, shapeOf(g), x['weight'], { eps: eps(g).eps ?? 2 ** -23 }),
  groupNorm: (x, g) => F.groupNorm(x['input']!, g.args[0] as number, x['weight'], x['bias']),
  instanceNorm: (x) => F.instanceNorm(x['input']!, null, null, x['weight'], x['bias']),
  batchNorm: (x, g) =>
    F.batchNorm(x['input']!, x['runningMean'], x['runningVar'], x['weight'], x['bias'], g.options),
  linear: (x) => F.linear(x['input']!, x['weight']!, x['bias']),
  bilinear: (x) => F.bilinear(x['input1']!, x['input2']!, x['weight']!, x['bias']),
  normalize: (_x, g, [a]) => F.normalize(a!, g.options),
  cosineSimilarity: (_x, g, [a, b]) => F.cosineSimilarity(a!, b!, g.options),
  pairwiseDistance: (_x, g, [a, b]) => F.pairwiseDistance(a!, b!, g.options),
  scaledDotProductAttention: (x, g) =>
    F.scaledDotProductAttention(x['query']!, x['key']!, x['value']!, {
      attnMask: x['attnMask'],
      ...g.options,
    }),
};

interface NormCase extends GoldenCase {
  readonly after?: { readonly runningMean: GoldenTensor; readonly runningVar: GoldenTensor };
  readonly totalNorm?: number;
}

onDevices('functions of nn agree with PyTorch', () => {
  for (const golden of goldenCases<NormCase>('nn').filter((g) => g.op in table)) {
    test(golden.name, () => {
      const inputs = golden.inputs.map((input) => (input ? given(input, 'float64') : null));
      const names = golden.inputNames ?? ['input'];
      const named = Object.fromEntries(names.map((name, i) => [name, inputs[i] ?? undefined]));
      checkCase(golden, inputs, [table[golden.op]!(named, golden, inputs)]);
      for (const [name, wanted] of Object.entries(golden.after ?? {})) {
        expectClose(named[name]!, wanted, 1e-7, name);
      }
    });
  }
});

onDevices('clipping of gradients agrees with PyTorch', () => {
  for (const golden of goldenCases<NormCase>('nn').filter((g) => g.op.startsWith('clipGrad'))) {
    test(golden.name, () => {
      const parameters = golden.inputs.map((g) => {
        const p = given({ ...g!, requiresGrad: true }, 'float64');
        p.grad = given({ ...g!, requiresGrad: false }, 'float64');
        return p;
      });
      if (golden.op === 'clipGradNorm') {
        const normType = Number(golden.options['normType'] ?? 2);
        const total = utils.clipGradNorm_(parameters, golden.options['maxNorm'] as number, {
          normType,
        });
        if (golden.totalNorm !== undefined)
          expect(total.itemSync()).toBeCloseTo(golden.totalNorm, 7);
      } else utils.clipGradValue_(parameters, golden.options['clipValue'] as number);
      (golden.output as readonly GoldenTensor[]).forEach((wanted, i) => {
        expectClose(parameters[i]!.grad, wanted);
      });
    });
  }
});

test('every case of nn.json is covered', () => {
  const others = new Set(
    goldenCases('nn')
      .map((g) => g.op)
      .filter((op) => !(op in table) && !op.startsWith('clipGrad')),
  );
  expect([...others]).toEqual([]);
});
