/**
 * States with tensors in them (an optimiser's, a callback's) as a checkpoint holds them: the tensors
 * apart, under names, and the rest as values.
 */
import type { HostArray, State } from '../files/index.ts';
import { Tensor } from '../tensor/index.ts';
import { fromHostArray, toHostArray } from './weights.ts';

/** A tensor's place in the values: the name under which it stands. */
const mark = 'tensor:';

/** Moves the tensors of `value` to `tensors`, under names that begin with `prefix`. */
export async function dismantle(
  value: unknown,
  prefix: string,
  tensors: Map<string, HostArray>,
): Promise<State> {
  if (value instanceof Tensor) {
    tensors.set(prefix, await toHostArray(value));
    return { [mark]: prefix };
  }
  if (value instanceof Map) {
    const entries: State[] = [];
    for (const [key, item] of value) {
      entries.push([key as State, await dismantle(item, `${prefix}.${String(key)}`, tensors)]);
    }
    return { [`${mark}map`]: entries };
  }
  if (Array.isArray(value)) {
    const items: State[] = [];
    for (let i = 0; i < value.length; i++) {
      items.push(await dismantle(value[i], `${prefix}.${i}`, tensors));
    }
    return items;
  }
  if (typeof value === 'object' && value !== null) {
    const members: Record<string, State> = {};
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) members[key] = await dismantle(item, `${prefix}.${key}`, tensors);
    }
    return members;
  }
  return (value ?? null) as State; // what a checkpoint cannot hold is refused where it is written
}

/** The value that `dismantle` took apart. */
export function assemble(state: State, tensors: ReadonlyMap<string, HostArray>): unknown {
  if (Array.isArray(state)) return state.map((item: State) => assemble(item, tensors));
  if (typeof state !== 'object' || state === null) return state;
  const members = state as { readonly [key: string]: State };
  const name = members[mark];
  if (typeof name === 'string') {
    const array = tensors.get(name);
    return array === undefined ? null : fromHostArray(array);
  }
  const entries = members[`${mark}map`];
  if (Array.isArray(entries)) {
    return new Map(
      entries.map((entry: State) => {
        const [key, item] = entry as readonly [State, State];
        return [key, assemble(item, tensors)];
      }),
    );
  }
  return Object.fromEntries(
    Object.entries(members).map(([key, item]) => [key, assemble(item, tensors)]),
  );
}
