/** Computing without recording what gradients would need. */
import { withRecording } from '../graph/index.ts';

export const withoutGradient = <T>(fn: () => T): T => withRecording(false, fn);
