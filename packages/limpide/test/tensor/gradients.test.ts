/** Every gradient against finite differences in float64, and its own gradient too. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as L from '../../src/index.ts';
import { gradcheck, gradgradcheck, setDefaultDevice, Tensor } from '../../src/index.ts';
import * as ops from '../../src/ops/index.ts';

beforeAll(() => setDefaultDevice('reference'));

/** Distinct numbers, none near an integer or 0, in (low, high). */
function numbers(count: number, low: number, high: number, seed: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, i) =>
      low +
      (high - low) *
        ((((i + 1) * 0.6180339887498949 + seed * 0.2360679774997897 + 0.07) % 1) * 0.96 + 0.02),
  );
}
let seed = 0;
const learnt = (shape: readonly number[], low = -0.9, high = 0.9): Tensor =>
  L.tensor(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      low,
      high,
      ++seed,
    ),
    { shape, requiresGrad: true },
  );
const index = (values: number[], shape: readonly number[] = [values.length]): Tensor =>
  L.tensor(Int32Array.from(values), { shape });
const wrap =
  (fn: (...nodes: ReturnType<typeof nodeOf>[]) => ReturnType<typeof nodeOf>) =>
  (...xs: Tensor[]): Tensor =>
    new Tensor(fn(...xs.map(nodeOf)));
const nodeOf = (x: Tensor) => x.node;

type Case = readonly [
  name: string,
  fn: (...xs: Tensor[]) => Tensor | readonly Tensor[],
  inputs: () => Tensor[],
];

/** Where each unary operator is smooth; others lie in (−0.9, 0.9). */
const domains: Readonly<Record<string, readonly [number, number]>> = {
  sqrt: [0.2, 2],
  rsqrt: [0.2, 2],
  log: [0.2, 2],
  log2: [0.2, 2],
  log10: [0.2, 2],
  reciprocal: [0.3, 2],
  acosh: [1.2, 3],
  abs: [0.1, 1],
  relu: [0.1, 1],
  relu6: [0.1, 5],
  frac: [0.1, 0.9],
  hardsigmoid: [-2, 2],
  hardswish: [-2, 2],
  softsign: [0.1, 1],
  sign: [0.1, 1],
  floor: [0.1, 0.9],
  ceil: [0.1, 0.9],
  round: [0.1, 0.4],
  trunc: [0.1, 0.9],
};
const unary: Case[] = ops.unaryNames
  .filter((name) => !['logicalNot', 'isNaN', 'isInf', 'isFinite'].includes(name))
  .map((name) => [
    name,
    wrap((x) => ops.applyUnary(name, x!)),
    () => [learnt([2, 3], ...(domains[name] ?? [-0.9, 0.9]))],
  ]);

const differentiable = [
  'add',
  'sub',
  'mul',
  'div',
  'remainder',
  'fmod',
  'pow',
  'maximum',
  'minimum',
  'atan2',
] as const;
const binary: Case[] = differentiable.flatMap((name): Case[] => [
  [
    name,
    wrap((x, y) => ops.applyBinary(name, x!, y!)),
    () => [learnt([2, 3], 0.3, 1.9), learnt([2, 3], 0.4, 1.7)],
  ],
  [
    `${name}, broadcast`,
    wrap((x, y) => ops.applyBinary(name, x!, y!)),
    () => [learnt([3], 0.3, 1.9), learnt([2, 1], 0.4, 1.7)],
  ],
  [
    `${name} with a scalar`,
    wrap((x, y) => ops.applyBinary(name, x!, y!)),
    () => [learnt([], 0.3, 1.9), learnt([2], 0.4, 1.7)],
  ],
]);

const choices: Case[] = [
  ['where', (x, y) => L.where(x!.gt(y!), x!, y!), () => [learnt([2, 3]), learnt([3])]],
  ['clamp by numbers', (x) => x!.clamp(-0.5, 0.4), () => [learnt([7])]],
  [
    'clamp by tensors',
    (x, low, high) => x!.clamp(low!, high!),
    () => [learnt([7]), learnt([7], -0.5, -0.3), learnt([1], 0.3, 0.5)],
  ],
  ['lerp', (x, y, w) => x!.lerp(y!, w!), () => [learnt([2, 3]), learnt([2, 3]), learnt([3])]],
  ['leakyRelu', (x) => x!.leakyRelu(0.1), () => [learnt([5])]],
  ['elu', (x) => x!.elu(0.7), () => [learnt([5])]],
  ['celu', (x) => x!.celu(0.7), () => [learnt([5])]],
  ['selu', (x) => x!.selu(), () => [learnt([5])]],
  ['softplus', (x) => x!.softplus(2), () => [learnt([5])]],
  ['erfc', (x) => x!.erfc(), () => [learnt([5])]],
  ['nanToNum', (x) => x!.nanToNum(), () => [learnt([5])]],
  [
    'addcmul',
    (x, a, b) => x!.addcmul(a!, b!, { value: 0.3 }),
    () => [learnt([3]), learnt([3]), learnt([3])],
  ],
  [
    'addcdiv',
    (x, a, b) => x!.addcdiv(a!, b!, { value: 0.3 }),
    () => [learnt([3]), learnt([3]), learnt([3], 0.5, 2)],
  ],
  ['clone', (x) => x!.clone(), () => [learnt([3])]],
];

