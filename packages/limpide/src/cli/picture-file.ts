/**
 * Pictures from files, for `predict --file`: PNG (8 bits a channel, not interlaced) and PGM. Read without
 * trust: sizes are checked before anything is allocated.
 */
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { cliErrors } from '../errors/catalog/cli.ts';
import { FileFormatError, raise } from '../errors/index.ts';
import { ioError } from '../files/io-errors.ts';
import type { Picture } from './draw.ts';

const LARGEST = 4096;

/**
 * A grey picture from a file.
 *
 * @throws DataError when it cannot be read, FileFormatError when it is no picture of these formats
 */
export async function readPicture(path: string): Promise<Picture> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw ioError(error, path, 'read', 0);
  }
  const refuse = (reason: string): never =>
    raise(FileFormatError, cliErrors, 'cli.picture', { path, reason });
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')))
    return png(bytes, refuse);
  if (/^P[25]\s/.test(bytes.subarray(0, 3).toString('latin1'))) return pgm(bytes, refuse);
  return raise(FileFormatError, cliErrors, 'cli.notPicture', { path });
}

type Refuse = (reason: string) => never;

function checkSize(width: number, height: number, refuse: Refuse): void {
  const fits = (n: number): boolean => Number.isInteger(n) && n > 0 && n <= LARGEST;
  if (!fits(width) || !fits(height)) refuse(`${width} × ${height}`);
}

/** Portable grey map: https://netpbm.sourceforge.net/doc/pgm.html */
function pgm(bytes: Buffer, refuse: Refuse): Picture {
  const text = bytes.toString('latin1');
  const header =
    /^P([25])(?:\s+|#[^\n]*\n)+(\d+)(?:\s+|#[^\n]*\n)+(\d+)(?:\s+|#[^\n]*\n)+(\d+)\s/.exec(text);
  if (!header) return refuse('header');
  const [whole, kind, w, h, most] = header;
  const [width, height, top] = [Number(w), Number(h), Number(most)];
  checkSize(width, height, refuse);
  if (!(top > 0 && top < 256)) refuse(`maxval ${most}`);
  const values =
    kind === '5'
      ? bytes.subarray(whole.length)
      : text.slice(whole.length).trim().split(/\s+/).map(Number);
  if (values.length < width * height) refuse(`${values.length} < ${width} × ${height}`);
  const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round((Math.min(top, values[i] ?? 0) * 255) / top),
  );
  return { width, height, pixels };
}

/** Channels of each colour type: grey, RGB, palette, grey and alpha, RGB and alpha. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Portable Network Graphics: https://www.w3.org/TR/png-3/ */
function png(bytes: Buffer, refuse: Refuse): Picture {
  let [width, height, kind] = [0, 0, -1];
  let palette: Buffer | null = null;
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.length < length) refuse('truncated');
    if (name === 'IHDR' && length >= 13) {
      [width, height, kind] = [data.readUInt32BE(0), data.readUInt32BE(4), data[9] ?? -1];
      checkSize(width, height, refuse);
      if (data[8] !== 8) refuse(`${data[8]} bits`);
      if (data[12] !== 0) refuse('interlaced');
    } else if (name === 'PLTE') palette = data;
    else if (name === 'IDAT') parts.push(data);
    else if (name === 'IEND') break;
    at += 12 + length;
  }
  const channels = channelsOf[kind];
  if (channels === undefined) return refuse(`colour type ${kind}`);
  const stride = width * channels;
  const raw = inflate(Buffer.concat(parts), (stride + 1) * height, refuse);
  const rows = unfilter(raw, stride, height, channels, refuse);
  const grey = (at: number): number => {
    const v = (c: number): number => rows[at + c] ?? 0;
    const luma = (r: number, g: number, b: number): number => 0.299 * r + 0.587 * g + 0.114 * b;
    const over = (value: number, alpha: number): number => 255 + ((value - 255) * alpha) / 255; // on white
    if (kind === 0) return v(0);
    if (kind === 2) return luma(v(0), v(1), v(2));
    if (kind === 4) return over(v(0), v(1));
    if (kind === 6) return over(luma(v(0), v(1), v(2)), v(3));
    const entry = 3 * v(0);
    return luma(palette?.[entry] ?? 0, palette?.[entry + 1] ?? 0, palette?.[entry + 2] ?? 0);
  };
  const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(grey(i * channels)),
  );
  return { width, height, pixels };
}

