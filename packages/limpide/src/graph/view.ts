/**
 * Views: affine ways of reading a buffer.
 *
 * A view maps the coordinates of a tensor to an element of a buffer by an affine form, and says by
 * further affine forms (the constraints) where there is nothing to read: outside them its value is
 * `fill`. A movement (permute, expand, slice, flip, pad, window, diagonal, reshape) turns a view into
 * another, by a small product of matrices, without moving data. Only `reshape` can fail: it may have to
 * merge axes that are not laid out one after the other; the compiler then makes a copy.
 */
import { type Shape, sameShape, sizeOf, stridesOf } from './shape.ts';

/** offset + Σ coefficients[d] · coordinate[d] */
export interface Affine {
  readonly offset: number;
  readonly coefficients: readonly number[];
}

/** `form` must lie in [0, size). */
export interface Constraint {
  readonly form: Affine;
  readonly size: number;
}

/**
 * One movement from a shape to another.
 *
 * - `affine`: coordinate d of the input is an affine form of the output's coordinates
 * - `reshape`: same elements in the same row-major order
 * - `pad`: `before[d]` elements of `value` in front of axis d, up to the output's size behind
 */
export type Movement =
  | {
      readonly kind: 'affine';
      readonly label: string;
      readonly shape: Shape;
      readonly coordinates: readonly Affine[];
    }
  | { readonly kind: 'reshape'; readonly shape: Shape }
  | {
      readonly kind: 'pad';
      readonly shape: Shape;
      readonly before: readonly number[];
      readonly value: number;
    };

export interface View {
  readonly shape: Shape;
  readonly address: Affine;
  readonly constraints: readonly Constraint[];
}

/** A buffer read in its own row-major order. */
export function contiguousView(shape: Shape): View {
  return { shape, address: { offset: 0, coefficients: stridesOf(shape) }, constraints: [] };
}

/** The view of a virtual buffer whose element is its own coordinate `axis`. */
export function coordinateView(shape: Shape, axis: number): View {
  const coefficients = new Array<number>(shape.length).fill(0);
  coefficients[axis] = 1;
  return { shape, address: { offset: 0, coefficients }, constraints: [] };
}

/** Substitutes coordinates given as affine forms into an affine form. */
export function substitute(form: Affine, coordinates: readonly Affine[], rank: number): Affine {
  const coefficients = new Array<number>(rank).fill(0);
  let offset = form.offset;
  for (let d = 0; d < coordinates.length; d++) {
    const c = form.coefficients[d]!;
    if (c === 0) continue;
    const inner = coordinates[d]!;
    offset += c * inner.offset;
    for (let o = 0; o < rank; o++) coefficients[o]! += c * inner.coefficients[o]!;
  }
  return { offset, coefficients };
}

/** Lowest and highest value of a form over a box. */
export function rangeOf(form: Affine, shape: Shape): { low: number; high: number } {
  let low = form.offset;
  let high = form.offset;
  for (let d = 0; d < shape.length; d++) {
    const reach = form.coefficients[d]! * (shape[d]! - 1);
    if (reach < 0) low += reach;
    else high += reach;
  }
  return { low, high };
}

/**
 * The forms after a reshape, or null if one of them is no longer affine. Axes are matched in blocks of
 * equal size; within a block the old axes must run one into the next, for every form.
 */
function reshapeForms(forms: readonly Affine[], from: Shape, to: Shape): Affine[] | null {
  const out = forms.map((f) => ({
    offset: f.offset,
    coefficients: new Array<number>(to.length).fill(0),
  }));
  let i = from.length - 1;
  let j = to.length - 1;
  while (i >= 0 || j >= 0) {
    // One block: grow the smaller side until both products agree.
    const iEnd = i;
    const jEnd = j;
    let left = i >= 0 ? from[i--]! : 1;
    let right = j >= 0 ? to[j--]! : 1;
    while (left !== right) {
      if (left < right) {
        if (i < 0) return null;
        left *= from[i--]!;
      } else {
        if (j < 0) return null;
        right *= to[j--]!;
      }
    }
    // Leading ones belong to whichever block is at hand.
    for (let f = 0; f < forms.length; f++) {
      const old = forms[f]!.coefficients;
      let step: number | undefined; // coefficient of the innermost element of the block
      let expected = 0;
      for (let d = iEnd; d > i; d--) {
        if (from[d] === 1) continue;
        if (step === undefined) step = old[d]!;
        else if (old[d]! !== expected) return null;
        expected = old[d]! * from[d]!;
      }
      let c = step ?? 0;
      for (let d = jEnd; d > j; d--) {
        out[f]!.coefficients[d] = to[d] === 1 ? 0 : c;
        c *= to[d]!;
      }
    }
  }
  return out;
}

