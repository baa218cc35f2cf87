/** The WebAssembly device. */
export { WasmDevice, type WasmOptions } from './device.ts';
export { variants } from './variant.ts';
export { provideWholes } from './wholes/index.ts';
