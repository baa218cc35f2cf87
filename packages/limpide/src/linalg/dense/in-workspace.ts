/** The choice of a workspace: the engine's memory where copying into it is repaid. */
import { WasmDevice } from '../../devices/wasm/index.ts';
import { DeviceError } from '../../errors/index.ts';
import { getDevice } from '../../tensor/index.ts';
import { DeviceWorkspace } from './device-workspace.ts';
import { PlainWorkspace } from './plain-workspace.ts';
import type { Workspace } from './workspace.ts';

/** Multiplications from which copying into the engine's memory is repaid. */
const deviceFrom = 500_000;

/** The device whose memory large workspaces are in; null where they stay on the heap. */
function workspaceDevice(): WasmDevice | null {
  const device = getDevice();
  return device instanceof WasmDevice && device.heap.shared ? device : null;
}

/** Whether large workspaces are in the engine's memory: then tensors are read where they are (`Workspace.of`). */
export const onDevice = (): boolean => workspaceDevice() !== null;

/**
 * Runs `body` in a workspace fit for about so many multiplications. Its arrays end with it: what is to stay is
 * copied out (`slice()`). Where the engine's memory does not suffice, `body` runs once more on the heap: it must not
 * build on what an earlier run has left outside.
 *
 * Without memory that threads can share (a page that is not isolated) everything stays on the heap: there, memory
 * that grows would take the arrays away from under the algorithm.
 */
export function inWorkspace<T>(multiplications: number, body: (ws: Workspace) => T): T {
  const device = multiplications >= deviceFrom ? workspaceDevice() : null;
  if (device === null) return body(new PlainWorkspace());
  const ws = new DeviceWorkspace(device);
  try {
    return body(ws);
  } catch (error) {
    if (!(error instanceof DeviceError && error.code === 'device.memory')) throw error;
  } finally {
    ws.release();
  }
  return body(new PlainWorkspace());
}
