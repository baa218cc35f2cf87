export function rocCurve(truth: readonly number[], scores: readonly number[]): [number, number][] {
  const positives = truth.filter((y) => y === 1).length;
  const negatives = truth.length - positives;
  const points: [number, number][] = [];
  const thresholds = [...new Set(scores)].sort((a, b) => b - a);
  for (const threshold of thresholds) {
    const announced = truth.filter((_, i) => scores[i]! >= threshold);
    const found = announced.filter((y) => y === 1).length;
    points.push([(announced.length - found) / negatives, found / positives]);
  }
  return points;
}

export function areaUnder(points: readonly (readonly [number, number])[]): number {
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1]!;
    const [x1, y1] = points[i]!;
    area += (x1 - x0) * ((y0 + y1) / 2);
  }
  return area;
}
