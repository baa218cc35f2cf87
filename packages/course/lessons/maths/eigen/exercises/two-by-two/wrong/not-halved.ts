export function eigen2(A: readonly (readonly number[])[]): number[] {
  const [a, b, c, d] = [A[0]![0]!, A[0]![1]!, A[1]![0]!, A[1]![1]!];
  const trace = a + d;
  const discriminant = trace ** 2 - 4 * (a * d - b * c);
  if (discriminant < 0) throw new Error('eigen2: the eigenvalues are not real');
  const root = Math.sqrt(discriminant);
  return [trace + root, trace - root];
}
