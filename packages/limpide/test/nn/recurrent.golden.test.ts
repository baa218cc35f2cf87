import { expect, test } from 'vitest';
import type { Tensor } from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import {
  checkCase,
  expectClose,
  type GoldenCase,
  type GoldenTensor,
  given,
  goldenCases,
  onDevices,
} from './golden.ts';

interface ModuleCase extends GoldenCase {
  readonly state: Readonly<Record<string, GoldenTensor>>;
  readonly stateGrads: Readonly<Record<string, GoldenTensor | null>>;
}
interface Run {
  readonly module: nn.AnyModule;
  readonly outputs: () => readonly (Tensor | null)[];
}
type Inputs = readonly (Tensor | null)[];
type Sizes = { inputSize: number; hiddenSize: number };

const sequence = { rnn: nn.RNN, gru: nn.GRU } as const;
const cell = { rnnCell: nn.RNNCell, gruCell: nn.GRUCell } as const;

/** Builds the module of a case, and says how it is called. */
function moduleOf(golden: ModuleCase, [a, b, c, d]: Inputs): Run {
  const options = { ...golden.options, dtype: 'float64' as const };
  const { inputSize, hiddenSize } = golden.options as unknown as Sizes;
  const lengths = golden.options['lengths'] as readonly number[] | undefined;
  const { op } = golden;
  if (op === 'lstm') {
    const module = new nn.LSTM(inputSize, hiddenSize, options);
    return {
      module,
      outputs: () => {
        const [output, [h, cn]] = module.call(a!, b ? [b, c!] : null, { lengths });
        return [output, h, cn];
      },
    };
  }
  if (op in sequence) {
    const module = new sequence[op as keyof typeof sequence](inputSize, hiddenSize, options);
    return { module, outputs: () => module.call(a!, b, { lengths }) };
  }
  if (op === 'lstmCell') {
    const module = new nn.LSTMCell(inputSize, hiddenSize, options);
    return { module, outputs: () => module.call(a!, [b!, c!]) };
  }
  if (op in cell) {
    const module = new cell[op as keyof typeof cell](inputSize, hiddenSize, options);
    return { module, outputs: () => [module.call(a!, b)] };
  }
  const { embedDim, numHeads } = golden.options as unknown as {
    embedDim: number;
    numHeads: number;
  };
  const module = new nn.MultiheadAttention(embedDim, numHeads, options);
  const extra = golden.inputNames?.[3];
  return {
    module,
    outputs: () => module.call(a!, b!, c!, { ...golden.options, ...(extra ? { [extra]: d } : {}) }),
  };
}

onDevices('recurrent layers and attention agree with PyTorch', () => {
  for (const golden of goldenCases<ModuleCase>('rnn')) {
    test(golden.name, () => {
      const inputs = golden.inputs.map((input) => (input ? given(input, 'float64') : null));
      const { module, outputs } = moduleOf(golden, inputs);
      expect(Object.keys(module.stateDict())).toEqual(Object.keys(golden.state));
      const state = Object.entries(golden.state).map(
        ([key, value]) => [key, given(value, 'float64')] as const,
      );
      module.loadStateDict(Object.fromEntries(state));
      const results = outputs().filter((output) => output !== null);
      checkCase(golden, inputs, results);
      for (const [name, parameter] of module.namedParameters()) {
        const wanted = golden.stateGrads[name];
        if (wanted) expectClose(parameter.grad, wanted, 1e-7, name);
      }
    });
  }
});
