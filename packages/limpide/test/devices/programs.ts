/**
 * Random tensor programs, as data, so that the same one can be run on several devices.
 *
 * Two kinds. *Exact* programs use small whole numbers and operators that do not round: results must be
 * equal to the bit. *Smooth* programs use functions without jumps on values kept within a few units:
 * results must agree to a tolerance.
 */
import fc from 'fast-check';
import type { DType } from '../../src/graph/index.ts';
import { type Tensor, tensor } from '../../src/tensor/index.ts';

export interface Step {
  readonly name: string;
  /** Free numbers from which the step draws its operands, axes and sizes. */
  readonly choices: readonly number[];
}
export interface RandomProgram {
  readonly shapes: readonly (readonly number[])[];
  readonly dtypes: readonly DType[];
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly outputs: number;
}

type Apply = (pool: Tensor[], pick: (n: number) => number) => Tensor;

const any = (pool: Tensor[], pick: (n: number) => number): Tensor => pool[pick(pool.length)]!;
const axis = (x: Tensor, pick: (n: number) => number): number => (x.ndim === 0 ? 0 : pick(x.ndim));

/** A partner that broadcasts with x: another value cut or summed to fit, or part of x itself. */
function partner(x: Tensor, pool: Tensor[], pick: (n: number) => number): Tensor {
  const y = any(pool, pick);
  try {
    const rank = Math.min(x.ndim, y.ndim);
    for (let d = 1; d <= rank; d++) {
      const a = x.shape[x.ndim - d]!;
      const b = y.shape[y.ndim - d]!;
      if (a !== b && a !== 1 && b !== 1) return x.ndim > 0 ? x.slice(axis(x, pick), 0, 1) : x;
    }
    if (y.numel * x.numel > 20_000) return x;
    return y;
  } catch {
    return x;
  }
}

