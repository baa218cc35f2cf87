/** The black box opened: kernels after fusion, the memory plan, code and times are what they are said to be. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  buffersRead,
  buffersWritten,
  planMemory,
  type Schedule,
  schedule,
  simplify,
} from '../../src/compile/index.ts';
import { variants, WasmDevice } from '../../src/devices/wasm/index.ts';
import { capture, dtypeInfo, lowerGraph, type Node, structureOf } from '../../src/graph/index.ts';
import {
  type ProgramReport,
  randn,
  registerDevice,
  setDefaultDevice,
  type Tensor,
  tensor,
} from '../../src/index.ts';
import * as nn from '../../src/nn/index.ts';
import * as optim from '../../src/optim/index.ts';
import { programArbitrary, runProgram } from '../devices/programs.ts';
import { programsRun, stepOf, values } from './support.ts';

const device = new WasmDevice({ threads: 1 });
registerDevice('explained', () => device);
beforeAll(() => setDefaultDevice('explained'));

const input = (...shape: number[]): Tensor => randn(shape).realize();
const kinds = (report: ProgramReport): string[] => report.kernels.map((k) => k.kind);

describe('kernels after fusion', () => {
  const fused: Record<string, () => Tensor> = {
    'a long formula': () => input(100, 100).mul(2).add(1).exp().tanh().neg().sigmoid(),
    softmax: () => input(64, 100).softmax(1),
    'log-softmax': () => input(64, 100).logSoftmax(1),
    'layer norm': () => {
      const x = input(32, 64);
      return nn.functional.layerNorm(x, [64], input(64), input(64));
    },
    'a sum of products': () => input(50, 60).mul(input(50, 60)).sum(1),
    gelu: () => input(1000).gelu(),
    'a transposed sum': () => input(30, 40).t().add(input(40, 30)).sum(0),
    dropout: () => nn.functional.dropout(input(100, 10), { p: 0.5 }),
  };
  test.each(Object.entries(fused))('%s is one', (_name, make) => {
    const report = make().explain();
    expect(kinds(report)).toEqual(['loop']);
    expect(report.memory.arenaBytes).toBe(0);
  });
  test('a linear layer with its activation: a product, and a loop after it', () => {
    const report = input(32, 50).matmul(input(50, 20)).add(input(20)).relu().explain();
    expect(kinds(report)).toEqual(['contraction', 'loop']);
  });
  test('movements cost nothing', () => {
    const x = input(4, 6, 8);
    const report = x.permute(2, 0, 1).reshape(8, 24).slice(1, 2, 20, 3).flip(0).mul(2).explain();
    expect(kinds(report)).toEqual(['loop']);
  });
  test('convolution and its gradients are products', () => {
    const x = input(2, 3, 8, 8);
    const conv = new nn.Conv2d(3, 4, 3);
    for (const p of conv.parameters()) p.realize();
    const { runs } = programsRun(() => {
      conv.call(x).square().sum().backward();
      conv.weight.grad!.realize();
    });
    const all = runs.flatMap(([program]) => program.explain().kernels);
    expect(all.filter((k) => k.kind === 'contraction').length).toBe(2);
    expect(all.some((k) => k.kind === 'whole')).toBe(false);
  });
  test('explaining does not change the tensor', () => {
    const x = tensor([1, 2, 3]);
    const y = x.mul(2);
    const before = y.explain();
    expect(before.graph.some(({ op }) => op === 'mul')).toBe(true);
    expect(values(y)).toEqual([2, 4, 6]);
    expect(y.explain().device).toMatch(/^wasm/);
  });
});

describe('a training step', () => {
  const reportOfStep = (
    make: (p: Tensor[]) => optim.Optimizer,
  ): { report: ProgramReport; parameters: number } => {
    const model = new nn.Sequential(new nn.Linear(30, 20), new nn.ReLU(), new nn.Linear(20, 10));
    const optimizer = make(model.parameters());
    const step = stepOf(model, optimizer);
    const [x, y] = [input(16, 30), tensor(Int32Array.from({ length: 16 }, (_, i) => i % 10))];
    step(x, y);
    const { runs } = programsRun(() => step(x, y));
    expect(runs.length).toBe(1);
    return { report: runs[0]![0].explain(), parameters: model.parameters().length };
  };
  test('Adam: five products, and a loop per parameter', () => {
    const { report, parameters } = reportOfStep((p) => new optim.Adam(p));
    const products = report.kernels.filter((k) => k.kind === 'contraction');
    expect(products.length).toBe(5); // two forward; two weights and one input backward
    const updates = report.kernels.filter(
      (k) => k.writes.filter((w) => w.startsWith('out')).length === 3,
    );
    expect(updates.length, 'each writes a parameter and its two averages').toBe(parameters);
    // what is left: activations and the loss, forward and backward
    expect(report.kernels.length - products.length - updates.length).toBeLessThanOrEqual(8);
    expect(report.graph.length).toBeGreaterThan(10);
    expect(report.codeBytes).toBeGreaterThan(1000);
    expect(report.runs).toBe(2);
  });
  test('what is read has been written, each buffer is written once', () => {
    const { report } = reportOfStep((p) => new optim.SGD(p, { lr: 0.1, momentum: 0.9 }));
    const written = new Set<string>();
    for (const k of report.kernels) {
      for (const name of k.reads)
        expect(written.has(name) || name.startsWith('in'), `${k.name} reads ${name}`).toBe(true);
      for (const name of k.writes) {
        expect(written.has(name), `${name} is written twice`).toBe(false);
        written.add(name);
      }
      expect(k.summary.length).toBeGreaterThan(5);
      expect(k.loops).toContain(k.writes[0]!);
      expect(k.code).toContain('(func');
    }
    for (const b of report.memory.buffers) expect(written.has(b.name)).toBe(true);
    expect(report.memory.arenaBytes).toBeLessThanOrEqual(report.memory.unsharedBytes);
  });
  test('times appear when profiling, and numbers stay the same', () => {
    const x = input(200, 300);
    const make = (): Tensor => x.matmul(x.t()).softmax(1).sum(0);
    const wanted = values(make());
    const { runs: plain } = programsRun(() => make().realize());
    expect(plain[0]![0].explain().kernels.every((k) => k.microseconds === null)).toBe(true);
    device.profiling = true;
    try {
      const { runs } = programsRun(() => {
        expect(values(make())).toEqual(wanted);
      });
      const { kernels } = runs[0]![0].explain();
      for (const k of kernels) expect(k.microseconds).toBeGreaterThanOrEqual(0);
      expect(kernels.reduce((t, k) => t + k.microseconds!, 0)).toBeGreaterThan(1);
    } finally {
      device.profiling = false;
    }
  });
  test.each(variants)('%s: the whole code is text, written quickly', (variant) => {
    registerDevice(`text-${variant}`, () => new WasmDevice({ variant, threads: 1 }));
    setDefaultDevice(`text-${variant}`);
    const start = performance.now();
    const report = randn([128, 128])
      .matmul(randn([128, 128]))
      .gelu()
      .explain();
    expect(performance.now() - start).toBeLessThan(1500);
    expect(report.code).toMatch(/^\(module/);
    for (const k of report.kernels) expect(report.code).toContain(`$${k.name}`);
    let depth = 0;
    for (const c of report.code) depth += c === '(' ? 1 : c === ')' ? -1 : 0;
    expect(depth, 'every bracket is closed').toBe(0);
    setDefaultDevice('explained');
  });
});

/** What is computed for these nodes: kernels over buffers. */
function scheduleOf(nodes: readonly Node[]): Schedule {
  const pending = nodes.filter((n) => n.storage === null);
  return schedule(simplify(lowerGraph(structureOf(capture(pending), pending))));
}

