/** The wasm device in each of its variants, beside the reference. */
import { WasmDevice, variants } from '../../src/devices/wasm/index.ts';
import { registerDevice } from '../../src/tensor/index.ts';

for (const variant of variants) registerDevice(`wasm-${variant}`, () => new WasmDevice({ variant }));

/** Every device that must agree with the reference. */
export const wasmDevices = variants.map((v) => `wasm-${v}`);