/** Applies a movement; null if the result is not one affine view. */
export function moved(view: View, move: Movement): View | null {
  switch (move.kind) {
    case 'affine': {
      const rank = move.shape.length;
      return simplified({
        shape: move.shape,
        address: substitute(view.address, move.coordinates, rank),
        constraints: view.constraints.map((c) => ({
          form: substitute(c.form, move.coordinates, rank),
          size: c.size,
        })),
      });
    }
    case 'pad': {
      const rank = move.shape.length;
      const coordinates = move.before.map((before, d) => shifted(rank, d, -before));
      return simplified({
        shape: move.shape,
        address: substitute(view.address, coordinates, rank),
        constraints: [
          ...view.constraints.map((c) => ({
            form: substitute(c.form, coordinates, rank),
            size: c.size,
          })),
          ...coordinates.map((form, d) => ({ form, size: view.shape[d]! })),
        ],
      });
    }
    case 'reshape': {
      if (sameShape(view.shape, move.shape)) return view;
      if (sizeOf(move.shape) === 0) return { ...contiguousView(move.shape), constraints: [] };
      const forms = reshapeForms(
        [view.address, ...view.constraints.map((c) => c.form)],
        view.shape,
        move.shape,
      );
      if (!forms) return null;
      return {
        shape: move.shape,
        address: forms[0]!,
        constraints: view.constraints.map((c, n) => ({ form: forms[n + 1]!, size: c.size })),
      };
    }
  }
}

/** coordinate `axis` plus an offset, as a form over `rank` coordinates */
export function shifted(rank: number, axis: number, offset: number, coefficient = 1): Affine {
  const coefficients = new Array<number>(rank).fill(0);
  coefficients[axis] = coefficient;
  return { offset, coefficients };
}

/** Drops constraints that always hold. */
function simplified(view: View): View {
  const constraints = view.constraints.filter((c) => {
    const { low, high } = rangeOf(c.form, view.shape);
    return low < 0 || high >= c.size;
  });
  return { ...view, constraints };
}

/** Whether elements are read in their own order, each once. */
export function isContiguous(view: View): boolean {
  if (view.constraints.length > 0 || view.address.offset !== 0) return false;
  let step = 1;
  for (let d = view.shape.length - 1; d >= 0; d--) {
    if (view.shape[d] !== 1 && view.address.coefficients[d] !== step) return false;
    step *= view.shape[d]!;
  }
  return true;
}

// ---- movements by name -------------------------------------------------------------------------

export function permuteMove(shape: Shape, order: readonly number[]): Movement {
  const rank = shape.length;
  const coordinates = new Array<Affine>(rank);
  order.forEach((from, to) => {
    coordinates[from] = shifted(rank, to, 0);
  });
  return {
    kind: 'affine',
    label: `permute(${order.join(',')})`,
    shape: order.map((d) => shape[d]!),
    coordinates,
  };
}

/** Repeats axes of size 1 (and adds axes in front). */
export function expandMove(shape: Shape, to: Shape): Movement {
  const rank = to.length;
  const lead = rank - shape.length;
  const coordinates = shape.map((size, d) =>
    size === 1 && to[d + lead] !== 1 ? shifted(rank, 0, 0, 0) : shifted(rank, d + lead, 0),
  );
  return { kind: 'affine', label: `expand(${to.join(',')})`, shape: to, coordinates };
}

/** out[i] = in[start + i·step] along every axis; `step` may be negative. */
export function sliceMove(to: Shape, start: readonly number[], step: readonly number[]): Movement {
  const rank = to.length;
  const coordinates = to.map((_, d) => shifted(rank, d, start[d]!, step[d]!));
  return {
    kind: 'affine',
    label: `slice([${start.join(',')}]:[${step.join(',')}])`,
    shape: to,
    coordinates,
  };
}

/**
 * Sliding windows along one axis: axis d of size n becomes an axis of `count` windows at d, and an axis
 * of `size` elements at the very end: in[w·stride + k·dilation].
 */
export function windowMove(
  shape: Shape,
  axis: number,
  size: number,
  stride: number,
  dilation: number,
): Movement {
  const rank = shape.length + 1;
  const count = Math.floor((shape[axis]! - dilation * (size - 1) - 1) / stride) + 1;
  const to = [...shape, size];
  to[axis] = count;
  const coordinates = shape.map((_, d) => {
    const coefficients = new Array<number>(rank).fill(0);
    coefficients[d] = d === axis ? stride : 1;
    if (d === axis) coefficients[rank - 1] = dilation;
    return { offset: 0, coefficients };
  });
  return { kind: 'affine', label: `window(axis ${axis}, ${size})`, shape: to, coordinates };
}

/** The diagonal of two axes, put last: out[…, i] = in[…, i + max(−offset, 0), …, i + max(offset, 0), …]. */
export function diagonalMove(shape: Shape, offset: number, axis1: number, axis2: number): Movement {
  const rows = shape[axis1]! - Math.max(-offset, 0);
  const columns = shape[axis2]! - Math.max(offset, 0);
  const length = Math.max(0, Math.min(rows, columns));
  const kept = shape.map((_, d) => d).filter((d) => d !== axis1 && d !== axis2);
  const rank = kept.length + 1;
  const coordinates = shape.map((_, d) => {
    if (d === axis1) return shifted(rank, rank - 1, Math.max(-offset, 0));
    if (d === axis2) return shifted(rank, rank - 1, Math.max(offset, 0));
    return shifted(rank, kept.indexOf(d), 0);
  });
  return {
    kind: 'affine',
    label: `diagonal(${offset})`,
    shape: [...kept.map((d) => shape[d]!), length],
    coordinates,
  };
}