describe('the memory plan, on random programs', () => {
  const arbitrary = fc
    .constantFrom('exact' as const, 'smooth' as const)
    .chain((kind) => programArbitrary(kind).map((program) => ({ kind, program })));
  const plans = (check: (s: Schedule) => void): void => {
    fc.assert(
      fc.property(arbitrary, ({ kind, program }) => {
        check(scheduleOf(runProgram(program, kind, 'explained').map((t) => t.node)));
      }),
      { numRuns: Number(process.env['LIMPIDE_FUZZ_RUNS'] ?? 300) },
    );
  };
  test('buffers that live at the same time do not overlap, and each is large enough', () => {
    plans((s) => {
      const { placements, arenaBytes, unsharedBytes } = planMemory(s);
      expect(arenaBytes).toBeLessThanOrEqual(unsharedBytes);
      placements.forEach((p, i) => {
        const { size, dtype } = s.buffers[p.buffer]!;
        expect(p.bytes).toBeGreaterThanOrEqual(size * dtypeInfo[dtype].bytes);
        expect(p.offset % 64).toBe(0);
        expect(p.offset + p.bytes).toBeLessThanOrEqual(arenaBytes);
        for (const q of placements.slice(i + 1)) {
          const together = p.from <= q.to && q.from <= p.to;
          const overlap = p.offset < q.offset + q.bytes && q.offset < p.offset + p.bytes;
          expect(together && overlap, `${p.buffer} and ${q.buffer}`).toBe(false);
        }
      });
    });
  });
  test('a buffer lives from its writing to its last reading; all that is needed is planned', () => {
    plans((s) => {
      const placed = new Map(planMemory(s).placements.map((p) => [p.buffer, p]));
      const writtenAt = new Map<number, number>();
      s.kernels.forEach((kernel, time) => {
        for (const id of buffersRead(kernel)) {
          const { place, size } = s.buffers[id]!;
          if (size === 0) continue;
          if (place.kind !== 'input')
            expect(writtenAt.get(id), `kernel ${time} reads ${id}`).toBeLessThanOrEqual(time);
          if (place.kind === 'arena') expect(placed.get(id)!.to).toBeGreaterThanOrEqual(time);
        }
        for (const id of buffersWritten(kernel)) {
          expect(s.buffers[id]!.place.kind).not.toBe('input');
          expect(writtenAt.has(id), `buffer ${id} is written twice`).toBe(false);
          writtenAt.set(id, time);
          if (s.buffers[id]!.place.kind === 'arena')
            expect(placed.get(id)!.from).toBeLessThanOrEqual(time);
        }
      });
      for (const id of s.outputs) {
        const { place, size } = s.buffers[id]!;
        if (place.kind === 'output' && size > 0)
          expect(writtenAt.has(id), `output ${id}`).toBe(true);
        expect(place.kind).not.toBe('arena');
      }
    });
  });
  test('results are the same when memory is full of old numbers', () => {
    // the arena is used again and again without being cleared: run everything twice, in between another program
    fc.assert(
      fc.property(arbitrary, ({ kind, program }) => {
        const once = runProgram(program, kind, 'explained').map((t) => values(t.to('float64')));
        values(
          randn([70, 70])
            .matmul(randn([70, 70]))
            .exp()
            .softmax(0)
            .matmul(randn([70, 70])),
        );
        const twice = runProgram(program, kind, 'explained').map((t) => values(t.to('float64')));
        expect(twice).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });
});
