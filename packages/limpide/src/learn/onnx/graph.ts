/**
 * An ONNX model as it is built: nodes, constants, inputs, outputs; and its bytes. Field numbers are those of
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import { Message } from './wire.ts';

/** Types of elements (TensorProto.DataType). */
const FLOAT = 1;
const INT64 = 7;
const STRING = 8;
export type ElementType = 'float' | 'int64' | 'string';
const codes: Readonly<Record<ElementType, number>> = { float: FLOAT, int64: INT64, string: STRING };

/** Something that a node makes or takes: its name, its columns `[n, width]`, what it holds. */
export interface Value {
  readonly name: string;
  readonly width: number;
  readonly type: 'float' | 'string';
}

export type Attribute =
  | number
  | string
  | { readonly float: number }
  | { readonly floats: ArrayLike<number> }
  | { readonly ints: ArrayLike<number> }
  | { readonly strings: readonly string[] };

/** Opsets: what the operators of the two domains mean. */
const OPSET = 19;
const ML_OPSET = 3;
const IR = 9;

export class Graph {
  readonly #nodes: Message[] = [];
  readonly #constants: Message[] = [];
  readonly #inputs: Message[] = [];
  readonly #outputs: Message[] = [];
  #count = 0;

  #name(hint: string): string {
    return `${hint}_${this.#count++}`;
  }

  /** Adds a node with one result, whose name comes back. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    return this.#node(op, inputs, attributes, '', 1)[0]!;
  }
  /** As `node`, for the operators of classical learning (`ai.onnx.ml`). */
  ml(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    results = 1,
  ): string[] {
    return this.#node(op, inputs, attributes, 'ai.onnx.ml', results);
  }
  #node(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    domain: string,
    results: number,
  ): string[] {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    const names = Array.from({ length: results }, () => this.#name(op.toLowerCase()));
    for (const name of names) node.text(2, name);
    node.text(3, this.#name('node')).text(4, op);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value));
    if (domain !== '') node.text(7, domain);
    this.#nodes.push(node);
    return names;
  }

  /** A constant float32 tensor. */
  floats(values: ArrayLike<number>, shape: readonly number[]): string {
    const raw = new Uint8Array(Float32Array.from(values).buffer);
    return this.#constant(FLOAT, shape, (t) => t.bytes(9, raw));
  }
  ints(values: ArrayLike<number>, shape: readonly number[] = [values.length]): string {
    const raw = new Uint8Array(BigInt64Array.from(Array.from(values, BigInt)).buffer);
    return this.#constant(INT64, shape, (t) => t.bytes(9, raw));
  }
  strings(values: readonly string[], shape: readonly number[] = [values.length]): string {
    return this.#constant(STRING, shape, (t) => {
      for (const value of values) t.text(6, value);
    });
  }
  #constant(type: number, shape: readonly number[], fill: (tensor: Message) => void): string {
    const name = this.#name('constant');
    const tensor = new Message();
    for (const size of shape) tensor.int(1, size);
    tensor.int(2, type);
    fill(tensor);
    tensor.text(8, name);
    this.#constants.push(tensor);
    return name;
  }

  /** An input of the model, `[n, width]`. */
  input(name: string, type: 'float' | 'string', width: number): Value {
    this.#inputs.push(valueInfo(name, type, ['n', width]));
    return { name, type, width };
  }
  /** Makes a result of a node an output of the model under a name of its own. */
  output(name: string, from: string, type: ElementType, shape: readonly (string | number)[]): void {
    const node = new Message()
      .text(1, from)
      .text(2, name)
      .text(3, this.#name('node'))
      .text(4, 'Identity');
    this.#nodes.push(node);
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** The bytes of a `.onnx` file. */
  finish(
    name: string,
    producer: string,
    notes: Readonly<Record<string, string>>,
  ): Uint8Array<ArrayBuffer> {
    const graph = new Message();
    for (const node of this.#nodes) graph.message(1, node);
    graph.text(2, name);
    for (const constant of this.#constants) graph.message(5, constant);
    for (const input of this.#inputs) graph.message(11, input);
    for (const output of this.#outputs) graph.message(12, output);
    const opset = (domain: string, version: number): Message =>
      new Message().text(1, domain).int(2, version);
    const model = new Message()
      .int(1, IR)
      .text(2, producer)
      .message(7, graph)
      .message(8, opset('', OPSET))
      .message(8, opset('ai.onnx.ml', ML_OPSET));
    for (const [key, value] of Object.entries(notes))
      model.message(14, new Message().text(1, key).text(2, value));
    return model.finish();
  }
}

/** ValueInfoProto: a name, the type of the elements, a shape with named and fixed sizes. */
function valueInfo(name: string, type: ElementType, shape: readonly (string | number)[]): Message {
  const dims = new Message();
  for (const size of shape) {
    const dim = typeof size === 'number' ? new Message().int(1, size) : new Message().text(2, size);
    dims.message(1, dim);
  }
  const tensor = new Message().int(1, codes[type]).message(2, dims);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}

/** AttributeProto: the field of the value, then which kind it is (field 20). */
function attribute(name: string, value: Attribute): Message {
  const a = new Message().text(1, name);
  if (typeof value === 'number') return a.int(3, value).int(20, 2);
  if (typeof value === 'string') return a.text(4, value).int(20, 3);
  if ('float' in value) return a.float(2, value.float).int(20, 1);
  if ('floats' in value) return a.floats(7, value.floats).int(20, 6);
  if ('ints' in value) return a.ints(8, value.ints).int(20, 7);
  for (const text of value.strings) a.text(9, text);
  return a.int(20, 8);
}
