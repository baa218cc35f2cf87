import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  AtomicName,
  Expr,
  FunctionBuilder,
  LaneName,
  LoadName,
  MemoryLaneName,
  Opcode,
  OpName,
  StoreName,
  ValType,
} from '../../src/devices/wasm/assembler/index.ts';
import {
  atomic,
  f32c,
  f64c,
  i32c,
  i64c,
  lane,
  load,
  ModuleBuilder,
  memoryLane,
  op,
  opcodes,
  shuffle,
  shuffle32,
  store,
  v128c,
} from '../../src/devices/wasm/assembler/index.ts';

const memory = { shared: true, initialPages: 1, maximumPages: 16 } as const;

/** The exported functions of a module, on a fresh memory. */
function run(m: ModuleBuilder, imports: Record<string, WebAssembly.ImportValue> = {}) {
  const mem = new WebAssembly.Memory({ initial: 1, maximum: 16, shared: true });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(m.toBytes()), {
    env: { memory: mem, ...imports },
  });
  const call = (name: string, ...args: (number | bigint)[]): unknown => {
    const f = instance.exports[name];
    if (typeof f !== 'function') throw new Error(`no export ${name}`);
    return f(...args);
  };
  return { mem, call };
}

function zeroOf(type: ValType): Expr {
  const zero: Record<ValType, () => Expr> = {
    i32: () => i32c(0),
    i64: () => i64c(0n),
    f32: () => f32c(0),
    f64: () => f64c(0),
    v128: () => v128c({ i32x4: [0, 0, 0, 0] }),
  };
  return zero[type]();
}

/** One use of the instruction, with zeros as operands. Names come from the table itself, hence the casts. */
function use(opcode: Opcode): Expr {
  const args = opcode.params.map(zeroOf);
  const [first, second] = args;
  const missing = (): never => {
    throw new Error(`${opcode.name} needs an operand`);
  };
  switch (opcode.immediate) {
    case 'none':
    case 'zero':
    case 'zero zero':
      return op(opcode.name as OpName, ...args);
    case 'const':
      return zeroOf(opcode.result === 'void' ? missing() : opcode.result);
    case 'lane':
      return lane(opcode.name as LaneName, opcode.lanes - 1, ...args);
    case 'memory+lane':
      return memoryLane(
        opcode.name as MemoryLaneName,
        opcode.lanes - 1,
        first ?? missing(),
        second ?? missing(),
        300,
      );
    case 'shuffle':
      return shuffle(
        first ?? missing(),
        second ?? missing(),
        Array.from({ length: 16 }, (_, i) => 2 * i),
      );
    case 'memory':
      if (opcode.params.length === 1) return load(opcode.name as LoadName, first ?? missing(), 8);
      if (opcode.result === 'void')
        return store(opcode.name as StoreName, first ?? missing(), second ?? missing(), 70000);
      return atomic(opcode.name as AtomicName, 16, ...args);
    default:
      return opcode.immediate satisfies never;
  }
}

