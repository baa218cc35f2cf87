/** What layers share: where their parameters live and how they begin. */
import type { DType, Shape } from '../../graph/index.ts';
import { type Generator, ones, uniform, zeros } from '../../tensor/index.ts';
import { Parameter } from '../parameter.ts';

export interface FactoryOptions {
  readonly dtype?: DType | undefined;
  /** Name of a device. */
  readonly device?: string | undefined;
  /** Where the initial values are drawn from; the default generator when left out. */
  readonly generator?: Generator | undefined;
}

/** U(±bound) */
export const uniformParameter = (shape: Shape, bound: number, options: FactoryOptions): Parameter =>
  new Parameter(uniform(shape, -bound, bound, options));
export const zeroParameter = (shape: Shape, options: FactoryOptions): Parameter =>
  new Parameter(zeros(shape, options));
export const oneParameter = (shape: Shape, options: FactoryOptions): Parameter =>
  new Parameter(ones(shape, options));

/** `name=value` of the options that were given, for printing. */
export const described = (options: Readonly<Record<string, unknown>>): string =>
  Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        `${name}=${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}`,
    )
    .join(', ');
