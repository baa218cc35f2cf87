/** The devices at hand, by name. A new one registers itself here and nothing else changes. */

import { ReferenceDevice } from '../devices/reference/index.ts';
import { WasmDevice } from '../devices/wasm/index.ts';
import { tensorErrors } from '../errors/catalog/tensor.ts';
import { DeviceError, raise } from '../errors/index.ts';
import type { Device } from '../graph/index.ts';

const makers = new Map<string, () => Device>([
  ['wasm', () => new WasmDevice()],
  ['reference', () => new ReferenceDevice()],
]);
const made = new Map<string, Device>();
const names = new WeakMap<Device, string>();
let standard = 'wasm';

/** Makes a device known under a name; it is built when it is first asked for. */
export function registerDevice(name: string, make: () => Device): void {
  makers.set(name, make);
  made.delete(name);
}

/** Names of the devices that can be asked for. */
export const deviceNames = (): string[] => [...makers.keys()];

/** The device of this name; without a name, the default one. */
export function getDevice(name: string = standard): Device {
  const known = made.get(name);
  if (known) return known;
  const make = makers.get(name);
  if (!make)
    raise(DeviceError, tensorErrors, 'device.unknown', { got: name, expected: deviceNames() });
  const device = make();
  made.set(name, device);
  names.set(device, name);
  return device;
}

/** The name under which a device is known, by which it can be asked for again. */
export const nameOf = (device: Device): string => names.get(device) ?? device.name;

/** Chooses where new tensors live: `'wasm'` (the default) or `'reference'`. */
export function setDefaultDevice(name: string): void {
  getDevice(name);
  standard = name;
}

/**
 * Chooses on how many threads a device computes (torch.set_num_threads); results are the same to the
 * bit with any number. Without a call: `LIMPIDE_THREADS`, or what the machine has.
 *
 * @returns how many there are, once they are up: 1 where memory cannot be shared among threads (a page
 *   without cross-origin isolation), and on devices that know no threads
 */
export async function setNumThreads(count: number, device?: string): Promise<number> {
  return (await getDevice(device).setThreads?.(count)) ?? 1;
}

/** How many threads a device may use. */
export const getNumThreads = (device?: string): number => getDevice(device).statistics().threads;