const permutation = (n: number, pick: (n: number) => number): number[] => {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = pick(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
};

const movements: Record<string, Apply> = {
  permute: (p, pick) => {
    const x = any(p, pick);
    return x.permute(permutation(x.ndim, pick));
  },
  flattenSome: (p, pick) => {
    const x = any(p, pick);
    if (x.ndim < 2) return x.reshape(-1);
    const a = pick(x.ndim - 1);
    return x.flatten(a, a + 1);
  },
  splitAxis: (p, pick) => {
    const x = any(p, pick);
    for (let d = 0; d < x.ndim; d++) {
      const n = x.shape[d]!;
      for (const by of [2, 3]) {
        if (n > by && n % by === 0)
          return x.reshape([...x.shape.slice(0, d), n / by, by, ...x.shape.slice(d + 1)]);
      }
    }
    return x.unsqueeze(0);
  },
  slice: (p, pick) => {
    const x = any(p, pick);
    if (x.ndim === 0) return x;
    const d = axis(x, pick);
    const step = [1, 2, -1, -2][pick(4)]!;
    const from = pick(x.shape[d]! + 1);
    return step > 0 ? x.slice(d, from, undefined, step) : x.slice(d, from, undefined, step);
  },
  flip: (p, pick) => {
    const x = any(p, pick);
    return x.ndim === 0 ? x : x.flip(axis(x, pick));
  },
  pad: (p, pick) => {
    const x = any(p, pick);
    return x.ndim === 0 || x.dtype === 'bool' ? x : x.pad([pick(3), pick(3)], 'constant', pick(2));
  },
  expandNew: (p, pick) => {
    const x = any(p, pick);
    return x.numel > 3000 || x.ndim > 4
      ? x
      : x.unsqueeze(pick(x.ndim + 1)).expand(expandOnes(x, pick));
  },
  diagonal: (p, pick) => {
    const x = any(p, pick);
    return x.ndim < 2 ? x : x.diagonal(pick(3) - 1, 0, 1);
  },
  unfold: (p, pick) => {
    const x = any(p, pick);
    if (x.ndim === 0 || x.ndim > 4) return x;
    const d = axis(x, pick);
    const n = x.shape[d]!;
    return n < 2 || x.numel > 3000 ? x : x.unfold(d, 1 + pick(Math.min(n, 3)), 1 + pick(2));
  },
};

function expandOnes(x: Tensor, pick: (n: number) => number): number[] {
  void pick;
  // the new axis is somewhere: let −1 keep the rest and repeat what is 1
  return x.shape.length === 0 ? [3] : [2, ...x.shape];
}
movements['expandNew'] = (p, pick) => {
  const x = any(p, pick);
  return x.numel > 3000 || x.ndim > 4 ? x : x.expand([1 + pick(3), ...x.shape]);
};

const small = (x: Tensor): Tensor => (x.dtype === 'bool' ? x : x.clamp(-50, 50));

const exact: Record<string, Apply> = {
  ...movements,
  add: (p, pick) => {
    const x = any(p, pick);
    return small(x.add(partner(x, p, pick)));
  },
  sub: (p, pick) => {
    const x = any(p, pick);
    return small(
      x
        .to(x.dtype === 'bool' ? 'int32' : x.dtype)
        .sub(partner(x, p, pick).to(x.dtype === 'bool' ? 'int32' : x.dtype)),
    );
  },
  mul: (p, pick) => {
    const x = any(p, pick);
    return small(x.mul(partner(x, p, pick)));
  },
  maximum: (p, pick) => {
    const x = any(p, pick);
    return x.maximum(partner(x, p, pick));
  },
  minimum: (p, pick) => {
    const x = any(p, pick);
    return x.minimum(partner(x, p, pick));
  },
  compare: (p, pick) => {
    const x = any(p, pick);
    const y = partner(x, p, pick);
    return [() => x.eq(y), () => x.lt(y), () => x.ge(y), () => x.ne(y)][pick(4)]!();
  },
  where: (p, pick) => {
    const x = any(p, pick);
    const y = partner(x, p, pick);
    return x.where(x.gt(0), y);
  },
  relu: (p, pick) => any(p, pick).to('float32').relu(),
  neg: (p, pick) => any(p, pick).to('int32').neg(),
  abs: (p, pick) => any(p, pick).to('float64').abs(),
  cast: (p, pick) =>
    any(p, pick).to(
      (['float32', 'float64', 'int32', 'bool', 'float16', 'bfloat16', 'int8'] as const)[pick(7)]!,
    ),
  sum: (p, pick) => {
    const x = any(p, pick);
    return small(x.sum(pick(3) === 0 ? undefined : axis(x, pick), pick(2) === 0));
  },
  amax: (p, pick) => {
    const x = any(p, pick);
    const d = axis(x, pick);
    return x.ndim > 0 && x.shape[d] === 0 ? x : x.numel === 0 ? x : x.amax(d, pick(2) === 0);
  },
  argmax: (p, pick) => {
    const x = any(p, pick);
    return x.numel === 0 || x.ndim === 0 ? x : x.argmax(axis(x, pick), pick(2) === 0);
  },
  any: (p, pick) => {
    const x = any(p, pick);
    return x.any(axis(x, pick), pick(2) === 0);
  },
  matmul: (p, pick) => {
    const x = any(p, pick);
    if (x.ndim < 1 || x.dtype === 'bool' || x.numel > 3000) return x;
    const m = x.ndim === 1 ? x.unsqueeze(0) : x;
    return small(m.matmul(m.transpose(-1, -2)));
  },
};

const tame = (x: Tensor): Tensor => x.mul(0.5).tanh().mul(2);

const smooth: Record<string, Apply> = {
  ...movements,
  add: (p, pick) => {
    const x = any(p, pick);
    return x.add(partner(x, p, pick)).mul(0.5);
  },
  mul: (p, pick) => {
    const x = any(p, pick);
    return x.mul(partner(x, p, pick)).mul(0.5);
  },
  div: (p, pick) => {
    const x = any(p, pick);
    return x.div(partner(x, p, pick).square().add(1));
  },
  exp: (p, pick) => tame(any(p, pick).exp()),
  log: (p, pick) => any(p, pick).square().add(0.5).log(),
  sqrt: (p, pick) => any(p, pick).square().add(0.5).sqrt(),
  sin: (p, pick) => any(p, pick).mul(3).sin(),
  cos: (p, pick) => any(p, pick).mul(3).cos(),
  tanh: (p, pick) => any(p, pick).tanh(),
  sigmoid: (p, pick) => any(p, pick).sigmoid(),
  erf: (p, pick) => any(p, pick).erf(),
  gelu: (p, pick) => any(p, pick).gelu(),
  softmax: (p, pick) => {
    const x = any(p, pick);
    return x.softmax(axis(x, pick));
  },
  logSoftmax: (p, pick) => {
    const x = any(p, pick);
    return x.logSoftmax(axis(x, pick)).mul(0.2);
  },
  mean: (p, pick) => {
    const x = any(p, pick);
    return x.numel === 0 ? x : x.mean(pick(3) === 0 ? undefined : axis(x, pick), pick(2) === 0);
  },
  variance: (p, pick) => {
    const x = any(p, pick);
    return x.numel === 0 ? x : x.variance(axis(x, pick), { correction: 0, keepdim: true });
  },
  normalise: (p, pick) => {
    const x = any(p, pick);
    if (x.numel === 0) return x;
    const d = axis(x, pick);
    return x
      .sub(x.mean(d, true))
      .mul(x.variance(d, { correction: 0, keepdim: true }).add(0.1).rsqrt());
  },
  matmul: (p, pick) => {
    const x = any(p, pick);
    if (x.ndim < 1 || x.numel > 3000) return x;
    const m = x.ndim === 1 ? x.unsqueeze(0) : x;
    return tame(m.matmul(m.transpose(-1, -2)).mul(0.3));
  },
};

export const vocabularies = { exact, smooth } as const;

/** Runs a program on the device that is the default now; returns what it asks for. */
export function runProgram(
  program: RandomProgram,
  kind: keyof typeof vocabularies,
  device: string,
): Tensor[] {
  let state = program.seed | 0;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) / 16777216;
  };
  const pool: Tensor[] = program.shapes.map((shape, i) => {
    const size = shape.reduce((a, b) => a * b, 1);
    const dtype = program.dtypes[i]!;
    const values = Array.from({ length: size }, () =>
      kind === 'exact'
        ? dtype === 'bool' || dtype === 'uint8'
          ? Math.floor(random() * 4)
          : Math.floor(random() * 9) - 4
        : random() * 4 - 2,
    );
    return tensor(values, { dtype, device }).reshape(shape);
  });
  const vocabulary = vocabularies[kind];
  for (const { name, choices } of program.steps) {
    let next = 0;
    const pick = (n: number): number => (n <= 0 ? 0 : choices[next++ % choices.length]! % n);
    const made = vocabulary[name]!(pool, pick);
    if (made.numel <= 20_000) pool.push(made);
  }
  return pool.slice(-program.outputs);
}

