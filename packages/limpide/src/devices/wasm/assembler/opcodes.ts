/**
 * The WebAssembly instructions the engine can print, as one table: signature, opcode, name. Scalars, lanes of 32 and
 * 64 bits, and of the rest (narrow lanes, atomics) what some kernel uses: every row is downloaded by every page.
 *
 * A row holds consecutive opcodes: the first name has the opcode of the row, the next one that opcode plus one, and so on
 * (`-` skips a number). A signature is written with one letter a value, `parameters:result`:
 * I = i32, L = i64, F = f32, D = f64, V = v128.
 *
 * Sources: the WebAssembly core specification 3.0 (appendix "Index of Instructions"), which includes 128-bit SIMD and
 * relaxed SIMD, and the threads proposal for the atomics.
 */

export type ValType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128';

/** What follows the opcode in the bytes. */
export type ImmediateKind =
  | 'none'
  | 'memory'
  | 'memory+lane'
  | 'lane'
  | 'zero'
  | 'zero zero'
  | 'const'
  | 'shuffle';

/** signature, prefix byte (0 = none), first opcode, names */
type Row = readonly [signature: string, prefix: number, first: number, names: string];

const plain = [
  ['I:I', 0, 0x45, 'i32.eqz'],
  [
    'II:I',
    0,
    0x46,
    'i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.le_s i32.le_u i32.ge_s i32.ge_u',
  ],
  ['L:I', 0, 0x50, 'i64.eqz'],
  [
    'LL:I',
    0,
    0x51,
    'i64.eq i64.ne i64.lt_s i64.lt_u i64.gt_s i64.gt_u i64.le_s i64.le_u i64.ge_s i64.ge_u',
  ],
  ['FF:I', 0, 0x5b, 'f32.eq f32.ne f32.lt f32.gt f32.le f32.ge'],
  ['DD:I', 0, 0x61, 'f64.eq f64.ne f64.lt f64.gt f64.le f64.ge'],
  ['I:I', 0, 0x67, 'i32.clz i32.ctz i32.popcnt'],
  [
    'II:I',
    0,
    0x6a,
    'i32.add i32.sub i32.mul i32.div_s i32.div_u i32.rem_s i32.rem_u i32.and i32.or i32.xor',
  ],
  ['II:I', 0, 0x74, 'i32.shl i32.shr_s i32.shr_u i32.rotl i32.rotr'],
  ['L:L', 0, 0x79, 'i64.clz i64.ctz i64.popcnt'],
  [
    'LL:L',
    0,
    0x7c,
    'i64.add i64.sub i64.mul i64.div_s i64.div_u i64.rem_s i64.rem_u i64.and i64.or i64.xor',
  ],
  ['LL:L', 0, 0x86, 'i64.shl i64.shr_s i64.shr_u i64.rotl i64.rotr'],
  ['F:F', 0, 0x8b, 'f32.abs f32.neg f32.ceil f32.floor f32.trunc f32.nearest f32.sqrt'],
  ['FF:F', 0, 0x92, 'f32.add f32.sub f32.mul f32.div f32.min f32.max f32.copysign'],
  ['D:D', 0, 0x99, 'f64.abs f64.neg f64.ceil f64.floor f64.trunc f64.nearest f64.sqrt'],
  ['DD:D', 0, 0xa0, 'f64.add f64.sub f64.mul f64.div f64.min f64.max f64.copysign'],
  ['L:I', 0, 0xa7, 'i32.wrap_i64'],
  ['F:I', 0, 0xa8, 'i32.trunc_f32_s i32.trunc_f32_u'],
  ['D:I', 0, 0xaa, 'i32.trunc_f64_s i32.trunc_f64_u'],
  ['I:L', 0, 0xac, 'i64.extend_i32_s i64.extend_i32_u'],
  ['F:L', 0, 0xae, 'i64.trunc_f32_s i64.trunc_f32_u'],
  ['D:L', 0, 0xb0, 'i64.trunc_f64_s i64.trunc_f64_u'],
  ['I:F', 0, 0xb2, 'f32.convert_i32_s f32.convert_i32_u'],
  ['L:F', 0, 0xb4, 'f32.convert_i64_s f32.convert_i64_u'],
  ['D:F', 0, 0xb6, 'f32.demote_f64'],
  ['I:D', 0, 0xb7, 'f64.convert_i32_s f64.convert_i32_u'],
  ['L:D', 0, 0xb9, 'f64.convert_i64_s f64.convert_i64_u'],
  ['F:D', 0, 0xbb, 'f64.promote_f32'],
  ['F:I', 0, 0xbc, 'i32.reinterpret_f32'],
  ['D:L', 0, 0xbd, 'i64.reinterpret_f64'],
  ['I:F', 0, 0xbe, 'f32.reinterpret_i32'],
  ['L:D', 0, 0xbf, 'f64.reinterpret_i64'],
  ['I:I', 0, 0xc0, 'i32.extend8_s i32.extend16_s'],
  ['L:L', 0, 0xc2, 'i64.extend8_s i64.extend16_s i64.extend32_s'],
  ['F:I', 0xfc, 0, 'i32.trunc_sat_f32_s i32.trunc_sat_f32_u'],
  ['D:I', 0xfc, 2, 'i32.trunc_sat_f64_s i32.trunc_sat_f64_u'],
  ['F:L', 0xfc, 4, 'i64.trunc_sat_f32_s i64.trunc_sat_f32_u'],
  ['D:L', 0xfc, 6, 'i64.trunc_sat_f64_s i64.trunc_sat_f64_u'],

  ['I:V', 0xfd, 17, 'i32x4.splat'],
  ['F:V', 0xfd, 19, 'f32x4.splat'],
  ['D:V', 0xfd, 20, 'f64x2.splat'],
  [
    'VV:V',
    0xfd,
    55,
    'i32x4.eq i32x4.ne i32x4.lt_s i32x4.lt_u i32x4.gt_s i32x4.gt_u i32x4.le_s i32x4.le_u',
  ],
  ['VV:V', 0xfd, 63, 'i32x4.ge_s i32x4.ge_u'],
  ['VV:V', 0xfd, 65, 'f32x4.eq f32x4.ne f32x4.lt f32x4.gt f32x4.le f32x4.ge'],
  ['VV:V', 0xfd, 71, 'f64x2.eq f64x2.ne f64x2.lt f64x2.gt f64x2.le f64x2.ge'],
  ['V:V', 0xfd, 77, 'v128.not'],
  ['VV:V', 0xfd, 78, 'v128.and v128.andnot v128.or v128.xor'],
  ['VVV:V', 0xfd, 82, 'v128.bitselect'],
  ['V:I', 0xfd, 83, 'v128.any_true'],
  ['V:V', 0xfd, 94, 'f32x4.demote_f64x2_zero f64x2.promote_low_f32x4'],
  ['V:V', 0xfd, 103, 'f32x4.ceil f32x4.floor f32x4.trunc f32x4.nearest'],
  ['V:V', 0xfd, 116, 'f64x2.ceil f64x2.floor'],
  ['V:V', 0xfd, 122, 'f64x2.trunc'],
  ['V:V', 0xfd, 135, 'i16x8.extend_low_i8x16_s'],
  ['V:V', 0xfd, 137, 'i16x8.extend_low_i8x16_u'],
  ['V:V', 0xfd, 148, 'f64x2.nearest'],
  ['V:V', 0xfd, 160, 'i32x4.abs i32x4.neg'],
  ['V:I', 0xfd, 163, 'i32x4.all_true i32x4.bitmask'],
  ['V:V', 0xfd, 167, 'i32x4.extend_low_i16x8_s i32x4.extend_high_i16x8_s'],
  ['V:V', 0xfd, 169, 'i32x4.extend_low_i16x8_u i32x4.extend_high_i16x8_u'],
  ['VI:V', 0xfd, 171, 'i32x4.shl i32x4.shr_s i32x4.shr_u'],
  [
    'VV:V',
    0xfd,
    174,
    'i32x4.add - - i32x4.sub - - - i32x4.mul i32x4.min_s i32x4.min_u i32x4.max_s i32x4.max_u',
  ],
  ['VV:V', 0xfd, 222, 'i64x2.extmul_low_i32x4_u i64x2.extmul_high_i32x4_u'],
  ['V:V', 0xfd, 224, 'f32x4.abs f32x4.neg - f32x4.sqrt'],
  [
    'VV:V',
    0xfd,
    228,
    'f32x4.add f32x4.sub f32x4.mul f32x4.div f32x4.min f32x4.max f32x4.pmin f32x4.pmax',
  ],
  ['V:V', 0xfd, 236, 'f64x2.abs f64x2.neg - f64x2.sqrt'],
  [
    'VV:V',
    0xfd,
    240,
    'f64x2.add f64x2.sub f64x2.mul f64x2.div f64x2.min f64x2.max f64x2.pmin f64x2.pmax',
  ],
  [
    'V:V',
    0xfd,
    248,
    'i32x4.trunc_sat_f32x4_s i32x4.trunc_sat_f32x4_u f32x4.convert_i32x4_s f32x4.convert_i32x4_u',
  ],
  ['V:V', 0xfd, 252, 'i32x4.trunc_sat_f64x2_s_zero i32x4.trunc_sat_f64x2_u_zero'],
  ['V:V', 0xfd, 254, 'f64x2.convert_low_i32x4_s f64x2.convert_low_i32x4_u'],

  [
    'VVV:V',
    0xfd,
    0x105,
    'f32x4.relaxed_madd f32x4.relaxed_nmadd f64x2.relaxed_madd f64x2.relaxed_nmadd',
  ],

  [':', 0, 0x00, 'unreachable nop'],
] as const satisfies readonly Row[];

