/** Long fits in the background: the same results, without waiting. */
export { crossValidateInBackground, fitInBackground, stopBackground } from './background.ts';
