import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv, readCsv } from '../../src/data/formats/csv.ts';
import { columnOf, toLabels, toMatrix } from '../../src/data/formats/matrix.ts';
import { ArgumentError, DataError, FileFormatError } from '../../src/errors/index.ts';
import { survey } from '../support/mutations.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(text));
const lines = (...all: string[]): string => `${all.join('\n')}\n`;

/** A cell as a writer of CSV puts it. */
function quoted(cell: string, delimiter: string, always: boolean): string {
  const needs = always || cell.includes('"') || cell.includes(delimiter) || /[\r\n]/.test(cell);
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
}

describe('CSV', () => {
  it('gives back the texts that were written, whatever the delimiter and the line ends', async () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab;,|\t" \n\r\u00e9'), maxLength: 6 });
    const cell = word.map((text) => `x${text}x`);
    const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 5,
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (rows, delimiter, end, always) => {
          const text = rows
            .map((row) => row.map((c) => quoted(c, delimiter, always)).join(delimiter))
            .join(end);
          const names = (rows[0] ?? []).map((_, i) => `c${i}`);
          const kinds = Object.fromEntries(names.map((name) => [name, 'text' as const]));
          const read = await parseCsv(text, { delimiter, header: false, names, kinds });
          const columns = read.columns.map(({ values }) => [...values]);
          expect(columns).toEqual(names.map((_, i) => rows.map((row) => row[i])));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives back the numbers that were written, with a point or a comma', async () => {
    const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(numbers, fc.constantFrom<'.' | ','>('.', ','), async (values, decimal) => {
        const texts = values.map((value) => String(value).replace('.', decimal));
        const { columns } = await parseCsv(lines('x;y', ...texts.map((text) => `${text};0`)), {
          decimal,
        });
        expect(columns[0]?.kind).toBe('number');
        const expected = values.map((value) => (value === 0 ? 0 : value));
        expect([...(columns[0]?.values ?? [])].map((v) => (v === 0 ? 0 : v))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('reads a French file: BOM, semicolons, decimal commas, spaces between thousands', async () => {
    const text =
      '\ufeffnom;taille;salaire;ville\r\nÉva;1,75;1\u202f234,5;"Aix; nord"\r\nJean;1,8;2 000;Aix\r\nLuc;NA;30000;Aix\r\n';
    const table = await readCsv(bytes(text));
    expect(table.dialect).toEqual({ delimiter: ';', decimal: ',', header: true });
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['nom', 'category'],
      ['taille', 'number'],
      ['salaire', 'number'],
      ['ville', 'category'],
    ]);
    expect(columnOf(table, 'salaire').values).toEqual(new Float64Array([1234.5, 2000, 30000]));
    expect(columnOf(table, 'taille').missing).toBe(1);
    expect(columnOf(table, 'ville')).toMatchObject({
      categories: ['Aix', 'Aix; nord'],
      values: Int32Array.of(1, 0, 0),
    });
  });

  it('does not take a thousands comma for a decimal one in a comma file', async () => {
    const { columns } = await parseCsv(lines('a,b', '"1,234",2', '"5,678",3'));
    expect(columns[0]?.kind).toBe('category');
    const french = await parseCsv(lines('a,b', '"1,5",2'), { decimal: ',' });
    expect(french.columns[0]?.values).toEqual(new Float64Array([1.5]));
  });

  it('finds the delimiter', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = lines(`a${delimiter}b`, `1${delimiter}"x,;|y"`, `2${delimiter}z`);
      expect((await parseCsv(text)).dialect.delimiter).toBe(delimiter);
    }
    expect((await parseCsv(lines('1,5;2,5', '1,25;3,5'))).dialect).toEqual({
      delimiter: ';',
      decimal: ',',
      header: false,
    });
  });

  it('tells a header from values, and names what has no name', async () => {
    const plain = await parseCsv(lines('1,2', '3,4'));
    expect(plain.dialect.header).toBe(false);
    expect(plain.columns.map(({ name }) => name)).toEqual(['column1', 'column2']);
    const indexed = await parseCsv(lines(',age', '0,31', '1,27'));
    expect(indexed.columns.map(({ name }) => name)).toEqual(['column1', 'age']);
    const named = await parseCsv(lines('1,2'), { names: ['__proto__', 'constructor'] });
    expect(named.columns.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  });

  it('reads windows-1252 on demand, UTF-16 by its mark', async () => {
    const latin = Uint8Array.from('pr\u00e9nom\nZo\u00e9\n', (character) =>
      character.charCodeAt(0),
    );
    await expect(readCsv(latin)).rejects.toMatchObject({ code: 'csv.encoding' });
    const table = await readCsv(latin, { encoding: 'windows-1252' });
    expect(table.columns[0]).toMatchObject({ name: 'prénom', categories: ['Zoé'] });
    const wide = Uint8Array.from([
      0xff,
      0xfe,
      ...'a\n1\n'.split('').flatMap((c) => [c.charCodeAt(0), 0]),
    ]);
    expect((await readCsv(wide)).columns[0]?.values).toEqual(new Float64Array([1]));
    await expect(readCsv(latin, { encoding: 'klingon' })).rejects.toMatchObject({
      code: 'csv.encodingName',
    });
  });
});

describe('CSV, what is wrong is said with its line and column', () => {
  it.each<[string, string, object]>([
    ['nothing', '', { code: 'csv.empty' }],
    ['blank lines', '\n\r\n\n', { code: 'csv.empty' }],
    ['a header alone', 'a,b\n', { code: 'csv.empty' }],
    [
      'a value too much',
      'a,b\n1,2\n\n1,2,3\n',
      { code: 'csv.ragged', details: { line: 4, column: 3, expected: 2, got: 3 } },
    ],
    [
      'a value missing',
      'a,b\n"x\ny",1\n1\n',
      { code: 'csv.ragged', details: { line: 4, column: 2 } },
    ],
    [
      'a quote not closed',
      'a,b\n1,2\n1,"x\n2,3\n4,5\n',
      { code: 'csv.quote', details: { line: 3, column: 2 } },
    ],
    ['a quote inside', 'a,b\n1,x"y\n', { code: 'csv.quote', details: { line: 2, column: 2 } }],
    ['text after a quote', 'a,b\n"x"y,1\n', { code: 'csv.quote', details: { line: 2, column: 1 } }],
    ['two columns of one name', 'a,a\n1,2\n', { code: 'csv.duplicate' }],
    ['too many columns', ','.repeat(50_000), { code: 'csv.columns' }],
  ])('%s', async (_, text, expected) => {
    const reading = parseCsv(text);
    await expect(reading).rejects.toThrow(FileFormatError);
    const { code, details } = { details: {}, ...expected } as { code: string; details: object };
    await expect(parseCsv(text)).rejects.toMatchObject({ code, details });
  });

  it('a cell that is not the number it should be', async () => {
    const reading = parseCsv(lines('name,age', 'Ann,31', 'Bob,old'), { kinds: { age: 'number' } });
    await expect(reading).rejects.toMatchObject({
      code: 'csv.number',
      details: { line: 3, column: 'age', got: 'old' },
    });
    await expect(reading).rejects.toThrow(DataError);
  });

  it('options that do not fit the file', async () => {
    const text = lines('a,b', '1,2');
    await expect(parseCsv(text, { delimiter: '' })).rejects.toThrow(ArgumentError);
    await expect(parseCsv(text, { delimiter: '"' })).rejects.toThrow(ArgumentError);
    await expect(parseCsv(text, { names: ['x'] })).rejects.toMatchObject({ code: 'csv.names' });
    await expect(parseCsv(text, { kinds: { c: 'text' } })).rejects.toMatchObject({
      code: 'csv.column',
    });
  });
});

const people = await parseCsv(lines('age,colour,note', '31,red,x', ',blue,y', '27,red,z'), {
  kinds: { note: 'text' },
});

describe('a table as a matrix', () => {
  it('takes the columns of numbers, and says where a value is missing', () => {
    expect(() => toMatrix(people)).toThrow(
      expect.objectContaining({ code: 'csv.missing', details: { line: 3, column: 'age' } }),
    );
    const { values, names } = toMatrix(people, { missing: 'mean' });
    expect(values).toEqual({ dtype: 'float32', shape: [3, 1], data: Float32Array.of(31, 29, 27) });
    expect(names).toEqual(['age']);
    expect(toMatrix(people, { missing: 'nan' }).values.data[1]).toBeNaN();
  });

  it('turns categories into columns of 0 and 1, or into codes', () => {
    const { values, names } = toMatrix(people, { columns: ['colour'] });
    expect(names).toEqual(['colour=blue', 'colour=red']);
    expect([...values.data]).toEqual([0, 1, 1, 0, 0, 1]);
    const codes = toMatrix(people, { columns: ['colour'], categories: 'codes' });
    expect([...codes.values.data]).toEqual([1, 0, 1]);
  });

  it('refuses free text and unknown columns', () => {
    expect(() => toMatrix(people, { columns: ['note'] })).toThrow(
      expect.objectContaining({ code: 'csv.text' }),
    );
    expect(() => toMatrix(people, { columns: ['x'] })).toThrow(
      expect.objectContaining({ code: 'csv.column' }),
    );
    expect(() => toMatrix(people, { columns: [] })).toThrow(
      expect.objectContaining({ code: 'csv.noColumns' }),
    );
  });

  it('makes labels', async () => {
    const { labels, classes } = toLabels(people, 'colour');
    expect(labels).toEqual({ dtype: 'int32', shape: [3], data: Int32Array.of(1, 0, 1) });
    expect(classes).toEqual(['blue', 'red']);
    const numbers = await parseCsv(lines('y', '10', '2', '10'));
    expect(toLabels(numbers, 'y')).toMatchObject({
      classes: ['2', '10'],
      labels: { data: Int32Array.of(1, 0, 1) },
    });
    expect(() => toLabels(people, 'age')).toThrow(expect.objectContaining({ code: 'csv.missing' }));
  });
});

describe('CSV, thousands of damaged files', () => {
  it('are read or refused with a sentence', async () => {
    const iris = readFileSync(
      path.join(import.meta.dirname, '..', '..', 'data', 'iris.csv'),
      'utf8',
    );
    const french =
      '\ufeffnom;taille;ville\r\nÉva;1,75;"Aix; ""nord"""\r\nJean;1,8;Aix\r\nLuc;NA;Aix\r\n';
    const files = [iris.slice(0, 600), french, '1,2,3\n4,5,6\n'].map(bytes);
    const { read, refused, slowest } = await survey(files, 4000, async (damaged) => {
      const table = await readCsv(damaged);
      for (const { values } of table.columns) expect(values.length).toBe(table.rows);
    });
    expect(read).toBeGreaterThan(100);
    expect(Object.keys(refused)).toEqual(
      expect.arrayContaining(['csv.ragged', 'csv.quote', 'csv.encoding']),
    );
    expect(slowest).toBeLessThan(3000);
  });

  it('a megabyte of anything takes seconds at most', async () => {
    const many = 2 ** 20;
    for (const piece of ['"', ',', '\n', '1\n', 'x', '""', '";', '\r']) {
      const start = performance.now();
      await parseCsv(piece.repeat(many / piece.length)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(FileFormatError);
      });
      expect(performance.now() - start, JSON.stringify(piece)).toBeLessThan(5000);
    }
  });
});