const folds: Case[] = [undefined, 0, -1, [0, 2], []].flatMap((dim): Case[] => {
  const label = `(${JSON.stringify(dim) ?? ''})`;
  const x = (): Tensor[] => [learnt([2, 3, 2], 0.3, 1.7)];
  return [
    [`sum${label}`, (v) => v!.sum(dim), x],
    [`mean${label}`, (v) => v!.mean(dim, true), x],
    [`prod${label}`, (v) => v!.prod(dim), x],
    [`amax${label}`, (v) => v!.amax(dim), x],
    [`amin${label}`, (v) => v!.amin(dim), x],
    [`logsumexp${label}`, (v) => v!.logsumexp(dim), x],
    [`norm${label}`, (v) => v!.norm(2, dim), x],
    [`norm 3${label}`, (v) => v!.norm(3, dim), x],
    ...(Array.isArray(dim) && dim.length === 0
      ? []
      : ([
          [`var${label}`, (v) => v!.var(dim), x],
          [`std${label}`, (v) => v!.std(dim), x],
        ] as Case[])),
  ];
});
const alongAxis: Case[] = [0, 1, -1].flatMap((dim): Case[] => {
  const x = (): Tensor[] => [learnt([3, 4])];
  return [
    [`softmax(${dim})`, (v) => v!.softmax(dim), x],
    [`logSoftmax(${dim})`, (v) => v!.logSoftmax(dim), x],
    [`cumsum(${dim})`, (v) => v!.cumsum(dim), x],
    [`cumprod(${dim})`, (v) => v!.cumprod(dim), x],
    [`sort(${dim})`, (v) => v!.sort(dim).values, x],
    [`topk(${dim})`, (v) => v!.topk(2, dim).values, x],
    [`max(${dim})`, (v) => v!.max(dim).values, x],
    [`min(${dim})`, (v) => v!.min(dim, true).values, x],
    [`median(${dim})`, (v) => v!.median(dim).values, x],
    [`kthvalue(${dim})`, (v) => v!.kthvalue(2, dim).values, x],
    [
      `linearRecurrence(${dim})`,
      (a, b) => L.linearRecurrence(a!, b!, dim),
      () => [learnt([3, 4]), learnt([3, 4])],
    ],
  ];
});

const movements: Case[] = (
  [
    ['reshape', (x) => x!.reshape(4, 6)],
    ['permute', (x) => x!.permute(2, 0, 1)],
    ['expand', (x) => x!.unsqueeze(1).expand(2, 5, 3, 4)],
    ['slice', (x) => x!.slice(2, 1, 4, 2)],
    ['slice backwards', (x) => x!.slice(2, null, null, -2)],
    ['an empty slice', (x) => x!.slice(1, 2, 2)],
    ['flip', (x) => x!.flip(0, 2)],
    ['roll', (x) => x!.roll([1, -2], [0, 2])],
    ['diagonal', (x) => x!.diagonal(1, 1, 2)],
    ['diagonal below', (x) => x!.diagonal(-1, 2, 0)],
    ['tril', (x) => x!.tril(-1)],
    ['triu', (x) => x!.triu(1)],
    ['repeat', (x) => x!.repeat(2, 1, 2)],
    ['repeatInterleave', (x) => x!.repeatInterleave(3, 1)],
    ['unfold', (x) => x!.unfold(2, 3, 1)],
    ['unfold with gaps', (x) => x!.unfold(2, 1, 3)],
    ['pad', (x) => x!.pad([1, 2, 0, 1])],
    ['crop', (x) => x!.pad([-1, 1, 1, -2])],
    ['reflect', (x) => x!.pad([2, 3], 'reflect')],
    ['replicate', (x) => x!.pad([2, 1], 'replicate')],
    ['circular', (x) => x!.pad([2, 4], 'circular')],
    ['split', (x) => x!.split([1, 3], 2)],
    ['unbind', (x) => x!.unbind(1)],
    ['cat', (x) => L.cat([x!, x!.slice(1, 0, 2), x!.mul(2)], 1)],
    ['stack', (x) => L.stack([x!, x!.exp()], -1)],
    ['sliceScatter', (x) => x!.sliceScatter(x!.slice(2, 0, 2).exp(), 2, 1, 4, 2)],
    ['selectScatter', (x) => x!.selectScatter(x!.select(1, 0).exp(), 1, 2)],
    ['at', (x) => x!.at(-1, [null, null, -1], [1, 3])],
  ] as [string, Case[1]][]
).map(([name, fn]) => [name, fn, () => [learnt([2, 3, 4])]]);

