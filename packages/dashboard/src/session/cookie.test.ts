import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeSessions, encodeSessions, SESSIONS_MAX, type Session, withSession } from './cookie.ts';

const text = fc.stringMatching(/^[\w.:~-]{1,40}$/);
const moment = fc.nat();
const session: fc.Arbitrary<Session> = fc.record({
  node: text,
  person: text,
  name: fc.option(fc.string()),
  secret: text,
  endsAt: moment,
  token: text,
  tokenEndsAt: moment,
});

test('what is written is read, the newest where they are too many', () => {
  fc.assert(
    fc.property(fc.array(session, { maxLength: 6 }), (sessions) => {
      expect(decodeSessions(encodeSessions(sessions))).toEqual(sessions.slice(-SESSIONS_MAX));
    }),
  );
});

test.each([
  ['nothing', undefined],
  ['an empty cookie', ''],
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('{').toString('base64url')],
  ['no list', Buffer.from('{}').toString('base64url')],
  ['a row of another kind', Buffer.from('[["cee"]]').toString('base64url')],
  ['a row with a number for a secret', Buffer.from('[["cee","p","n",1,2,"t",3]]').toString('base64url')],
  ['a token with a line break', Buffer.from('[["cee","p","n","s",2,"a\\r\\nb",3]]').toString('base64url')],
  ['a token in another script', Buffer.from('[["cee","p","n","s",2,"汉",3]]').toString('base64url')],
  ['an end that is no moment', Buffer.from('[["cee","p","n","s",1e300,"t",3]]').toString('base64url')],
  ['a session without a token', Buffer.from('[["cee","p","n","s",2,"",3]]').toString('base64url')],
])('%s is no session', (_, value) => {
  expect(decodeSessions(value)).toEqual([]);
});

test('signing in again at a node replaces the session there', () => {
  const one = { node: 'cee', person: 'a', name: null, secret: 's', endsAt: 1, token: 't', tokenEndsAt: 1 };
  const other = { ...one, node: 'council' };
  expect(withSession([one, other], { ...one, person: 'b' })).toEqual([other, { ...one, person: 'b' }]);
});

test('three sessions with long tokens fit into a cookie', () => {
  const long = {
    node: 'n'.repeat(40),
    person: `${'n'.repeat(40)}:person:${'x'.repeat(26)}`,
    name: 'ü'.repeat(40),
    secret: 's'.repeat(43),
    endsAt: 1_800_000_000_000,
    token: 't'.repeat(620),
    tokenEndsAt: 1_800_000_000_000,
  };
  expect(encodeSessions([long, long, long]).length).toBeLessThan(4_000);
});
