/** Comparing partitions whatever their clusters are called. */

/** Labels renamed by first appearance; −1 stays. */
export function canonical(labels: readonly number[]): number[] {
  const names = new Map<number, number>([[-1, -1]]);
  return labels.map((label) => {
    const name = names.get(label) ?? names.size - 1;
    names.set(label, name);
    return name;
  });
}

/** The share of pairs of samples on which two partitions agree (Rand, 1971). */
export function rand(a: readonly number[], b: readonly number[]): number {
  let agree = 0;
  let pairs = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      pairs++;
      if ((a[i] === a[j]) === (b[i] === b[j])) agree++;
    }
  }
  return agree / pairs;
}
