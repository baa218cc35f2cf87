/** Weights to files and back: safetensors, under PyTorch's keys. */

import { hostArray } from '../files/host.ts';
import type { ByteInput } from '../files/index.ts';
import { type HostArray, readSafetensors, writeSafetensors } from '../files/index.ts';
import type { AnyModule } from '../nn/module.ts';
import { type Tensor, tensor } from '../tensor/index.ts';

/** The values of a tensor, in plain memory. */
export async function toHostArray(value: Tensor): Promise<HostArray> {
  const data = await value.data();
  const bytes = new Uint8Array(data.byteLength);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hostArray(value.dtype, value.shape, bytes.buffer);
}

/** A tensor from values in plain memory. 16-bit floats become float32, as does what fits in no dtype. */
export function fromHostArray(array: HostArray, device?: string): Tensor {
  const { shape } = array;
  switch (array.dtype) {
    case 'float16':
    case 'bfloat16': {
      const widen = array.dtype === 'float16' ? fromHalf : fromBrainHalf;
      return tensor(Float32Array.from(array.data, widen), { shape, device });
    }
    case 'int64':
      return tensor(Int32Array.from(array.data, Number), { shape, device });
    case 'int16':
      return tensor(Int32Array.from(array.data), { shape, device });
    case 'bool':
      return tensor(array.data, { shape, device, dtype: 'bool' });
    default:
      return tensor(array.data, { shape, device });
  }
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new Uint32Array(1);
const single = new Float32Array(word.buffer);
function fromBrainHalf(bits: number): number {
  word[0] = bits << 16;
  return single[0]!;
}

/** Writes the weights of a model, all or nothing (Node): PyTorch's safetensors reads them. */
export async function saveWeights(model: AnyModule, path: string): Promise<void> {
  const arrays = new Map<string, HostArray>();
  for (const [key, value] of Object.entries(model.stateDict())) {
    arrays.set(key, await toHostArray(value));
  }
  await writeSafetensors(path, arrays);
}

/**
 * Reads weights into a model that has the same keys and shapes.
 *
 * @param input a file name (Node), bytes, or a Blob (browser)
 * @throws ModuleError with the differences, FileFormatError when the file is not what it should be
 */
export async function loadWeights(
  model: AnyModule,
  input: ByteInput,
  options: { readonly strict?: boolean | undefined } = {},
): Promise<void> {
  const { tensors } = await readSafetensors(input);
  const state: Record<string, Tensor> = {};
  for (const [key, array] of tensors) state[key] = fromHostArray(array);
  model.loadStateDict(state, options);
}
