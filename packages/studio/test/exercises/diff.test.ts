/** Texts side by side. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffLines, isSame } from '../../page/src/components/check/diff.ts';

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 });

it('keeps every line of both texts, in their order', () => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const rows = diffLines(a.join('\n'), b.join('\n'));
      expect(rows.flatMap(({ left }) => (left ? [left.text] : []))).toEqual(a);
      expect(rows.flatMap(({ right }) => (right ? [right.text] : []))).toEqual(b);
    }),
  );
});

it('puts equal lines in one row, as many as there can be', () => {
  expect(diffLines('a\nb\nc', 'a\nx\nc').map(isSame)).toEqual([true, false, true]);
  expect(diffLines('a\nb', 'b').map(isSame)).toEqual([false, true]);
  fc.assert(
    fc.property(texts, (a) => {
      expect(diffLines(a.join('\n'), a.join('\n')).every(isSame)).toBe(true);
    }),
  );
});
