import { isRejection } from '@hubgraph/kernel';
import { formatVerifierKey, makeVerifierKey } from '@hubgraph/tlog';
import { describe, expect, test } from 'vitest';
import { keysOf } from '../test-kit.ts';
import { isLogOrigin, logOriginOf } from './origin.ts';
import { logKeysOf, parseNamedKey } from './verifier-key.ts';

/** The example of C2SP signed-note. */
const EXAMPLE = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';

describe('a verifier key', () => {
  test('is read as the specification writes it', () => {
    expect(parseNamedKey(EXAMPLE, 'log')).toMatchObject({ text: EXAMPLE, name: 'example.com/foo' });
  });

  test('is made of a name and a key for each role, as text that reads back', () => {
    const keys = keysOf('cee');
    const { logs, witness } = logKeysOf(keys);
    expect(logs.books).toMatch(/^cee\.example\/books\+[0-9a-f]{8}\+A/);
    for (const [role, text, kind] of [
      ['books', logs.books, 'log'],
      ['cases', logs.cases, 'log'],
      ['witness', witness, 'witness'],
    ] as const) {
      const read = parseNamedKey(text, kind);
      if (isRejection(read)) expect.fail(read.message);
      expect(read).toEqual({ text, name: `cee.example/${role}`, jwk: keys[role].publicJwk });
    }
  });

  const encoded = EXAMPLE.split('+').slice(2).join('+');
  const weak = makeVerifierKey('cee.example/books', 'ed25519', new Uint8Array(32));
  const smallOrder = isRejection(weak) ? '' : formatVerifierKey(weak);
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a list', [EXAMPLE]],
    ['two parts', 'example.com/foo+530d903a'],
    ['no name', `+530d903a+${encoded}`],
    ['a name with a scheme', `https://example.com/foo+530d903a+${encoded}`],
    ['a name with a space', `example com+530d903a+${encoded}`],
    ['another name', `example.com/bar+530d903a+${encoded}`],
    ['another id', `example.com/foo+530d903b+${encoded}`],
    ['an id in capitals', `example.com/foo+530D903A+${encoded}`],
    ['the type of a witness', logKeysOf(keysOf('cee')).witness],
    ['a key that is cut off', EXAMPLE.slice(0, -4)],
    ['a key with padding that it does not need', `${EXAMPLE}=`],
    ['an origin that ends in a slash', EXAMPLE.replace('/foo', '/')],
    ['a space at its end', `${EXAMPLE} `],
    ['a line end', `${EXAMPLE}\n`],
    ['a point of small order', smallOrder],
    ['a very long text', EXAMPLE.repeat(100)],
  ])('is refused: %s', (_, value) => {
    expect(parseNamedKey(value, 'log')).toMatchObject({ rejected: true, code: 'key-is-malformed' });
  });
});

describe('an origin', () => {
  test.each([
    ['https://node.east-africa.example', 'node.east-africa.example'],
    ['https://Node.East-Africa.example/', 'node.east-africa.example'],
    ['http://127.0.0.1:4001', '127.0.0.1:4001'],
    ['http://[::1]:4001/hub/', '[::1]:4001/hub'],
    ['https://cee.example//a//b//', 'cee.example/a/b'],
    ['https://example.com/a+b/', 'example.com/a%2Bb'],
  ])('of the endpoint %s is %s', (endpoint, origin) => {
    expect(logOriginOf(endpoint)).toBe(origin);
    expect(isLogOrigin(origin)).toBe(true);
  });

  test('of what is no URL is none', () => {
    expect(isLogOrigin(logOriginOf('nowhere'))).toBe(false);
  });
});
