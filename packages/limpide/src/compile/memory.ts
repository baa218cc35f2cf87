/** The memory plan: intermediates of a program share one arena, by the time they are needed. */
import { dtypeInfo } from '../graph/index.ts';
import { buffersRead, buffersWritten, type Schedule } from './kernel.ts';

export interface Placement {
  readonly buffer: number;
  readonly offset: number;
  readonly bytes: number;
  /** first and last kernel that touch it */
  readonly from: number;
  readonly to: number;
}

export interface MemoryPlan {
  readonly placements: readonly Placement[];
  readonly arenaBytes: number;
  /** what it would take without sharing */
  readonly unsharedBytes: number;
}

const alignment = 64;
const aligned = (n: number): number => Math.ceil(n / alignment) * alignment;

/** Places buffers largest first, each at the lowest offset free during its lifetime. */
export function planMemory(schedule: Schedule): MemoryPlan {
  const life = new Map<number, { from: number; to: number }>();
  schedule.kernels.forEach((kernel, time) => {
    for (const id of [...buffersWritten(kernel), ...buffersRead(kernel)]) {
      const known = life.get(id);
      if (known) known.to = time;
      else life.set(id, { from: time, to: time });
    }
  });
  const wanted = schedule.buffers
    .filter((b) => b.place.kind === 'arena' && life.has(b.id))
    .map((b) => ({
      buffer: b.id,
      bytes: aligned(Math.max(1, b.size) * dtypeInfo[b.dtype].bytes + 16),
      ...life.get(b.id)!,
    }))
    .sort((a, b) => b.bytes - a.bytes || a.buffer - b.buffer);
  const placements: Placement[] = [];
  let arenaBytes = 0;
  for (const want of wanted) {
    const busy = placements
      .filter((p) => p.from <= want.to && want.from <= p.to)
      .sort((a, b) => a.offset - b.offset);
    let offset = 0;
    for (const p of busy) {
      if (offset + want.bytes <= p.offset) break;
      offset = Math.max(offset, p.offset + p.bytes);
    }
    placements.push({ ...want, offset });
    arenaBytes = Math.max(arenaBytes, offset + want.bytes);
  }
  return { placements, arenaBytes, unsharedBytes: wanted.reduce((n, w) => n + w.bytes, 0) };
}
