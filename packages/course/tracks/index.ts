/** The five tracks, and the lessons to come. */
import type { TrackMeta } from '../src/format/define.ts';
import { guide } from './guide.ts';
import { mastery } from './mastery.ts';
import { modernAi } from './modern-ai.ts';
import { twoDays } from './two-days.ts';
import { zeroToTransformer } from './zero-to-transformer.ts';

export { coming } from './coming.ts';

export const tracks: readonly TrackMeta[] = [zeroToTransformer, twoDays, mastery, modernAi, guide];
