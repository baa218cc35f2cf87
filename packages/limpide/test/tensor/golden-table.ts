/** How each operator of the golden cases is called. */
import * as L from '../../src/index.ts';
import * as F from '../../src/nn/functional/index.ts';
import * as ops from '../../src/ops/index.ts';
import type { Option } from '../nn/golden.ts';

type Tensor = L.Tensor;
// biome-ignore lint/suspicious/noExplicitAny: options and arguments come from JSON
type Json = any;
export type Run = (x: Tensor[], args: Json[], options: Json) => Tensor | readonly Tensor[];

const both = ({ values, indices }: L.ValuesAndIndices<Tensor>): Tensor[] => [values, indices];
const from = (option: Option): Json => (option === 'Infinity' || option === '-Infinity' || option === 'NaN' ? Number(option) : option);

/** A method called with the other tensors, then the arguments. */
const method =
  (name: keyof Tensor): Run =>
  ([x, ...rest], args) =>
    (x![name] as (...list: unknown[]) => Tensor).call(x, ...rest, ...args);

const plain = [
  'abs', 'neg', 'exp', 'exp2', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sqrt', 'rsqrt', 'reciprocal', 'square',
  'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'sigmoid', 'erf',
  'erfc', 'floor', 'ceil', 'trunc', 'sign', 'frac', 'relu', 'selu', 'silu', 'mish', 'softsign', 'hardsigmoid',
  'hardswish', 'relu6', 'logSigmoid', 'logicalNot', 'mul', 'maximum', 'minimum', 'fmod', 'remainder', 'atan2', 'pow',
  'floorDivide', 'eq', 'ne', 'lt', 'le', 'gt', 'ge', 'logicalAnd', 'logicalOr', 'logicalXor', 'view', 'unflatten',
  'permute', 'transpose', 't', 'movedim', 'squeeze', 'unsqueeze', 'expand', 'broadcastTo', 'repeat', 'tile', 'narrow',
  'select', 'flip', 'unfold', 'matmul', 'mm', 'mv', 'bmm', 'dot', 'outer', 'take',
] as const satisfies readonly (keyof Tensor)[];

const folds = ['sum', 'prod', 'mean', 'amax', 'amin', 'argmax', 'argmin', 'any', 'all', 'logsumexp'] as const;

