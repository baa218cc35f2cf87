import type { WholeEmitter } from '../whole.ts';

export const attentionBackward: WholeEmitter = () => {
  throw new Error('not yet');
};