/** Instructions followed by one or two zero bytes (the index of the only memory, or the only kind of fence). */
const zero = [
  [':I', 0, 0x3f, 'memory.size'],
  ['I:I', 0, 0x40, 'memory.grow'],
  ['III:', 0xfc, 0x0b, 'memory.fill'],
  [':', 0xfe, 0x03, 'atomic.fence'],
] as const satisfies readonly Row[];

const zeroZero = [['III:', 0xfc, 0x0a, 'memory.copy']] as const satisfies readonly Row[];

/** Loads: an address comes in, a value goes out. */
const loads = [
  ['I:I', 0, 0x28, 'i32.load'],
  ['I:L', 0, 0x29, 'i64.load'],
  ['I:F', 0, 0x2a, 'f32.load'],
  ['I:D', 0, 0x2b, 'f64.load'],
  ['I:I', 0, 0x2c, 'i32.load8_s i32.load8_u i32.load16_s i32.load16_u'],
  ['I:L', 0, 0x30, 'i64.load8_s i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u'],
  ['I:V', 0xfd, 0, 'v128.load'],
  ['I:V', 0xfd, 9, 'v128.load32_splat v128.load64_splat'],
  ['I:V', 0xfd, 92, 'v128.load32_zero v128.load64_zero'],
  ['I:I', 0xfe, 0x10, 'i32.atomic.load'],
] as const satisfies readonly Row[];

