/** Parameters that may be switched off, where leaving them out means their default. */
import type { Param } from '../base/index.ts';

/** A parameter that may also be null. */
export const orNull = <T>(param: Param<T>): Param<T | null> => ({
  default: param.default,
  expected: `${param.expected} | null`,
  accepts: (value) => value === null || param.accepts(value),
  ...(param.parse && {
    parse: (text: string) => (text === 'null' ? null : param.parse?.(text)),
  }),
});
