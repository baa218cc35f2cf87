/** Attention on the wasm device. */
import type { WholeEmitter } from '../whole.ts';
import { attentionBackward } from './backward.ts';
import { attention } from './forward.ts';

export const attentionEmitters: Readonly<Record<string, WholeEmitter>> = {
  attention,
  attentionBackward,
};