/** Stores: an address and a value come in. */
const stores = [
  ['II:', 0, 0x36, 'i32.store'],
  ['IL:', 0, 0x37, 'i64.store'],
  ['IF:', 0, 0x38, 'f32.store'],
  ['ID:', 0, 0x39, 'f64.store'],
  ['II:', 0, 0x3a, 'i32.store8 i32.store16'],
  ['IL:', 0, 0x3c, 'i64.store8 i64.store16 i64.store32'],
  ['IV:', 0xfd, 11, 'v128.store'],
  ['II:', 0xfe, 0x17, 'i32.atomic.store'],
] as const satisfies readonly Row[];

/** Atomic read-modify-write, wait and notify: an address, then one to two operands, and a result. */
const atomics = [
  ['II:I', 0xfe, 0x00, 'memory.atomic.notify'],
  ['IIL:I', 0xfe, 0x01, 'memory.atomic.wait32'],
  ['II:I', 0xfe, 0x1e, 'i32.atomic.rmw.add'],
] as const satisfies readonly Row[];

/** Lanes of a vector in registers. */
const lanes = [
  ['V:I', 0xfd, 27, 'i32x4.extract_lane'],
  ['VI:V', 0xfd, 28, 'i32x4.replace_lane'],
  ['V:L', 0xfd, 29, 'i64x2.extract_lane'],
  ['VL:V', 0xfd, 30, 'i64x2.replace_lane'],
  ['V:F', 0xfd, 31, 'f32x4.extract_lane'],
  ['VF:V', 0xfd, 32, 'f32x4.replace_lane'],
  ['V:D', 0xfd, 33, 'f64x2.extract_lane'],
  ['VD:V', 0xfd, 34, 'f64x2.replace_lane'],
] as const satisfies readonly Row[];

/** Lanes of a vector from and to memory: an address and the vector. */
const memoryLanes = [
  ['IV:V', 0xfd, 86, 'v128.load32_lane v128.load64_lane'],
  ['IV:', 0xfd, 90, 'v128.store32_lane v128.store64_lane'],
] as const satisfies readonly Row[];