const places: Case[] = [
  ['gather', (x) => x!.gather(1, index([0, 2, 2, 1], [2, 2])), () => [learnt([3, 3])]],
  [
    'scatter',
    (x, s) => x!.scatter(1, index([0, 2, 1, 0], [2, 2]), s!),
    () => [learnt([3, 3]), learnt([2, 3])],
  ],
  ['scatter a number', (x) => x!.scatter(0, index([0, 2], [1, 2]), 3), () => [learnt([3, 3])]],
  [
    'scatterAdd',
    (x, s) => x!.scatterAdd(0, index([0, 2, 2, 0], [2, 2]), s!),
    () => [learnt([3, 3]), learnt([2, 2])],
  ],
  ['indexSelect', (x) => x!.indexSelect(1, index([2, 0, 2])), () => [learnt([2, 3, 2])]],
  [
    'indexAdd',
    (x, s) => x!.indexAdd(1, index([2, 0, 2]), s!),
    () => [learnt([2, 3, 2]), learnt([2, 3, 2])],
  ],
  [
    'embedding',
    wrap((w) => ops.embedding(index([1, 0, 3, 1], [2, 2]).node, w!)),
    () => [learnt([4, 3])],
  ],
  ['take', (x) => x!.take(index([5, 0, 5])), () => [learnt([2, 3])]],
  ['takeAlongDim', (x) => x!.takeAlongDim(index([1, 0], [2, 1]), 1), () => [learnt([2, 3])]],
  ['maskedFill', (x) => x!.maskedFill(x!.gt(0), 2), () => [learnt([2, 3])]],
  ['maskedSelect', (x) => x!.maskedSelect(x!.detach().gt(0)), () => [learnt([2, 3])]],
];

const products: Case[] = [
  ['matmul', (x, y) => x!.matmul(y!), () => [learnt([2, 3]), learnt([3, 4])]],
  ['matmul of batches', (x, y) => x!.matmul(y!), () => [learnt([2, 1, 2, 3]), learnt([3, 3, 2])]],
  ['matmul of vectors', (x, y) => x!.matmul(y!), () => [learnt([3]), learnt([3])]],
  ['matmul with a vector', (x, y) => x!.matmul(y!), () => [learnt([2, 2, 3]), learnt([3])]],
  ['outer', (x, y) => x!.outer(y!), () => [learnt([3]), learnt([2])]],
  [
    'addmm',
    (x, a, b) => x!.addmm(a!, b!, { alpha: 0.5, beta: 2 }),
    () => [learnt([4]), learnt([2, 3]), learnt([3, 4])],
  ],
  [
    'einsum of three',
    (a, b, c) => L.einsum('ij,jk,ik->i', a!, b!, c!),
    () => [learnt([2, 3]), learnt([3, 2]), learnt([2, 2])],
  ],
  ['einsum with diagonals', (a) => L.einsum('iij->j', a!), () => [learnt([3, 3, 2])]],
  ['kron', (a, b) => L.kron(a!, b!), () => [learnt([2, 2]), learnt([1, 3])]],
  ['tensordot', (a, b) => L.tensordot(a!, b!, [[0], [1]]), () => [learnt([2, 3]), learnt([2, 2])]],
];

