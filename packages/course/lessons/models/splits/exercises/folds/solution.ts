/** Numbers of the examples that train, and of those that judge. */
export interface Fold {
  train: number[];
  validation: number[];
}

/** k folds of 0 … m − 1; the first m mod k have one more example. @throws unless 2 ≤ k ≤ m */
export function kFold(m: number, k: number): Fold[] {
  if (k < 2 || k > m) throw new Error('kFold: k must be between 2 and m');
  const all = Array.from({ length: m }, (_, i) => i);
  const folds: Fold[] = [];
  let start = 0;
  for (let fold = 0; fold < k; fold++) {
    const end = start + Math.floor(m / k) + (fold < m % k ? 1 : 0);
    const [from, to] = [start, end];
    folds.push({
      train: all.filter((i) => i < from || i >= to),
      validation: all.slice(from, to),
    });
    start = end;
  }
  return folds;
}
