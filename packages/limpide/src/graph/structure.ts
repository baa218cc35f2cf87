/** A graph freed from its nodes and values: what a device compiles. */
import type { DType } from './dtype.ts';
import type { Low, LowBuilder } from './kinds.ts';
import type { Shape } from './shape.ts';

export type Attribute =
  | number
  | boolean
  | string
  | readonly number[]
  | readonly (readonly number[])[]
  | undefined;

export interface Inferred {
  readonly shape: Shape;
  readonly dtype: DType;
}

export interface CapturedOp {
  readonly name: string;
  readonly lower: (
    b: LowBuilder,
    inputs: readonly Low[],
    attrs: Readonly<Record<string, Attribute>>,
    result: Inferred,
  ) => Low;
  readonly inputs: readonly number[];
  readonly attrs: Readonly<Record<string, Attribute>>;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** A graph without its values: what a device compiles. Leaves come first in their own tables. */
export interface CapturedGraph {
  readonly entries: readonly CapturedEntry[];
  /** entry number of each output */
  readonly outputs: readonly number[];
  readonly inputCount: number;
  readonly scalarCount: number;
  /** `inPlace[o]` is the input slot whose buffer output o overwrites, or −1. */
  readonly inPlace: readonly number[];
}

export type CapturedEntry =
  | { readonly kind: 'input'; readonly slot: number; readonly shape: Shape; readonly dtype: DType }
  | { readonly kind: 'scalar'; readonly slot: number; readonly dtype: DType }
  | { readonly kind: 'constant'; readonly value: number; readonly dtype: DType }
  | { readonly kind: 'op'; readonly op: CapturedOp };
