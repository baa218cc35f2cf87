import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as aq from 'arquero';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { Frame } from '../../../src/learn/base/index.ts';
import {
  describeFrame,
  fromFrame,
  parseFrame,
  readFrame,
  readTable,
  toFrame,
} from '../../../src/learn/tables/index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'limpide-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array): string => {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
};
const csv = 'town,age,sex\nLille,3,m\nParis,,f\nLille,5,f\n';

describe('a table from a file', () => {
  const rows = [
    { town: 'Lille', age: 3 },
    { town: 'Paris', age: null },
  ];
  it.each([
    ['CSV', 'a.csv', 'town,age\nLille,3\nParis,\n'],
    ['JSON records', 'a.json', JSON.stringify(rows)],
    ['JSON columns', 'b.json', JSON.stringify({ town: ['Lille', 'Paris'], age: [3, null] })],
    ['JSON lines', 'a.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')],
    [
      'Parquet',
      'a.parquet',
      new Uint8Array(
        parquetWriteBuffer({
          columnData: [
            { name: 'town', data: ['Lille', 'Paris'], type: 'STRING' },
            { name: 'age', data: [3, null], type: 'DOUBLE', nullable: true },
          ],
        }),
      ),
    ],
  ])('%s', async (_kind, name, content) => {
    const frame = toFrame(await readTable(file(name, content)));
    expect(frame.names).toEqual(['town', 'age']);
    expect(frame.column('town')).toEqual(['Lille', 'Paris']);
    expect([...frame.column('age')]).toEqual([3, Number.NaN]);
  });
});

it('a frame from CSV needs no other package', async () => {
  const frame = await readFrame(file('c.csv', csv));
  expect(frame.column('sex')).toEqual(['m', 'f', 'f']);
  expect((await parseFrame(csv)).rows).toBe(3);
  const [town, age] = describeFrame(frame);
  expect(town).toMatchObject({ kind: 'text', distinct: 2, top: 'Lille', missing: 0 });
  expect(age).toMatchObject({ kind: 'number', count: 2, missing: 1, mean: 4, median: 4 });
});

it('arquero cleans, joins, groups and fills in; the result is a frame again', async () => {
  const people = await readTable(file('d.csv', csv));
  const towns = aq.table({ town: ['Lille', 'Paris'], region: ['Nord', 'Île-de-France'] });
  const ready = people
    .join_left(towns)
    .impute({ age: aq.op.mean('age') })
    .filter(aq.escape((row: { age: number }) => row.age > 3));
  const frame = toFrame(ready);
  expect(frame.column('region')).toEqual(['Île-de-France', 'Nord']);
  expect([...frame.column('age')]).toEqual([4, 5]);
  const counts = people.groupby('town').count().orderby('town');
  expect([...toFrame(counts).column('count')]).toEqual([2, 1]);
});

it('there and back', async () => {
  const frame = new Frame({ a: [1, Number.NaN], b: ['x', null] });
  const back = toFrame(await fromFrame(frame));
  expect([...back.column('a')]).toEqual([1, Number.NaN]);
  expect(back.column('b')).toEqual(['x', null]);
});

describe('what is broken says where', () => {
  it.each([
    ['JSON', 'e.json', '{"a": [1, 2', /e\.json/],
    ['lengths', 'f.json', '{"a": [1], "b": [1, 2]}', /"b"/],
    ['line', 'g.jsonl', '{"a": 1}\n{"a": ', /line 2/],
    ['no records', 'h.json', '[1, 2]', /records/],
    ['Parquet', 'i.parquet', 'PAR1 but no more than that', /Parquet/],
    ['CSV', 'j.csv', 'a,b\n1\n', /line 2|ligne 2|2/],
    ['ending', 'k.xyz', 'a', /format/],
  ])('%s', async (_name, name, content, sentence) => {
    await expect(readTable(file(name, content))).rejects.toThrow(sentence);
  });
  it('a cell that is neither number nor text', () => {
    expect(() => toFrame(aq.table({ a: [{ deep: 1 }] }))).toThrow(/"a".*object.*row 0/s);
  });
});
