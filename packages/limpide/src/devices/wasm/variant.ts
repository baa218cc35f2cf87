/**
 * Which instructions this engine can use: 256-bit packing ("wide"), relaxed SIMD with fused
 * multiply-add, or plain SIMD. Each is tried on a probe kernel and kept only if its numbers are right.
 * LIMPIDE_WASM_VARIANT forces one.
 */

import { tensorErrors } from '../../errors/catalog/tensor.ts';
import { DeviceError, raise } from '../../errors/index.ts';
import { i32c, load, ModuleBuilder, op, store } from './assembler/index.ts';
import type { Variant } from './loops/context.ts';

export const variants: readonly Variant[] = ['wide', 'relaxed', 'simd'];

interface NodeProcess {
  readonly env?: Record<string, string | undefined>;
  readonly getBuiltinModule?: (name: string) => unknown;
}
const node = (globalThis as { process?: NodeProcess }).process;

/** V8's version, 0 elsewhere. It complains aloud about flags that it does not know. */
const v8Major = Number.parseInt(
  (node as { versions?: { v8?: string } } | undefined)?.versions?.v8 ?? '0',
  10,
);

/** Asks V8 to pack pairs of 128-bit operations into 256-bit ones; false where that cannot be asked. */
function askForPacking(): boolean {
  const v8 = node?.getBuiltinModule?.('node:v8') as
    | { setFlagsFromString?: (flag: string) => void }
    | undefined;
  if (!v8?.setFlagsFromString) return false;
  if (v8Major < 13) {
    // Node 20 has relaxed SIMD behind a flag, and no packing
    if (v8Major === 11) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
    return false;
  }
  try {
    v8.setFlagsFromString('--experimental-wasm-revectorize');
    // kernels are hot from the start: optimise them after some thousand turns instead of millions
    v8.setFlagsFromString('--wasm-tiering-budget=20000');
    return true;
  } catch {
    return false;
  }
}

/** 16 products summed over k in pairs, as the matrix kernels do: c[0…8) += Σ a[k]·b[k][0…8). */
function probe(variant: Variant): boolean {
  const m = new ModuleBuilder({ memory: { shared: false, initialPages: 1, maximumPages: 1 } });
  m.func(
    'probe',
    [['n', 'i32']],
    [],
    (f) => {
      const n = f.param(0);
      const a = f.local('i32', 'a');
      const b = f.local('i32', 'b');
      const low = f.local('v128', 'low');
      const high = f.local('v128', 'high');
      f.emit(a.set(i32c(0)));
      f.emit(b.set(i32c(4096)));
      f.loop((again) => {
        const madd = (offset: number, c: typeof low) =>
          variant === 'simd'
            ? op(
                'f32x4.add',
                op(
                  'f32x4.mul',
                  load('v128.load32_splat', a.get()),
                  load('v128.load', b.get(), offset),
                ),
                c.get(),
              )
            : op(
                'f32x4.relaxed_madd',
                load('v128.load32_splat', a.get()),
                load('v128.load', b.get(), offset),
                c.get(),
              );
        f.emit(low.set(madd(0, low)));
        f.emit(high.set(madd(16, high)));
        f.emit(a.set(op('i32.add', a.get(), i32c(4))));
        f.emit(b.set(op('i32.add', b.get(), i32c(32))));
        f.brIf(again, n.tee(op('i32.sub', n.get(), i32c(1))));
      });
      f.emit(store('v128.store', i32c(32_768), low.get()));
      f.emit(store('v128.store', i32c(32_768), high.get(), 16));
    },
    { export: true },
  );
  try {
    const bytes = m.toBytes();
    if (!WebAssembly.validate(bytes)) return false;
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    const run = instance.exports['probe'] as (n: number) => void;
    const f32 = new Float32Array(memory.buffer);
    const count = 64;
    for (let k = 0; k < count; k++) {
      f32[k] = (k % 7) - 3;
      for (let j = 0; j < 8; j++) f32[1024 + 8 * k + j] = ((k * 5 + j * 3) % 11) - 5;
    }
    // often enough for the optimising compiler to take over; small integers, so sums are exact
    for (let r = 0; r < 40; r++) run(count);
    for (let j = 0; j < 8; j++) {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += f32[k]! * f32[1024 + 8 * k + j]!;
      if (f32[8192 + j] !== sum) return false;
    }
    return true;
  } catch {
    return false;
  }
}

/** The best variant that works here, or the one that was asked for. */
export function chooseVariant(
  asked: string | undefined = node?.env?.['LIMPIDE_WASM_VARIANT'],
): Variant {
  if (asked !== undefined && asked !== '') {
    const wanted = variants.find((v) => v === asked);
    if (!wanted)
      raise(DeviceError, tensorErrors, 'device.unavailable', {
        device: `wasm (${asked})`,
        reason: `LIMPIDE_WASM_VARIANT ∈ {${variants.join(', ')}}`,
      });
    if ((wanted === 'wide' && !askForPacking()) || !probe(wanted)) {
      raise(DeviceError, tensorErrors, 'device.unavailable', {
        device: `wasm (${asked})`,
        reason: 'LIMPIDE_WASM_VARIANT',
      });
    }
    return wanted;
  }
  if (askForPacking() && probe('wide')) return 'wide';
  if (probe('relaxed')) return 'relaxed';
  if (probe('simd')) return 'simd';
  raise(DeviceError, tensorErrors, 'device.unavailable', {
    device: 'wasm',
    reason: 'WebAssembly SIMD',
  });
}
