/** `profile`: which operators each kernel of a training step computes, and how long it takes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { WasmDevice } from '../../src/devices/wasm/index.ts';
import {
  compile,
  profile,
  randn,
  registerDevice,
  setDefaultDevice,
  type Tensor,
  tensor,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import { SGD } from '../../src/optim/index.ts';

beforeAll(() => {
  registerDevice('profiled', () => new WasmDevice({ threads: 1 }));
  setDefaultDevice('profiled');
});

describe('A training step that is profiled', () => {
  const model = (): nn.Sequential =>
    new nn.Sequential(new nn.Linear(5, 8), new nn.ReLU(), new nn.Linear(8, 3));
  it('has its time, and every operator that is computed in a kernel', () => {
    const network = model();
    const optimizer = new SGD(network.parameters(), { lr: 0.1 });
    const x = randn([6, 5]).realize();
    const y = tensor(Int32Array.of(0, 1, 2, 0, 1, 2));
    const [most, ...others] = profile(() => {
      for (let i = 0; i < 5; i++) {
        optimizer.zeroGrad();
        nn.functional.crossEntropy(network.call(x), y).backward();
        optimizer.step();
      }
    });
    expect(most?.runs).toBeGreaterThanOrEqual(others[0]?.runs ?? 0);
    const { graph, kernels } = most!.report;
    expect(kernels.every(({ microseconds }) => microseconds !== null)).toBe(true);
    const opOf = (id: number): string => graph[id]!.op;
    // the two layers forward, and their weights and inputs backward
    const products = kernels.filter(({ kind }) => kind === 'contraction');
    for (const { operators } of products) expect(operators.map(opOf)).toContain('contract');
    // what has a value of its own, and is neither read nor a number, is computed somewhere
    const computed = new Set(kernels.flatMap(({ operators }) => operators));
    for (const { id, op } of graph) {
      if (op === 'relu' || op === 'contract' || op === 'add') expect(computed).toContain(id);
      if (op.startsWith('input')) expect(computed).not.toContain(id);
    }
  });
  it('is seen when it is replayed too', () => {
    const double = compile((x: Tensor) => x.mul(2).add(1));
    const x = randn([4]).realize();
    double(x);
    const [replayed] = profile(() => {
      for (let i = 0; i < 3; i++) double(x);
    });
    expect(replayed?.runs).toBe(3);
    expect(replayed?.report.graph.map(({ op }) => op)).toContain('mul');
  });
  it('is no longer measured afterwards', () => {
    const add = (): number => randn([3]).add(1).sum().itemSync();
    profile(() => void add());
    const report = randn([3]).add(2).mul(3).explain();
    expect(report.kernels.every(({ microseconds }) => microseconds === null)).toBe(true);
  });
});
