import { canonical, isRejection, sha256 } from '@hubgraph/kernel';
import type { Receive } from '@hubgraph/node';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sponsorshipMoved } from './moving.ts';

const U = '01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const CORE = { sponsorship: `andes:sponsorship:${U}`, team: `andes:team:${U}`, fund: `andes:fund:${U}` };
const line = (amountMinor: string) => ({ entry: `andes:entry:${U}`, currency: 'EUR', amountMinor });
const LINES = ['100', '-30', '0'].map(line);
const PAYLOAD = {
  ...CORE,
  statementDigest: sha256(canonical({ ...CORE, lines: LINES })),
  ...{ part: 0, parts: 1, history: LINES, transfers: [`andes:transfer:${U}`] },
};

function decided(change: object, state: object = {}) {
  const statement = { issuer: 'andes', payload: { ...PAYLOAD, ...change } };
  const command = { type: 'Receive:sponsorship-moved', statement, at: 0, by: 'node:andes' } as unknown as Receive;
  const outcome = sponsorshipMoved.decide(command, { known: undefined, parts: new Map(), ...state } as never);
  return isRejection(outcome) ? outcome.code : outcome;
}
const stored = LINES.map((one) => ({ ...one, amountMinor: BigInt(one.amountMinor) }));

test('what a sponsor tells is taken as it says, and once', () => {
  expect(decided({})).toMatchObject([{ type: 'SponsorshipArrived', from: 'andes', history: stored }]);
  expect(decided({}, { parts: new Map([[0, stored]]), known: PAYLOAD })).toEqual([]);
  // What a team held was in no fund of that hub.
  const held = { ...CORE, fund: '' };
  const statementDigest = sha256(canonical({ ...held, lines: LINES }));
  expect(decided({ fund: '', transfers: [], statementDigest })).toMatchObject([{ fund: '', transfers: [] }]);
  // The money was sent again, since nobody took it in time.
  const again = { transfers: [`andes:transfer:${U.replace('F', 'G')}`] };
  expect(decided(again, { parts: new Map([[0, stored]]), known: PAYLOAD })).toHaveLength(1);
});

test('what it does not own, what nobody can read, and another history than it signed for are refused', () => {
  const table: readonly (readonly [string, object])[] = [
    ['sponsorship-is-not-of-the-sponsor', { sponsorship: `cee:sponsorship:${U}` }],
    ['sponsorship-is-not-of-the-sponsor', { fund: `andes:team:${U}` }],
    ['sponsorship-is-not-of-the-sponsor', { transfers: [`cee:transfer:${U}`] }],
    ['sponsorship-is-not-of-the-sponsor', { transfers: 'x' }],
    ['sponsorship-is-malformed', { part: 1 }],
    ['sponsorship-is-malformed', { parts: 251 }],
    ['sponsorship-is-malformed', { part: 0.5 }],
    ['sponsorship-is-malformed', { statementDigest: 'x' }],
    ['sponsorship-is-malformed', { history: [{ ...line('1'), more: 1 }] }],
    ['sponsorship-is-malformed', { history: [line('1.5')] }],
    ['sponsorship-is-malformed', { history: Array.from({ length: 401 }, () => line('1')) }],
    ['history-differs-from-its-digest', { history: LINES.slice(1) }],
    ['history-differs-from-its-digest', { history: LINES.toReversed() }],
    ['history-differs-from-its-digest', { team: `andes:team:${U.replace('F', 'G')}` }],
  ];
  for (const [code, change] of table) expect(decided(change), JSON.stringify(change)).toBe(code);
});

test('parts come in any order, and only all of them together are the history', () => {
  const amounts = fc.array(fc.bigInt(-(10n ** 12n), 10n ** 12n), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 2, max: 9 }), fc.nat(), (minors, wanted, shuffle) => {
      const lines = minors.map((minor) => line(String(minor)));
      const size = Math.ceil(lines.length / wanted);
      const parts = Math.ceil(lines.length / size);
      const statementDigest = sha256(canonical({ ...CORE, lines }));
      const order = Array.from({ length: parts }, (_, n) => (n + shuffle) % parts);
      const here = new Map<number, unknown>();
      for (const [n, part] of order.entries()) {
        const history = lines.slice(part * size, (part + 1) * size);
        const isLast = n === parts - 1;
        if (isLast && parts > 1) {
          const other = [...history.slice(1), line('7'), line('7')];
          expect(decided({ statementDigest, part, parts, history: other }, { parts: here })).toBe(
            'history-differs-from-its-digest',
          );
        }
        expect(decided({ statementDigest, part, parts, history }, { parts: here })).toHaveLength(1);
        here.set(
          part,
          history.map((one) => ({ ...one, amountMinor: BigInt(one.amountMinor) })),
        );
      }
    }),
    { numRuns: 50 },
  );
});