export const table: Readonly<Record<string, Run>> = {
  ...Object.fromEntries(plain.map((name) => [name, method(name)])),
  ...Object.fromEntries(folds.map((name) => [name, ([x]: Tensor[], _a: Json, o: Json) => (x![name] as (d?: Json, k?: boolean) => Tensor).call(x, o.dim, o.keepdim)])),
  // maps
  isnan: ([x]) => x!.isNaN(),
  isinf: ([x]) => x!.isInf(),
  isfinite: ([x]) => x!.isFinite(),
  round: ([x], _a, o) => x!.round(o.decimals),
  leakyRelu: ([x], _a, o) => x!.leakyRelu(o.negativeSlope),
  elu: ([x], _a, o) => x!.elu(o.alpha),
  celu: ([x], _a, o) => x!.celu(o.alpha),
  gelu: ([x], _a, o) => x!.gelu(o),
  softplus: ([x], _a, o) => x!.softplus(o.beta, o.threshold),
  nanToNum: ([x], _a, o) => x!.nanToNum(o.nan, o.posinf, o.neginf),
  add: ([x, y], [number], o) => x!.add(y ?? number, o),
  sub: ([x, y], [number], o) => x!.sub(y ?? number, o),
  div: ([x, y], [number], o) => x!.div(y ?? number, o),
  to: ([x], _a, o) => x!.to(o.dtype),
  where: ([c, x, y]) => L.where(c!, x!, y!),
  clamp: ([x, low, high], _a, o) => x!.clamp(low ?? o.min, high ?? o.max),
  lerp: ([x, y, w], [number]) => x!.lerp(y!, w ?? number),
  // reductions and order
  var: ([x], _a, o) => x!.var(o.dim ?? undefined, { correction: o.correction, keepdim: o.keepdim ?? false }),
  std: ([x], _a, o) => x!.std(o.dim ?? undefined, { correction: o.correction, keepdim: o.keepdim ?? false }),
  norm: ([x], _a, o) => x!.norm(from(o.p), o.dim, o.keepdim),
  softmax: ([x], _a, o) => x!.softmax(o.dim),
  logSoftmax: ([x], _a, o) => x!.logSoftmax(o.dim),
  max: ([x], _a, o) => (o.dim === undefined ? x!.max() : both(x!.max(o.dim, o.keepdim))),
  min: ([x], _a, o) => (o.dim === undefined ? x!.min() : both(x!.min(o.dim, o.keepdim))),
  cumsum: ([x], _a, o) => x!.cumsum(o.dim),
  cumprod: ([x], _a, o) => x!.cumprod(o.dim),
  sort: ([x], _a, o) => both(x!.sort(o.dim, o.descending)),
  argsort: ([x], _a, o) => x!.argsort(o.dim, o.descending),
  topk: ([x], [k], o) => both(x!.topk(k, o.dim, o.largest)),
  // movement
  reshape: ([x], [shape], o) => (o.permute ? x!.permute(o.permute) : x!).reshape(shape),
  flatten: ([x], _a, o) => x!.flatten(o.startDim, o.endDim),
  repeatInterleave: ([x], [n], o) => x!.repeatInterleave(n, o.dim),
  cat: (x, _a, o) => L.cat(x, o.dim),
  stack: (x, _a, o) => L.stack(x, o.dim),
  split: ([x], [size], o) => x!.split(size, o.dim),
  chunk: ([x], [n], o) => x!.chunk(n, o.dim),
  unbind: ([x], _a, o) => x!.unbind(o.dim),
  slice: ([x], [places]) => x!.at(...places),
  roll: ([x], [shifts], o) => x!.roll(shifts, o.dims),
  pad: ([x], [counts], o) => x!.pad(counts, o.mode, o.value),
  tril: ([x], _a, o) => x!.tril(o.diagonal),
  triu: ([x], _a, o) => x!.triu(o.diagonal),
  diagonal: ([x], _a, o) => x!.diagonal(o.offset, o.dim1, o.dim2),
  diag: ([x], _a, o) => x!.diag(o.diagonal),
  meshgrid: (x, _a, o) => L.meshgrid(x, o),
  linspace: (_x, [a, b, n]) => L.linspace(a, b, n),
  arange: (_x, [a, b, step]) => L.arange(a, b, step),
  eye: (_x, [n, m]) => L.eye(n, m),
  full: (_x, [shape, value]) => L.full(shape, value),
  // indexing
  gather: ([x, index], _a, o) => x!.gather(o.dim, index!),
  scatter: ([x, index, src], _a, o) => x!.scatter(o.dim, index!, src ?? o.value),
  scatterAdd: ([x, index, src], _a, o) => x!.scatterAdd(o.dim, index!, src!),
  indexSelect: ([x, index], _a, o) => x!.indexSelect(o.dim, index!),
  indexAdd: ([x, index, src], _a, o) => x!.indexAdd(o.dim, index!, src!),
  maskedFill: ([x, mask], _a, o) => x!.maskedFill(mask!, from(o.value)),
  maskedSelect: ([x, mask]) => x!.maskedSelect(mask!),
  takeAlongDim: ([x, index], _a, o) => x!.takeAlongDim(index!, o.dim),
  oneHot: ([x], _a, o) => x!.oneHot(o.numClasses),
  embedding: ([index, weight], _a, o) => F.embedding(index!, weight!, o),
  // products and windows
  addmm: ([x, a, b], _a, o) => x!.addmm(a!, b!, o),
  baddbmm: ([x, a, b], _a, o) => x!.baddbmm(a!, b!, o),
  einsum: (x, [equation]) => L.einsum(equation, ...x),
  tensordot: ([x, y], [dims]) => L.tensordot(x!, y!, dims),
  kron: ([x, y]) => L.kron(x!, y!),
  conv1d: ([x, w, b], _a, o) => F.conv1d(x!, w!, b, o),
  conv2d: ([x, w, b], _a, o) => F.conv2d(x!, w!, b, o),
  convTranspose1d: ([x, w, b], _a, o) => F.convTranspose1d(x!, w!, b, o),
  convTranspose2d: ([x, w, b], _a, o) => F.convTranspose2d(x!, w!, b, o),
  maxPool1d: ([x], _a, o) => F.maxPool1d(x!, o.kernelSize, o),
  maxPool2d: ([x], _a, o) => {
    const y = F.maxPool2d(x!, o.kernelSize, o);
    return o.returnIndices ? [y, new L.Tensor(ops.maxPoolIndices(2, x!.node, o.kernelSize, o))] : y;
  },
  avgPool1d: ([x], _a, o) => F.avgPool1d(x!, o.kernelSize, o),
  avgPool2d: ([x], _a, o) => F.avgPool2d(x!, o.kernelSize, o),
  adaptiveAvgPool1d: ([x], [size]) => F.adaptiveAvgPool1d(x!, size),
  adaptiveAvgPool2d: ([x], [size]) => F.adaptiveAvgPool2d(x!, size),
  adaptiveMaxPool1d: ([x], [size]) => F.adaptiveMaxPool1d(x!, size),
  adaptiveMaxPool2d: ([x], [size]) => F.adaptiveMaxPool2d(x!, size),
  interpolate: ([x], _a, o) => F.interpolate(x!, o),
  pixelShuffle: ([x], [factor]) => F.pixelShuffle(x!, factor),
  // activations that are functions of nn
  hardtanh: ([x], _a, o) => F.hardtanh(x!, o.minVal, o.maxVal),
  hardshrink: ([x]) => F.hardshrink(x!),
  softshrink: ([x], _a, o) => F.softshrink(x!, o.lambd),
  tanhshrink: ([x]) => F.tanhshrink(x!),
  prelu: ([x, weight]) => F.prelu(x!, weight!),
  glu: ([x], _a, o) => F.glu(x!, o.dim),
  threshold: ([x], _a, o) => F.threshold(x!, o.threshold, o.value),
  softmin: ([x], _a, o) => F.softmin(x!, o.dim),
};
