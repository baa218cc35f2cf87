/** One measure per epoch, both taken at the same moment. */
export interface Curves {
  loss: readonly number[];
  valLoss: readonly number[];
}
export type Reading =
  | 'nan'
  | 'early'
  | 'rate-high'
  | 'overfitting'
  | 'rate-low'
  | 'underfitting'
  | 'good';

/** The mean of the last fifth of the values, of two at least: one value alone trembles. */
export function levelOf(values: readonly number[]): number {
  const count = Math.max(2, Math.round(values.length / 5));
  const end = values.slice(-count);
  return end.reduce((sum, value) => sum + value, 0) / end.length;
}

/** The loss climbs above where it began, or leaps in its second half without advancing. */
function tooFast(loss: readonly number[], level: number): boolean {
  const [first, last] = [loss[0]!, loss.at(-1)!];
  if (Math.max(...loss) > 2 * first && level > 1.2 * first) return true;
  const middle = Math.floor((loss.length - 1) / 2);
  let way = 0;
  for (let i = middle + 1; i < loss.length; i++) way += Math.abs(loss[i]! - loss[i - 1]!);
  const jump = way / (loss.length - 1 - middle);
  return way > 3 * Math.abs(loss[middle]! - last) && jump > 0.12 * level && level > first / 4;
}

/** The loss falls in a straight line: its second half takes away nearly as much as the first. */
function straight(loss: readonly number[]): boolean {
  const end = loss.length - 1;
  const middle = Math.floor(end / 2);
  const before = (loss[0]! - loss[middle]!) / middle;
  const after = (loss[middle]! - loss[end]!) / (end - middle);
  return before > 0 && after > 0.4 * before;
}

/** The loss has hardly moved in its last third. */
function settled(loss: readonly number[], level: number): boolean {
  const from = loss[Math.floor((2 * (loss.length - 1)) / 3)]!;
  return Math.abs(from - loss.at(-1)!) < 0.1 * level;
}

/** What two curves say of a training: the first rule that fits. */
export function readCurves({ loss, valLoss }: Curves): Reading {
  if (![...loss, ...valLoss].every(Number.isFinite)) return 'nan';
  if (loss.length < 5) return 'early';
  const [level, valLevel] = [levelOf(loss), levelOf(valLoss)];
  const progress = (loss[0]! - level) / loss[0]!;
  if (tooFast(loss, level)) return 'rate-high';
  const gap = valLevel - level;
  const wide = gap > valLevel / 4 && gap > loss[0]! / 50;
  if (wide && valLevel > 1.1 * Math.min(...valLoss)) return 'overfitting';
  if (progress < 0.6 && straight(loss)) return 'rate-low';
  if (progress < 0.7 && settled(loss, level)) return 'underfitting';
  return 'good';
}
