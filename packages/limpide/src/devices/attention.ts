/**
 * Attention's kernels are many, and most programs have none: they stand apart from the devices, which
 * get them from the first program that asks. So a page without attention does not download them.
 */
import { provideWholes } from './wasm/index.ts';
import { attentionEmitters } from './wasm/wholes/attention/index.ts';

/** Makes every device able to compute attention. */
export function provideAttention(): void {
  provideWholes(attentionEmitters);
}
