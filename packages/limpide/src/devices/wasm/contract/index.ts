export { emitContract } from './emit.ts';
export type {
  ContractDtype,
  ContractOptions,
  ContractSpec,
  EmittedContract,
  Operand,
  OutOperand,
  Strategy,
  Variant,
} from './spec.ts';