const windows: Case[] = [
  ...(
    [
      {},
      { stride: 2, padding: 1 },
      { dilation: 2, padding: [2, 1] },
      { groups: 2, padding: 'same' },
      { stride: [3, 1], dilation: [1, 2], padding: 2 },
    ] as ops.ConvOptions[]
  ).map(
    (o): Case => [
      `conv2d ${JSON.stringify(o)}`,
      wrap((x, w, b) => ops.conv(2, x!, w!, b!, o)),
      () => [learnt([2, 2, 5, 6]), learnt([2, 2 / (o.groups ?? 1), 3, 2]), learnt([2])],
    ],
  ),
  ...(
    [
      {},
      { stride: 2, padding: 1, outputPadding: 1 },
      { stride: 3, dilation: 2 },
      { groups: 2, padding: 1 },
    ] as ops.ConvTransposeOptions[]
  ).map(
    (o): Case => [
      `convTranspose1d ${JSON.stringify(o)}`,
      wrap((x, w) => ops.convTranspose(1, x!, w!, null, o)),
      () => [learnt([2, 2, 4]), learnt([2, 2, 3])],
    ],
  ),
  ...(
    [
      {},
      { stride: 1 },
      { stride: 2, padding: 1 },
      { stride: 2, dilation: 2, padding: 1 },
      { ceilMode: true, stride: 2 },
    ] as ops.MaxPoolOptions[]
  ).flatMap((o): Case[] => [
    [
      `maxPool2d ${JSON.stringify(o)}`,
      wrap((x) => ops.maxPool(2, x!, [2, 3], o)),
      () => [learnt([1, 2, 6, 7])],
    ],
    ...(o.dilation
      ? []
      : ([
          [
            `avgPool2d ${JSON.stringify(o)}`,
            wrap((x) => ops.avgPool(2, x!, [2, 3], { ...o, countIncludePad: false })),
            () => [learnt([1, 2, 6, 7])],
          ],
        ] as Case[])),
  ]),
  ['lpPool', wrap((x) => ops.lpPool(1, x!, 3, 2)), () => [learnt([1, 6], 0.2, 1)]],
  [
    'adaptiveAvgPool2d',
    wrap((x) => ops.adaptiveAvgPool(2, x!, [2, 3])),
    () => [learnt([1, 2, 5, 7])],
  ],
  [
    'adaptiveMaxPool2d',
    wrap((x) => ops.adaptiveMaxPool(2, x!, [2, 3])),
    () => [learnt([1, 2, 5, 7])],
  ],
  [
    'interpolate nearest',
    wrap((x) => ops.interpolate(x!, { size: [5, 4] })),
    () => [learnt([1, 2, 3, 2])],
  ],
  [
    'interpolate bilinear',
    wrap((x) => ops.interpolate(x!, { size: [5, 4], mode: 'bilinear' })),
    () => [learnt([1, 2, 3, 2])],
  ],
  [
    'interpolate with aligned corners',
    wrap((x) => ops.interpolate(x!, { scaleFactor: 2, mode: 'bilinear', alignCorners: true })),
    () => [learnt([1, 1, 3, 2])],
  ],
  ['pixelShuffle', wrap((x) => ops.pixelShuffle(x!, 2)), () => [learnt([1, 4, 2, 2])]],
];

const attend = (o: ops.AttentionOptions = {}) =>
  wrap((q, k, v) => ops.scaledDotProductAttention(q!, k!, v!, o));
const attention: Case[] = [
  ['attention', attend(), () => [learnt([2, 3, 4]), learnt([2, 5, 4]), learnt([2, 5, 3])]],
  [
    'causal attention',
    attend({ isCausal: true, scale: 0.7 }),
    () => [learnt([1, 2, 4, 3]), learnt([1, 2, 4, 3]), learnt([1, 2, 4, 3])],
  ],
  [
    'attention of grouped heads',
    attend({ enableGqa: true }),
    () => [learnt([1, 4, 3, 2]), learnt([1, 2, 3, 2]), learnt([1, 2, 3, 2])],
  ],
  [
    'attention that broadcasts',
    attend(),
    () => [learnt([2, 1, 3, 2]), learnt([3, 4, 2]), learnt([1, 4, 2])],
  ],
  [
    'attention with a mask',
    (q, k, v) =>
      attend({
        attnMask: L.tensor([
          [true, false, true],
          [false, false, false],
        ]).node,
      })(q!, k!, v!),
    () => [learnt([2, 2, 2]), learnt([2, 3, 2]), learnt([2, 3, 2])],
  ],
  [
    'attention with a learnt mask',
    wrap((q, k, v, m) => ops.scaledDotProductAttention(q!, k!, v!, { attnMask: m! })),
    () => [learnt([2, 2, 2]), learnt([2, 3, 2]), learnt([2, 3, 2]), learnt([2, 3])],
  ],
];

describe.each([
  ['maps of one', unary],
  ['maps of two', binary],
  ['choices', choices],
  ['folds', folds],
  ['along an axis', alongAxis],
  ['movements', movements],
  ['places', places],
  ['products', products],
  ['windows', windows],
  ['attention', attention],
] as const)('%s', (_family, cases) => {
  test.each(cases.map((c) => [c[0], c] as const))('%s', (_name, [, fn, inputs]) => {
    const xs = inputs();
    expect(gradcheck(fn, xs)).toBe(true);
    expect(gradgradcheck(fn, xs, { atol: 1e-4 })).toBe(true);
  });
});

test('attention and its composed form agree', () => {
  for (const [, , make] of attention.slice(0, 2)) {
    const [q, k, v] = make().map(
      (x) => new Tensor(ops.reshape(x.node, x.ndim === 3 ? [1, ...x.shape] : x.shape)),
    ) as [Tensor, Tensor, Tensor];
    const whole = new Tensor(ops.scaledDotProductAttention(q.node, k.node, v.node, { scale: 0.4 }));
    const composed = new Tensor(
      ops.composedAttention([q.node, k.node, v.node], { mask: false, causal: false, scale: 0.4 }),
    );
    expect(whole.allclose(composed, { rtol: 1e-12 }).itemSync()).toBe(1);
  }
});
