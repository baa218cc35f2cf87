/** The whole operators: a contract for each, and the reference keeps every one of them. */
import { expect, test } from 'vitest';
import { wholes } from '../../src/devices/reference/wholes.ts';
import { wholeContracts } from '../../src/ops/index.ts';

test('every contract is kept by the reference device, and nothing else is', () => {
  expect(Object.keys(wholes).sort()).toEqual(Object.keys(wholeContracts).sort());
});
