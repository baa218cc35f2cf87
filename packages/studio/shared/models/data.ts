/** The data that a laboratory's description means. */
import {
  type DrawnName,
  drawData,
  drawnNames,
  type LabData,
  ownData,
  type ServedData,
  type ServedName,
  servedData,
} from '../data.ts';
import type { LabSpec } from '../models.ts';

const isDrawn = (name: string): name is DrawnName => drawnNames.some((own) => own === name);

/** What is drawn or put down by hand, at once; null for what has to be asked of the server. */
export function localData(spec: LabSpec): LabData | null {
  if (isDrawn(spec.data)) return drawData(spec.data, spec);
  return spec.data === 'points' ? ownData(spec.points, spec) : null;
}

/** @param load asks for a set of the server */
export async function dataOf(
  spec: LabSpec,
  load: (name: ServedName) => Promise<ServedData>,
): Promise<LabData> {
  const local = localData(spec);
  if (local) return local;
  const { data } = spec;
  if (data !== 'iris' && data !== 'mnist' && data !== 'fashion') throw new RangeError(data);
  return servedData(await load(data), spec);
}
