/**
 * Protocol Buffers, written by hand: a message is a row of fields, a field is a key (number and kind of content)
 * and the content. https://protobuf.dev/programming-guides/encoding/
 */

/** Kinds of content. */
const VARINT = 0;
const BYTES = 2;
const FLOAT = 5;

const utf8 = new TextEncoder();

/** A message being written. */
export class Message {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  #push(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }
  #key(field: number, kind: number): void {
    this.#push(varint(field * 8 + kind));
  }
  /** A whole number. */
  int(field: number, value: number): this {
    this.#key(field, VARINT);
    this.#push(varint(value));
    return this;
  }
  float(field: number, value: number): this {
    this.#key(field, FLOAT);
    this.#push(new Uint8Array(Float32Array.of(value).buffer));
    return this;
  }
  bytes(field: number, value: Uint8Array): this {
    this.#key(field, BYTES);
    this.#push(varint(value.length));
    this.#push(value);
    return this;
  }
  text(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }
  /** A message inside. */
  message(field: number, value: Message): this {
    return this.bytes(field, value.finish());
  }
  /** Whole numbers one after the other. */
  ints(field: number, values: ArrayLike<number>): this {
    const inner = new Message();
    for (let i = 0; i < values.length; i++) inner.#push(varint(values[i]!));
    return this.message(field, inner);
  }
  /** Floats one after the other. */
  floats(field: number, values: ArrayLike<number>): this {
    return this.bytes(field, new Uint8Array(Float32Array.from(values).buffer));
  }
  finish(): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}

/** Seven bits to a byte, the lowest first; negative numbers as 64-bit two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  if (value >= 0 && value < 0x80) return Uint8Array.of(value);
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