const constants = [
  [':I', 0, 0x41, 'i32.const'],
  [':L', 0, 0x42, 'i64.const'],
  [':F', 0, 0x43, 'f32.const'],
  [':D', 0, 0x44, 'f64.const'],
  [':V', 0xfd, 12, 'v128.const'],
] as const satisfies readonly Row[];

const shuffles = [['VV:V', 0xfd, 13, 'i8x16.shuffle']] as const satisfies readonly Row[];

/** `'a b - c'` → `'a' | 'b' | 'c'` */
type Words<S extends string> = S extends `${infer Head} ${infer Tail}`
  ? Exclude<Head, '-'> | Words<Tail>
  : Exclude<S, '-'>;
type Names<Rows extends readonly Row[]> = Words<Rows[number][3]>;

/** Instructions without an immediate of their own; `select` and `drop` take any type. */
export type OpName =
  | Names<typeof plain>
  | Names<typeof zero>
  | Names<typeof zeroZero>
  | 'select'
  | 'drop';
export type LoadName = Names<typeof loads>;
export type StoreName = Names<typeof stores>;
export type AtomicName =
  | Names<typeof atomics>
  | Extract<LoadName | StoreName, `${string}.atomic.${string}`>;
export type LaneName = Names<typeof lanes>;
export type MemoryLaneName = Names<typeof memoryLanes>;
export type ConstName = Names<typeof constants>;

export interface Opcode {
  readonly name: string;
  readonly prefix: number;
  readonly code: number;
  readonly params: readonly ValType[];
  readonly result: ValType | 'void';
  readonly immediate: ImmediateKind;
  /** log2 of the bytes moved, for memory instructions; 0 elsewhere */
  readonly alignment: number;
  /** number of lanes, for lane instructions; 0 elsewhere */
  readonly lanes: number;
}

const letters: Readonly<Record<string, ValType>> = {
  I: 'i32',
  L: 'i64',
  F: 'f32',
  D: 'f64',
  V: 'v128',
};
const widths: Readonly<Record<string, number>> = {
  i32: 4,
  i64: 8,
  f32: 4,
  f64: 8,
  v128: 16,
  memory: 4,
};

/** How many bytes a memory instruction moves, read from its name. */
function bytesMoved(name: string): number {
  const halfVector = /load(8x8|16x4|32x2)_/.test(name);
  if (halfVector) return 8;
  const narrow = /(?:load|store|rmw|wait)(8|16|32|64)/.exec(name)?.[1];
  if (narrow !== undefined) return Number(narrow) / 8;
  return widths[name.slice(0, name.indexOf('.'))] ?? 4;
}

function laneCount(name: string, immediate: ImmediateKind): number {
  if (immediate === 'lane') return Number(/x(\d+)/.exec(name)?.[1]);
  return immediate === 'memory+lane' ? 16 / bytesMoved(name) : 0;
}

function buildTable(): ReadonlyMap<string, Opcode> {
  const table = new Map<string, Opcode>();
  const families: readonly (readonly [readonly Row[], ImmediateKind])[] = [
    [plain, 'none'],
    [zero, 'zero'],
    [zeroZero, 'zero zero'],
    [loads, 'memory'],
    [stores, 'memory'],
    [atomics, 'memory'],
    [lanes, 'lane'],
    [memoryLanes, 'memory+lane'],
    [constants, 'const'],
    [shuffles, 'shuffle'],
  ];
  const typeOf = (letter: string): ValType => {
    const type = letters[letter];
    if (type === undefined) throw new Error(`opcode table: unknown letter ${letter}`);
    return type;
  };
  for (const [rows, immediate] of families) {
    const moves = immediate === 'memory' || immediate === 'memory+lane';
    for (const [signature, prefix, first, names] of rows) {
      const [params = '', result = ''] = signature.split(':');
      names.split(' ').forEach((name, i) => {
        if (name === '-') return;
        table.set(name, {
          name,
          prefix,
          code: first + i,
          params: [...params].map(typeOf),
          result: result === '' ? 'void' : typeOf(result),
          immediate,
          alignment: moves ? Math.log2(bytesMoved(name)) : 0,
          lanes: laneCount(name, immediate),
        });
      });
    }
  }
  return table;
}

/** Name → instruction. `select`, `drop`, calls, locals, globals and control flow are not in it: their types are not fixed. */
export const opcodes: ReadonlyMap<string, Opcode> = buildTable();
