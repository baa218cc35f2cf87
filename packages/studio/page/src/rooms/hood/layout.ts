/** Where the operators of a graph are drawn: in rows by their longest way from the inputs, each near what it reads. */
import type { ProgramReport } from 'limpide';

export interface Placed {
  readonly id: number;
  readonly op: string;
  readonly shape: string;
  readonly x: number;
  readonly y: number;
  /** What it reads, constants and plain numbers left out. */
  readonly from: readonly number[];
  /** Kernels that compute it, by position. */
  readonly kernels: readonly number[];
}
export interface Drawing {
  readonly nodes: readonly Placed[];
  readonly width: number;
  readonly height: number;
}

export const box = { width: 96, height: 34, gapX: 14, gapY: 26 } as const;

/** By operator: the kernels that compute it, by position. */
export function kernelsOf(report: ProgramReport): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  report.kernels.forEach(({ operators }, k) => {
    for (const id of operators) found.set(id, [...(found.get(id) ?? []), k]);
  });
  return found;
}

const isNumber = (op: string): boolean => op.startsWith('constant') || op.startsWith('scalar');

export function draw(report: ProgramReport): Drawing {
  const computed = kernelsOf(report);
  const lines = report.graph.filter(({ op }) => !isNumber(op));
  const known = new Map(lines.map((line) => [line.id, line]));
  const depth = new Map<number, number>();
  for (const { id, inputs } of lines) {
    const above = inputs.filter((from) => known.has(from)).map((from) => depth.get(from) ?? 0);
    depth.set(id, above.length > 0 ? 1 + Math.max(...above) : 0);
  }
  // what is only read comes just above its first reader
  for (const { id, inputs } of lines) {
    for (const from of inputs) {
      const line = known.get(from);
      if (!line || line.inputs.length > 0) continue;
      const wanted = (depth.get(id) ?? 1) - 1;
      const now = depth.get(from) ?? 0;
      depth.set(from, now === 0 ? wanted : Math.min(now, wanted));
    }
  }
  const rows: number[][] = [];
  for (const { id } of lines) {
    const d = depth.get(id) ?? 0;
    rows[d] ??= [];
    rows[d].push(id);
  }
  const stride = box.width + box.gapX;
  const widest = Math.max(1, ...rows.map((row) => row?.length ?? 0));
  const width = Math.max(widest, 4) * stride + box.gapX;
  const at = new Map<number, number>();
  for (const row of rows) {
    if (!row) continue;
    const wish = (id: number): number => {
      const above = (known.get(id)?.inputs ?? []).filter((from) => at.has(from));
      if (above.length === 0) return Number.NaN;
      return above.reduce((sum, from) => sum + (at.get(from) ?? 0), 0) / above.length;
    };
    const wishes = new Map(row.map((id) => [id, wish(id)]));
    const last = (id: number): number => {
      const own = wishes.get(id) ?? Number.NaN;
      return Number.isNaN(own) ? width : own;
    };
    const ordered = [...row].sort((a, b) => last(a) - last(b) || a - b);
    // each as near its wish as its neighbours allow, within the width
    let free = box.gapX;
    ordered.forEach((id, i) => {
      const own = wishes.get(id) ?? Number.NaN;
      const left = ordered.length - i;
      const limit = width - left * stride;
      const x = Math.min(Math.max(free, Number.isNaN(own) ? free : own), Math.max(free, limit));
      at.set(id, x);
      free = x + stride;
    });
  }
  const nodes = lines.map(
    ({ id, op, shape, inputs }): Placed => ({
      id,
      op,
      shape: `[${shape.join(', ')}]`,
      x: at.get(id) ?? 0,
      y: box.gapY / 2 + (depth.get(id) ?? 0) * (box.height + box.gapY),
      from: inputs.filter((from) => known.has(from)),
      kernels: computed.get(id) ?? [],
    }),
  );
  return { nodes, width, height: rows.length * (box.height + box.gapY) };
}
