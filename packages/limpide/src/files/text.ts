/** Text that comes from a file, made fit to stand in a sentence. */

const LONGEST = 80;

/**
 * Shortens a text and shows its control characters, so that a hostile name can neither fill a
 * screen nor drive a terminal.
 */
export function clip(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
