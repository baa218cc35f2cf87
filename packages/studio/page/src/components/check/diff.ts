/** Two texts line by line: the longest common subsequence, and what stands beside it. */

export interface DiffRow {
  /** Line numbers from 1; null where the line is on the other side only. */
  readonly left: { readonly line: number; readonly text: string } | null;
  readonly right: { readonly line: number; readonly text: string } | null;
}

/**
 * Rows of both texts side by side. Lines that only one has and that stand at the same place share a row.
 *
 * Table of lengths by dynamic programming (Wagner & Fischer, 1974): O(n·m), which is nothing for exercises.
 */
export function diffLines(before: string, after: string): DiffRow[] {
  const [a, b] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        a[i]?.trim() === b[j]?.trim() ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const rows: DiffRow[] = [];
  let onlyLeft: DiffRow['left'][] = [];
  let onlyRight: DiffRow['left'][] = [];
  const flush = (): void => {
    for (let k = 0; k < Math.max(onlyLeft.length, onlyRight.length); k++)
      rows.push({ left: onlyLeft[k] ?? null, right: onlyRight[k] ?? null });
    [onlyLeft, onlyRight] = [[], []];
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const left = { line: i + 1, text: a[i] ?? '' };
    const right = { line: j + 1, text: b[j] ?? '' };
    if (i < a.length && j < b.length && left.text.trim() === right.text.trim()) {
      flush();
      rows.push({ left, right });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      onlyLeft.push(left);
      i++;
    } else {
      onlyRight.push(right);
      j++;
    }
  }
  flush();
  return rows;
}

/** Whether a row says the same on both sides. */
export const isSame = ({ left, right }: DiffRow): boolean =>
  left?.text.trim() === right?.text.trim();
