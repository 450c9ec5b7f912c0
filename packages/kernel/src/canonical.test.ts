import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, type TestContext, test } from 'vitest';
import { anyText } from './any-text.test-helper.ts';
import { canonical, type Json, sha256, textOf } from './canonical.ts';

const ARCHIVE = join(import.meta.dirname, '../../../../shared/data/trust/jcs-testdata.tar.gz');

/** A member of the archive of RFC 8785's test data, which lies beside the repository. */
function published(context: TestContext, path: string): string {
  if (!existsSync(ARCHIVE)) {
    if (process.env['CI']) throw new Error(`${ARCHIVE} is missing; in CI it has to be there.`);
    context.skip(`${ARCHIVE} is not on this machine`);
  }
  const { status, stdout, stderr } = spawnSync('tar', ['-xzOf', ARCHIVE, `testdata/${path}`]);
  if (status !== 0) throw new Error(stderr.toString());
  return stdout.toString('utf8');
}

describe('the published pairs of RFC 8785', () => {
  for (const name of ['french', 'unicode', 'weird', 'structures', 'arrays', 'values']) {
    test(`${name}: bytes as published`, (context) => {
      const input = JSON.parse(published(context, `input/${name}.json`)) as Json;
      const output = published(context, `output/${name}.json`);
      expect(textOf(input)).toBe(output);
      if (name !== 'values') expect(canonical(input)).toBe(output);
    });
  }

  test('values: what is kept and signed has no fractions and large numbers; they are refused, not rounded', (context) => {
    const input = JSON.parse(published(context, 'input/values.json')) as Json;
    expect(() => canonical(input)).toThrow(expect.objectContaining({ code: 'ERR_NOT_CANONICAL' }));
  });
});

describe('what has no canonical form', () => {
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['undefined in a member', { a: undefined }],
    ['undefined in a list', [undefined]],
    ['a fraction', 1.5],
    ['a fraction deep inside', { a: [{ b: 0.1 }] }],
    ['an unsafe integer', 2 ** 53],
    ['a negative unsafe integer', -(2 ** 53)],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a lone high surrogate', '\ud800'],
    ['a lone low surrogate', 'a\udc00'],
    ['a lone surrogate in a name', { '\ud800': 1 }],
  ])('%s is refused with ERR_NOT_CANONICAL', (_, value) => {
    expect(() => canonical(value as Json)).toThrow(expect.objectContaining({ code: 'ERR_NOT_CANONICAL' }));
  });

  test.each([-(2 ** 53) + 1, 2 ** 53 - 1, -0, 0])('the safe integer %s has one', (value) => {
    expect(canonical(value)).toBe(String(value));
  });
});

test('members are sorted by UTF-16 code units, not by code points', () => {
  expect(canonical({ '\ufb33': 1, '\u{1f600}': 2, '€': 3, '1': 4, '10': 5, '\r': 6 })).toBe(
    '{"\\r":6,"1":4,"10":5,"€":3,"\u{1f600}":2,"\ufb33":1}',
  );
});

test('the text is the same however the members were entered, and reads as the same value', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(anyText(), fc.maxSafeInteger(), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: 'grapheme' }), tie('value'), { maxKeys: 5 }),
    ),
  }));
  const turned = (json: Json): Json => {
    if (Array.isArray(json)) return json.map(turned);
    if (typeof json !== 'object' || json === null) return json;
    return Object.fromEntries(
      Object.entries(json)
        .reverse()
        .map(([name, inner]) => [name, turned(inner)]),
    );
  };
  fc.assert(
    fc.property(value as fc.Arbitrary<Json>, (json) => {
      const text = canonical(json);
      expect(canonical(turned(json))).toBe(text);
      expect(canonical(JSON.parse(text) as Json)).toBe(text);
    }),
  );
});

test('a digest is of the bytes of the UTF-8 form', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256('é')).toBe(sha256(Uint8Array.of(0xc3, 0xa9)));
});
