/** Numbers in front of words, in French. */

/** « 2 arguments », « 1 ou 2 arguments »: TypeScript writes ranges `1-2`. */
export function some(count: string, one: string, many: string): string {
  const [least = '', most] = count.split('-');
  if (most !== undefined) {
    const near = Number(most) === Number(least) + 1;
    return near ? `${least} ou ${most} ${many}` : `de ${least} à ${most} ${many}`;
  }
  return count === '0' || count === '1' ? `${count} ${one}` : `${count} ${many}`;
}
