/**
 * The devices on which tests of operators run: the reference and every variant of wasm.
 * LIMPIDE_TEST_DEVICES (names with commas) chooses some of them.
 */
import { wasmDevices } from './devices/variants.ts';

const chosen = process.env['LIMPIDE_TEST_DEVICES'];
export const testedDevices: readonly string[] = chosen
  ? chosen.split(',')
  : ['reference', ...wasmDevices];
