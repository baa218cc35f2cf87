/** One message of TypeScript, as the table knows it. */
export interface Entry {
  /** TypeScript's own sentence, `{0}`, `{1}`… for its arguments. */
  readonly says: string;
  /** The French one: the same places, or made of the arguments. */
  readonly fr: string | ((...args: readonly string[]) => string);
  /** Instead of TypeScript's own, where that would mislead somebody who does an exercise. */
  readonly en?: string;
}
