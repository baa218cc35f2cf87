/** The wasm device in each of its variants, beside the reference. */
import v8 from 'node:v8';
import { variants, WasmDevice } from '../../src/devices/wasm/index.ts';
import { registerDevice } from '../../src/tensor/index.ts';

// The optimising compiler at once: what it packs to 256 bits is what has to be tested.
v8.setFlagsFromString('--wasm-tiering-budget=1');
v8.setFlagsFromString('--wasm-sync-tier-up');

for (const variant of variants)
  registerDevice(`wasm-${variant}`, () => new WasmDevice({ variant }));

/** Every device that must agree with the reference. */
export const wasmDevices = variants.map((v) => `wasm-${v}`);
