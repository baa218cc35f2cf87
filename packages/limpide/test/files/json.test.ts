import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Json, JsonNumber, JsonProblem, parseJson } from '../../src/files/json.ts';

/** What JSON.parse would have given. */
function plain(json: Json): unknown {
  if (json instanceof JsonNumber) return json.value;
  if (Array.isArray(json)) return json.map(plain);
  if (json instanceof Map) return Object.fromEntries([...json].map(([k, v]) => [k, plain(v)]));
  return json;
}

function outcome(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    if (error instanceof JsonProblem || error instanceof SyntaxError) return 'refused';
    throw error;
  }
}

it('reads every JSON that JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom('', ' ', '\t\n'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(plain(parseJson(text))).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

it('accepts and refuses the same texts as JSON.parse, keys given twice aside', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\\u00e9',
    'a',
    '1',
    '-',
    '0',
    '.',
    'e5',
    '+',
    'true',
    'null',
    ' ',
    '\n',
    '\u0001',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const text = parts.join('');
      const own = outcome(() => plain(parseJson(text)));
      expect(own).toEqual(outcome(() => JSON.parse(text)));
    }),
    { numRuns: 3000 },
  );
});

it('refuses a key given twice and keeps __proto__ a key', () => {
  expect(() => parseJson('{"a":1,"\\u0061":2}')).toThrow(JsonProblem);
  const json = parseJson('{"__proto__":{"polluted":true}}');
  expect(json instanceof Map && json.has('__proto__')).toBe(true);
  expect('polluted' in {}).toBe(false);
});