function inflate(data: Buffer, size: number, refuse: Refuse): Buffer {
  try {
    const raw = inflateSync(data, { maxOutputLength: size });
    return raw.length === size ? raw : refuse(`${raw.length} ≠ ${size}`);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Undoes the prediction of each row (PNG, section 9). */
function unfilter(
  raw: Buffer,
  stride: number,
  height: number,
  step: number,
  refuse: Refuse,
): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    if (filter > 4) refuse(`filter ${filter}`);
    for (let x = 0; x < stride; x++) {
      const a = x >= step ? out[y * stride + x - step]! : 0;
      const b = y > 0 ? out[(y - 1) * stride + x]! : 0;
      const c = x >= step && y > 0 ? out[(y - 1) * stride + x - step]! : 0;
      const guess = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter]!;
      out[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

/**
 * A picture as MNIST's are made: bright ink on a dark ground, the drawing scaled into 20 × 20 and its
 * centre of mass put in the middle of 28 × 28 (LeCun et al., 1998). One that has that size already is
 * only turned to bright on dark.
 */
export function likeMnist(picture: Picture, size = 28, inner = 20): Picture {
  const { width, height } = picture;
  const border: number[] = [];
  for (let x = 0; x < width; x++)
    border.push(picture.pixels[x]!, picture.pixels[(height - 1) * width + x]!);
  for (let y = 0; y < height; y++)
    border.push(picture.pixels[y * width]!, picture.pixels[y * width + width - 1]!);
  border.sort((a, b) => a - b);
  const light = (border[border.length >> 1] ?? 0) > 127;
  const ink = Float64Array.from(picture.pixels, (v) => (light ? 255 - v : v));
  if (width === size && height === size) return { width, height, pixels: Uint8Array.from(ink) };

  let [left, right, top, bottom] = [width, -1, height, -1];
  ink.forEach((value, i) => {
    if (value < 50) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  });
  const pixels = new Uint8Array(size * size);
  if (right < 0) return { width: size, height: size, pixels };
  const [w, h] = [right - left + 1, bottom - top + 1];
  const scale = inner / Math.max(w, h);
  const [tw, th] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
  const small = new Float64Array(tw * th);
  const [sx, sy] = [w / tw, h / th];
  let [mass, mx, my] = [0, 0, 0];
  for (let y = 0; y < th; y++) {
    for (let x = 0; x < tw; x++) {
      const value = mean(
        ink,
        width,
        left + x * sx,
        left + (x + 1) * sx,
        top + y * sy,
        top + (y + 1) * sy,
      );
      small[y * tw + x] = value;
      mass += value;
      mx += value * x;
      my += value * y;
    }
  }
  const shift = (moment: number, n: number): number =>
    Math.min(size - n, Math.max(0, Math.round((size - 1) / 2 - moment / mass)));
  const [ox, oy] = [shift(mx, tw), shift(my, th)];
  for (let y = 0; y < th; y++) {
    for (let x = 0; x < tw; x++) pixels[(y + oy) * size + x + ox] = Math.round(small[y * tw + x]!);
  }
  return { width: size, height: size, pixels };
}

/** Mean of the pixels that a rectangle covers; at least the one under its middle. */
function mean(
  ink: Float64Array,
  width: number,
  x0: number,
  x1: number,
  y0: number,
  y1: number,
): number {
  let [sum, count] = [0, 0];
  const last = (from: number, to: number): number =>
    Math.max(Math.floor(from) + 1, Math.ceil(to - 1e-9));
  for (let y = Math.floor(y0); y < last(y0, y1); y++) {
    for (let x = Math.floor(x0); x < last(x0, x1); x++) {
      sum += ink[y * width + x] ?? 0;
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}
