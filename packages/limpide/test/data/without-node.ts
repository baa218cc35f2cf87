/** Run in a Node from which its own globals were taken away: what is left is what browsers have. */
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';

Reflect.deleteProperty(globalThis, 'process');
Reflect.deleteProperty(globalThis, 'Buffer');
assert.equal(typeof process, 'undefined');

const { iris } = await import('../../src/data/datasets/iris.ts');
const { parseCsv } = await import('../../src/data/formats/csv.ts');
const { encodeIdx, readIdx } = await import('../../src/data/formats/idx.ts');
const { toMatrix } = await import('../../src/data/formats/matrix.ts');
const { decodeCheckpoint, encodeCheckpoint, openSafetensors, encodeSafetensors } = await import(
  '../../src/files/index.ts'
);

const { features } = iris();
const table = await parseCsv('taille;ville\n1,75;Aix\n1,80;Paris\n');
assert.deepEqual(toMatrix(table).values.shape, [2, 1]);

const idx = new Uint8Array(gzipSync(encodeIdx(features)));
assert.deepEqual(await readIdx(idx), features);

const file = await openSafetensors(new Blob([encodeSafetensors({ features })]));
assert.deepEqual(await file.read('features'), features);

const checkpoint = decodeCheckpoint(
  encodeCheckpoint({ tensors: { features }, state: { epoch: 1 } }),
);
assert.deepEqual(checkpoint.tensors.get('features'), features);
assert.deepEqual(checkpoint.state, { epoch: 1 });
