export { ReferenceDevice as WasmDevice } from '../reference/index.ts';