describe('the opcode table', () => {
  test('gives every instruction a code of its own', () => {
    expect(opcodes.size).toBeGreaterThan(250);
    const codes = [...opcodes.values()].map((o) => `${o.prefix}:${o.code}`);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('every instruction encodes to a module that validates', () => {
    for (const opcode of opcodes.values()) {
      const m = new ModuleBuilder({ memory });
      m.func('f', [], opcode.result === 'void' ? [] : [opcode.result], (f) => {
        const e = use(opcode);
        expect(e.type).toBe(opcode.result);
        if (e.type === 'void') f.emit(e);
        else f.return(e);
      });
      expect(WebAssembly.validate(m.toBytes()), opcode.name).toBe(true);
      expect(m.funcText('f')).toContain(opcode.name);
    }
  });
});

describe('constants', () => {
  const constant = (type: ValType, e: () => Expr): unknown => {
    const m = new ModuleBuilder({ memory });
    m.func('f', [], [type], (f) => f.return(e()), { export: true });
    return run(m).call('f');
  };

  test('survive the way through the bytes', () => {
    fc.assert(fc.property(fc.integer(), (x) => constant('i32', () => i32c(x)) === x));
    fc.assert(
      fc.property(
        fc.bigInt(-(1n << 63n), (1n << 63n) - 1n),
        (x) => constant('i64', () => i64c(x)) === x,
      ),
    );
    fc.assert(
      fc.property(fc.double(), (x) =>
        Object.is(
          constant('f64', () => f64c(x)),
          x,
        ),
      ),
    );
    fc.assert(
      fc.property(fc.float(), (x) =>
        Object.is(
          constant('f32', () => f32c(x)),
          x,
        ),
      ),
    );
    expect(constant('i32', () => i32c(0xffff_ffff))).toBe(-1);
  });

  test('of a vector are stored lane by lane', () => {
    const m = new ModuleBuilder({ memory });
    m.func(
      'f',
      [],
      [],
      (f) => {
        f.emit(store('v128.store', i32c(0), v128c({ f32x4: [1, -2, 0.5, Infinity] })));
        f.emit(store('v128.store', i32c(16), v128c({ i64x2: [-1n, 5n] })));
        f.emit(
          store(
            'v128.store',
            i32c(32),
            shuffle32(v128c({ i32x4: [0, 1, 2, 3] }), v128c({ i32x4: [4, 5, 6, 7] }), [0, 4, 1, 7]),
          ),
        );
      },
      { export: true },
    );
    const { mem, call } = run(m);
    call('f');
    expect([...new Float32Array(mem.buffer, 0, 4)]).toEqual([1, -2, 0.5, Infinity]);
    expect([...new BigInt64Array(mem.buffer, 16, 2)]).toEqual([-1n, 5n]);
    expect([...new Int32Array(mem.buffer, 32, 4)]).toEqual([0, 4, 1, 7]);
  });
});

describe('functions', () => {
  const sumOfSquares = (f: FunctionBuilder): void => {
    const n = f.param(0);
    const i = f.local('i32', 'i');
    const sum = f.local('i32', 'sum');
    f.comment('0² + 1² + … + (n−1)²');
    f.for(i, i32c(0), n.get(), 1, () =>
      f.emit(sum.set(op('i32.add', sum.get(), op('i32.mul', i.get(), i.get())))),
    );
    f.return(sum.get());
  };

  test('loop, branch and return', () => {
    const m = new ModuleBuilder({ memory });
    m.func('squares', [['n', 'i32']], ['i32'], sumOfSquares, { export: true });
    m.func(
      'sign',
      [['x', 'f64']],
      ['f64'],
      (f) => {
        const x = f.param(0);
        f.if(
          op('f64.lt', x.get(), f64c(0)),
          () => f.return(f64c(-1)),
          () => {
            f.block((out) => {
              f.brIf(out, op('f64.eq', x.get(), f64c(0)));
              f.return(f64c(1));
            });
          },
        );
        f.return(op('select', x.get(), x.get(), i32c(1)));
      },
      { export: true },
    );
    const { call } = run(m);
    expect(call('squares', 5)).toBe(30);
    expect(call('squares', -1)).toBe(0);
    expect([-3, 0, 7].map((x) => call('sign', x))).toEqual([-1, 0, 1]);
  });

  test('call each other and imported functions, in any order of declaration', () => {
    const m = new ModuleBuilder({ memory });
    const squares = m.func('squares', [['n', 'i32']], ['i32'], sumOfSquares);
    const counter = m.global('calls', 'i32', 40);
    const twice = m.importFunction('twice', ['i32'], ['i32']);
    m.func(
      'both',
      [['n', 'i32']],
      ['i32'],
      (f) => {
        f.emit(counter.set(op('i32.add', counter.get(), i32c(1))));
        f.return(op('i32.add', counter.get(), f.call(twice, f.call(squares, f.param(0).get()))));
      },
      { export: true },
    );
    const { call } = run(m, { twice: (x: number) => 2 * x });
    expect(call('both', 3)).toBe(51);
    expect(call('both', 3)).toBe(52);
  });

  test('are printed with names and comments', () => {
    const m = new ModuleBuilder({ memory });
    m.func('squares', [['n', 'i32']], ['i32'], sumOfSquares);
    expect(m.funcText('squares')).toBe(`(func $squares (param $n i32) (result i32)
  (local $i i32) (local $sum i32)
  ;; 0² + 1² + … + (n−1)²
  (local.set $i (i32.const 0))
  (block $done
    (loop $i.1
      (br_if $done (i32.ge_s (local.get $i) (local.get $n)))
      (local.set $sum (i32.add (local.get $sum) (i32.mul (local.get $i) (local.get $i))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $i.1)
    )
  )
  (return (local.get $sum)))`);
    expect(m.toText()).toContain('(import "env" "memory" (memory 1 16 shared))');
  });

  test('may be large', () => {
    const m = new ModuleBuilder({ memory });
    m.func(
      'f',
      [],
      ['i32'],
      (f) => {
        const x = f.local('i32', 'x');
        for (let i = 0; i < 20000; i++) f.emit(x.set(op('i32.add', x.get(), i32c(i))));
        f.return(x.get());
      },
      { export: true },
    );
    expect(run(m).call('f')).toBe((20000 * 19999) / 2);
  });
});

describe('mistakes are told where they are made', () => {
  const inFunction = (body: (f: FunctionBuilder) => void) => () => {
    new ModuleBuilder({ memory }).func('f', [], [], body);
  };

  test('types and numbers of operands', () => {
    expect(() => op('i32.add', i32c(1))).toThrow('takes 2 operands');
    expect(() => op('i32.add', i32c(1), f32c(1))).toThrow('operand 1 must be i32, got f32');
    expect(() => op('select', i32c(1), f32c(1), i32c(0))).toThrow('operand 1');
    expect(() => load('i32.load', i32c(0), -4)).toThrow('offset -4');
    expect(() => lane('f32x4.extract_lane', 4, zeroOf('v128'))).toThrow('lane 4');
  });

  test('an expression has one place', () => {
    const shared = i32c(1);
    expect(() => op('i32.add', shared, shared)).toThrow('already used');
  });

  test('values left behind, labels out of reach', () => {
    expect(inFunction((f) => f.emit(i32c(1)))).toThrow('leaves a i32');
    expect(
      inFunction((f) => {
        f.block((label) => f.loop(() => f.br(label)));
        f.block((label) => {
          f.block(() => undefined);
          f.br(label);
        });
      }),
    ).not.toThrow();
    expect(
      inFunction((f) => {
        f.loop((label) => f.block(() => f.br(label)));
        f.br({ name: 'elsewhere' });
      }),
    ).toThrow('not around');
    expect(inFunction((f) => f.return(i32c(0)))).toThrow('return');
  });
});