export function programArbitrary(kind: keyof typeof vocabularies): fc.Arbitrary<RandomProgram> {
  const sizes = fc.oneof(
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom(8, 9, 13, 16, 31),
    fc.constantFrom(0, 1),
  );
  const shape = fc
    .array(sizes, { minLength: 0, maxLength: 4 })
    .filter((s) => s.reduce((a, b) => a * b, 1) <= 2000);
  const dtype: fc.Arbitrary<DType> =
    kind === 'exact'
      ? fc.constantFrom('float32', 'float64', 'int32', 'uint8', 'bool', 'int8')
      : fc.constantFrom('float32', 'float32', 'float64');
  const names = Object.keys(vocabularies[kind]);
  const step = fc.record({
    name: fc.constantFrom(...names),
    choices: fc.array(fc.nat(1000), { minLength: 4, maxLength: 8 }),
  });
  return fc.array(shape, { minLength: 1, maxLength: 3 }).chain((shapes) =>
    fc.record({
      shapes: fc.constant(shapes),
      dtypes: fc.array(dtype, { minLength: shapes.length, maxLength: shapes.length }),
      seed: fc.integer(),
      steps: fc.array(step, { minLength: 1, maxLength: 12 }),
      outputs: fc.integer({ min: 1, max: 4 }),
    }),
  );
}
