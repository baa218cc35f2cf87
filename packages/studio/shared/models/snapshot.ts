/**
 * The state of a training as one file, and back, bit for bit: names and numbers as JSON, arrays of numbers as
 * safetensors, a checksum over both (the checkpoints of `limpide/files`).
 */
import { decodeCheckpoint, encodeCheckpoint, type HostArray, type State } from 'limpide/files';

/** The place of an array among the values: the name under which it stands. */
const mark = 'array:';
type Numbers = Extract<HostArray['dtype'], 'float64' | 'float32' | 'int32' | 'uint8'>;

function arrayOf(value: object): HostArray<Numbers> | null {
  const shape = [ArrayBuffer.isView(value) && 'length' in value ? Number(value.length) : 0];
  if (value instanceof Float64Array)
    return { dtype: 'float64', shape, data: Float64Array.from(value) };
  if (value instanceof Float32Array)
    return { dtype: 'float32', shape, data: Float32Array.from(value) };
  if (value instanceof Int32Array) return { dtype: 'int32', shape, data: Int32Array.from(value) };
  if (value instanceof Uint8Array) return { dtype: 'uint8', shape, data: Uint8Array.from(value) };
  return null;
}

/**
 * The bytes of a state of plain objects, lists, numbers, texts and arrays of numbers. The arrays are copied at once.
 *
 * @throws ArgumentError where it holds anything else: functions, maps, objects of a class
 */
export function packState(state: unknown): Uint8Array<ArrayBuffer> {
  const tensors = new Map<string, HostArray>();
  const lay = (value: unknown): State => {
    if (typeof value !== 'object' || value === null) return value as State;
    const array = arrayOf(value);
    if (array) {
      const name = String(tensors.size);
      tensors.set(name, array);
      return { [mark]: name };
    }
    if (Array.isArray(value)) return value.map(lay);
    const prototype: unknown = Object.getPrototypeOf(value);
    // refused, with its place, where the text is made
    if (prototype !== Object.prototype && prototype !== null) return value as State;
    const members = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(members.map(([name, item]) => [name, lay(item)]));
  };
  return encodeCheckpoint({ tensors, state: lay(state) });
}

/** @throws FileFormatError when bytes are missing, or others than were written */
export function unpackState(bytes: Uint8Array): unknown {
  const { tensors, state } = decodeCheckpoint(bytes);
  const take = (value: State): unknown => {
    if (Array.isArray(value)) return value.map((item: State) => take(item));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value);
    const [name, at] = members[0] ?? [];
    if (members.length === 1 && name === mark && typeof at === 'string') {
      return tensors.get(at)?.data ?? null;
    }
    return Object.fromEntries(members.map(([key, item]) => [key, take(item as State)]));
  };
  return take(state);
}
