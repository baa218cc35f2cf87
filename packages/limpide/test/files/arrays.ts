/** Random host arrays, for properties. */
import fc from 'fast-check';
import { type HostArray, type HostDType, hostArray, hostBytes } from '../../src/files/host.ts';

export const allHostDTypes = Object.keys(hostBytes).filter(
  (name): name is HostDType => name in hostBytes,
);

/** An array of any dtype, with random bits: NaNs of all kinds included. */
export const anyArray: fc.Arbitrary<HostArray> = fc
  .record({
    dtype: fc.constantFrom(...allHostDTypes),
    shape: fc.array(fc.nat(4), { maxLength: 4 }),
    seed: fc.nat(),
  })
  .map(({ dtype, shape, seed }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const bytes = new Uint8Array(count * hostBytes[dtype]);
    for (let i = 0; i < bytes.length; i++) {
      const byte = ((seed + 1) * (i + 7) * 2654435761) >>> 13;
      bytes[i] = dtype === 'bool' ? byte % 2 : byte;
    }
    return hostArray(dtype, shape, bytes.buffer);
  });

/** Names of tensors: PyTorch's, and any other text that Unicode allows. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^\d\.(weight|bias)$/),
  fc.string({ unit: 'binary' }).filter((name) => name !== '__metadata__'),
  fc.constantFrom('__proto__', 'constructor', '', 'a.b', 'toString'),
);

export const anyTensors: fc.Arbitrary<Map<string, HostArray>> = fc
  .array(fc.tuple(anyName, anyArray), { maxLength: 6 })
  .map((pairs) => new Map(pairs));
