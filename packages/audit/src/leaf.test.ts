import { canonical, type Json } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../../kernel/src/any-text.test-helper.ts';
import { parseLeaf } from './leaf.ts';
import { isPlainCanonical } from './plain-json.ts';
import { giftsOf } from './testing.test-helper.ts';

/** By the library that wrote it. */
function isCanonical(text: string): boolean {
  try {
    return canonical(JSON.parse(text) as Json) === text;
  } catch {
    return false;
  }
}

describe('what is plainly canonical', () => {
  test('is canonical, whatever was changed', () => {
    const value = fc.jsonValue({ noUnicodeString: false }).map((one) => JSON.stringify(one));
    const whole = fc.letrec<{ any: Json }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.integer(),
        fc.maxSafeInteger(),
        fc.string(),
        anyText(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.string({ maxLength: 3 }), tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    const written = whole.map((one) => JSON.stringify(one));
    const changed = fc
      .tuple(
        fc.oneof(value, written),
        fc.nat(),
        fc.constantFrom('', '0', '-', '"', ',', ':', ' ', '{', '}', '[', ']', 'e', '.', '\\', '\n', 'a'),
      )
      .map(([text, place, put]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + (place % 2));
      });
    let plain = 0;
    fc.assert(
      fc.property(fc.oneof(value, written, changed), (text) => {
        if (!text.isWellFormed() || !isPlainCanonical(Buffer.from(text))) return;
        plain += 1;
        expect(isCanonical(text)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(plain).toBeGreaterThan(300);
  });

  test.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '{"b":1,"a":1}',
    '{"a":1,"a":1}',
    '-0',
    '01',
    '1.0',
    '1e3',
    '"\n"',
    '"a',
    'nul',
    'tru',
    '[1 ]',
    '{"a"1}',
    '{a:1}',
    '1 ',
    '{"ab":1,"a":1}',
    '"\\u0041"',
    '-',
    '[,]',
    '9007199254740993',
  ])('is not %j', (text) => expect(isPlainCanonical(Buffer.from(text))).toBe(false));

  test.each([
    '{}',
    '[]',
    '0',
    '-1',
    '""',
    '"é😀"',
    'true',
    'false',
    'null',
    '{"":1,"a":{"b":[1,"x",null]},"ab":-5}',
    '999999999999999',
  ])('is %j', (text) => expect([isPlainCanonical(Buffer.from(text)), isCanonical(text)]).toEqual([true, true]));

  test('are the entries of a node', () => {
    expect(giftsOf(20).every(isPlainCanonical)).toBe(true);
  });
});

describe('an entry', () => {
  const inside = (event: string) =>
    Buffer.from(`{"at":1,"event":${event},"index":0,"log":"books","node":"east","seq":1,"v":1}`);

  test('may be nested, and is refused where that has no end', () => {
    const nested = (depth: number) => inside(`{"a":${'['.repeat(depth)}${']'.repeat(depth)},"type":"A"}`);
    expect(parseLeaf(nested(60))).toMatchObject({ seq: 1 });
    expect(parseLeaf(nested(30_000))).toBe('is not canonical JSON');
  });

  test('is read the same where somebody has found it plain', () => {
    const [leaf] = giftsOf(1) as [Uint8Array];
    expect(parseLeaf(leaf, true)).toEqual(parseLeaf(leaf));
    expect(parseLeaf(Buffer.from([0x22, 0xff, 0x22]), true)).toBe('is not JSON');
  });
});
