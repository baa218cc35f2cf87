export type { Expr, FuncRef, Immediate, Vector } from './expr.ts';
export {
  atomic,
  f32c,
  f64c,
  i32c,
  i64c,
  lane,
  load,
  memoryLane,
  op,
  shuffle,
  shuffle32,
  store,
  v128c,
} from './expr.ts';
export type { Label, Statement } from './function.ts';
export { FunctionBuilder, Local } from './function.ts';
export { ModuleBuilder } from './module.ts';
export type {
  AtomicName,
  ConstName,
  LaneName,
  LoadName,
  MemoryLaneName,
  Opcode,
  OpName,
  StoreName,
  ValType,
} from './opcodes.ts';
export { opcodes } from './opcodes.ts';
