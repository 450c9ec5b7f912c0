import { isRejection, realWorld } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawSignInCode, readSignInCode } from './code.ts';
import { drawSessionSecret, isSessionSecret } from './secret.ts';

const { random } = realWorld();
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const drawn = (from: Uint8Array) => drawSignInCode({ bytes: (count) => from.slice(0, count) });

describe('a sign-in code', () => {
  test('has seven groups of four and 140 bits: every letter is drawn, each as often as the others', () => {
    expect(drawSignInCode(random)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const first = drawn(new Uint8Array(32).fill(byte)).charAt(0);
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(Array(32).fill(8));
    expect(new Set(Array.from({ length: 1_000 }, () => drawSignInCode(random))).size).toBe(1_000);
  });

  test('is read however it is typed', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.boolean(),
        fc.constantFrom('', ' ', '-', ' - ', '\n', '\u00a0'),
        (from, isSmall, between) => {
          const code = drawn(from);
          const typed = code
            .replaceAll('-', between)
            .replaceAll('0', 'O')
            .replaceAll('1', isSmall ? 'l' : 'I');
          expect(readSignInCode(isSmall ? typed.toLowerCase() : typed)).toBe(code.replaceAll('-', ''));
        },
      ),
    );
  });

  test.each([
    ['nothing', ''],
    ['a letter too few', '7KQM-2F9D-7KQM-2F9D-7KQM-2F9D-7KQ'],
    ['a letter too many', '7KQM-2F9D-7KQM-2F9D-7KQM-2F9D-7KQMX'],
    ['a letter that is in no code', '7KQM-2F9D-7KQM-2F9D-7KQM-2F9D-7KQU'],
    ['another sign', '7KQM-2F9D-7KQM-2F9D-7KQM-2F9D-7KQ!'],
    ['another alphabet', '7KQM-2F9D-7KQM-2F9D-7KQM-2F9D-7KQ\u0410'],
    ['a code in a lot of space', `${'7'.repeat(28)}${' '.repeat(100_000)}`],
    ['half a character', `${'7'.repeat(27)}\ud800`],
  ])('is refused: %s', (_, typed) => {
    const read = readSignInCode(typed);
    expect(read).toMatchObject({ code: 'sign-in-code-is-malformed' });
    if (isRejection(read) && typed !== '') expect(read.message).not.toContain(typed.slice(0, 4));
  });
});

test('the secret of a session has 256 bits, and nothing else looks like one', () => {
  expect(isSessionSecret(drawSessionSecret(random))).toBe(true);
  expect(Buffer.from(drawSessionSecret(random), 'base64url')).toHaveLength(32);
  for (const text of ['', 'x'.repeat(42), 'x'.repeat(44), `${'x'.repeat(42)}=`, `${'x'.repeat(43)}\n`]) {
    expect(isSessionSecret(text)).toBe(false);
  }
});
