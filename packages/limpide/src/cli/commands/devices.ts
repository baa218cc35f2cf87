/** `limpide devices`: what can compute here. */
import os from 'node:os';
import process from 'node:process';
import { allDTypes, type DType } from '../../graph/index.ts';
import { deviceNames, getDevice } from '../../tensor/index.ts';
import { type Command, say } from '../command.ts';
import { deviceOptions } from '../runs.ts';

export const devices: Command = {
  name: 'devices',
  summary: {
    en: 'Show what can compute on this machine',
    fr: 'Montrer ce qui peut calculer sur cette machine',
  },
  usage: { en: '[options]', fr: '[options]' },
  options: { threads: deviceOptions.threads },
  examples: [
    [
      'limpide devices',
      { en: 'devices, variants, threads', fr: 'appareils, variantes, fils d’exécution' },
    ],
  ],
  run(args, out) {
    const threads = args.number('threads');
    if (threads !== undefined) process.env['LIMPIDE_THREADS'] = String(threads);
    for (const name of deviceNames()) {
      const device = getDevice(name);
      const { variant, threads: used } = device.statistics();
      const dtypes = allDTypes.filter((dtype: DType) => device.supports(dtype));
      out.object({
        type: 'device',
        name,
        variant,
        threads: used,
        synchronous: device.synchronous,
        dtypes,
      });
      out.text(
        `${out.style.bold(name)}  ${say({
          en: `variant ${variant}, ${used} thread${used > 1 ? 's' : ''}`,
          fr: `variante ${variant}, ${used} fil${used > 1 ? 's' : ''} d’exécution`,
        })}`,
      );
      out.text(out.style.dim(`  ${dtypes.join(', ')}`));
    }
    const cores = os.availableParallelism();
    const model = os.cpus()[0]?.model.trim() ?? '?';
    out.object({ type: 'machine', cores, model, node: process.version });
    out.text();
    out.text(
      say({
        en: `${cores} core${cores > 1 ? 's' : ''}, ${model}, Node ${process.version}`,
        fr: `${cores} cœur${cores > 1 ? 's' : ''}, ${model}, Node ${process.version}`,
      }),
    );
    return Promise.resolve(0);
  },
};
