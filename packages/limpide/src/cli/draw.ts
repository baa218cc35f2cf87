/** Pictures and bars in a terminal. */
import type { Output } from './output.ts';

/** A grey picture: 0 is ground, 255 is ink. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: ArrayLike<number>;
}

/**
 * A picture in half blocks, two rows of pixels to a line of text: in greys where there are colours,
 * else in black and white.
 */
export function drawPicture({ width, height, pixels }: Picture, color: boolean): string[] {
  const at = (y: number, x: number): number => (y < height ? (pixels[y * width + x] ?? 0) : 0);
  const lines: string[] = [];
  for (let y = 0; y < height; y += 2) {
    let line = '';
    let before = '';
    for (let x = 0; x < width; x++) {
      const [top, bottom] = [at(y, x), at(y + 1, x)];
      if (color) {
        const code = `\u001b[38;5;${grey(top)};48;5;${grey(bottom)}m`;
        line += `${code === before ? '' : code}▀`;
        before = code;
      } else line += ' ▄▀█'[(top > 96 ? 2 : 0) + (bottom > 96 ? 1 : 0)]!;
    }
    lines.push(color ? `${line}\u001b[0m` : line);
  }
  return lines;
}

/** One of the terminal's 24 greys. */
const grey = (value: number): number =>
  232 + Math.round((Math.min(255, Math.max(0, value)) * 23) / 255);

/** Blocks of text beside each other, as many as fit, each under its own width of columns. */
export function beside(
  blocks: readonly {
    readonly lines: readonly string[];
    readonly width: number;
    readonly caption: string;
  }[],
  columns: number,
  gap = 3,
): string[] {
  const out: string[] = [];
  let row: (typeof blocks)[number][] = [];
  let used = 0;
  const flush = (): void => {
    const height = Math.max(0, ...row.map((block) => block.lines.length));
    for (let y = 0; y < height; y++) {
      const cells = row.map((block) => {
        const blank = block.lines[y] === undefined;
        const room = ' '.repeat(Math.max(0, widthOf(block) - block.width));
        return blank ? ' '.repeat(widthOf(block)) : block.lines[y]! + room;
      });
      out.push(`  ${cells.join(' '.repeat(gap))}`.trimEnd());
    }
    out.push(
      `  ${row.map((block) => block.caption.padEnd(widthOf(block))).join(' '.repeat(gap))}`.trimEnd(),
    );
    row = [];
    used = 0;
  };
  for (const block of blocks) {
    const width = widthOf(block) + gap;
    if (row.length > 0 && used + width > columns - 2) flush();
    row.push(block);
    used += width;
  }
  if (row.length > 0) flush();
  return out;
}

const widthOf = (block: { readonly width: number; readonly caption: string }): number =>
  Math.max(block.width, block.caption.length);

/** A bar of at most `width` characters, in eighths. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const part = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (part === 0 ? '' : '▏▎▍▌▋▊▉'[part - 1]!);
}

/** A table: first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[], out: Output): string[] {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0)));
  return rows.map((row, r) => {
    const cells = row.map((cell, c) =>
      c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!),
    );
    const line = `  ${cells.join('   ')}`.trimEnd();
    return r === 0 ? out.style.dim(line) : line;
  });
}
