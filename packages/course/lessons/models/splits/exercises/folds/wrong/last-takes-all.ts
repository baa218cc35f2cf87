export interface Fold {
  train: number[];
  validation: number[];
}

export function kFold(m: number, k: number): Fold[] {
  if (k < 2 || k > m) throw new Error('kFold: k must be between 2 and m');
  const all = Array.from({ length: m }, (_, i) => i);
  const folds: Fold[] = [];
  let start = 0;
  for (let fold = 0; fold < k; fold++) {
    const end = fold === k - 1 ? m : start + Math.floor(m / k);
    const [from, to] = [start, end];
    folds.push({
      train: all.filter((i) => i < from || i >= to),
      validation: all.slice(from, to),
    });
    start = end;
  }
  return folds;
}
