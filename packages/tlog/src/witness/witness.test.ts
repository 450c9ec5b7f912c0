import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCheckpoint, signCheckpoint } from '../checkpoint/checkpoint.ts';
import { emptyRoot, leafHash } from '../merkle/hash.ts';
import { NaiveTree } from '../merkle/naive.test-helper.ts';
import { makeSignerKey, makeVerifierKey, type VerifierKey, verifierKeyOf } from '../note/keys.ts';
import { addSignatures, formatNote, signNote } from '../note/note.ts';
import { accepted } from '../outcome.test-helper.ts';
import { published } from '../published.test-helper.ts';
import { decideAddCheckpoint, type WitnessedState } from './decide.ts';
import { formatAddCheckpoint, parseAddCheckpoint, parseWitnessSize } from './request.ts';

const key = makeSignerKey('node.example/books', 'ed25519', new Uint8Array(32).fill(1));
const other = makeSignerKey('other.example/books', 'ed25519', new Uint8Array(32).fill(2));
const logs = [verifierKeyOf(key)];
const tree = new NaiveTree(Array.from({ length: 40 }, (_, index) => Buffer.from(`entry ${index}`)));
const forged = leafHash(Buffer.from('forged'));

const at = (size: number, root = tree.root(size)): ReturnType<typeof signCheckpoint> =>
  signCheckpoint({ origin: key.name, size, root }, key);
const body = (oldSize: number, size: number, proof = proofOf(oldSize, size), checkpoint = at(size)): string =>
  formatAddCheckpoint({ oldSize, proof, checkpoint });
const knows = (size: number): WitnessedState => ({ size, root: tree.root(size), note: formatNote(at(size).note) });
const proofOf = (from: number, to: number): readonly Uint8Array[] =>
  from === 0 || from > to ? [] : tree.consistency(from, to);
const decide = (text: string, known?: WitnessedState, keys: readonly VerifierKey[] | undefined = logs) =>
  decideAddCheckpoint({ request: parseAddCheckpoint(text), logs: keys, known });

test('9 of 9 exchanges of another witness, replayed, have the status that the specification names', (context) => {
  const script = published(context, 'litewitness.txt').toString();
  const exchanges = [...script.matchAll(/^POST .*\n```\n([\s\S]*?)```\nHTTP (\d+)\n\[Asserts\]\n(body .*)$/gm)];
  expect(exchanges).toHaveLength(9);
  const origin = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562';
  const publicKey = Buffer.from('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f', 'hex');
  const log = accepted(makeVerifierKey(origin, 'ed25519', publicKey));
  const states = new Map<string, WitnessedState>();
  const answered = exchanges.map(([, text = '', status, assertion = '']) => {
    const request = accepted(parseAddCheckpoint(text));
    const known = states.get(request.checkpoint.origin);
    const isKnown = request.checkpoint.origin === origin;
    const decision = decideAddCheckpoint({ request, logs: isKnown ? [log] : undefined, known });
    if (decision.status === 200) states.set(origin, decision.state);
    if (decision.status === 409) expect(assertion).toBe(`body == ${JSON.stringify(decision.body)}`);
    return [Number(status), decision.status];
  });
  // That witness is older than the specification's 404 and answers an unknown log with 403.
  expect(answered).toEqual([
    [200, 200],
    [403, 403],
    [403, 404],
    [422, 422],
    [422, 422],
    [200, 200],
    [409, 409],
    [200, 200],
    [409, 409],
  ]);
  expect(states.get(origin)?.size).toBe(5);
});

describe('a request', () => {
  test('of the specification is read, and written as it was', () => {
    const text = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`;
    const request = accepted(parseAddCheckpoint(text));
    expect(request).toMatchObject({ oldSize: 20852014, checkpoint: { size: 20852163 } });
    expect(request.proof).toHaveLength(4);
    expect(formatAddCheckpoint(request)).toBe(text);
    expect(parseAddCheckpoint(Buffer.from(text))).toEqual(request);
  });

  const good = body(3, 7);
  const hash = `${Buffer.alloc(32).toString('base64')}\n`;
  test.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['no old size', good.replace(/^old 3\n/, '')],
    ['an old size with a leading zero', good.replace('old 3', 'old 03')],
    ['a negative old size', good.replace('old 3', 'old -3')],
    ['an old size that numbers cannot count', good.replace('old 3', 'old 9007199254740992')],
    ['two spaces', good.replace('old 3', 'old  3')],
    ['capitals', good.replace('old 3', 'OLD 3')],
    ['ends of lines of Windows', good.replaceAll('\n', '\r\n')],
    ['no empty line', good.replace('\n\n', '\n')],
    ['a hash without padding', good.replace('=\n', '\n')],
    ['a hash of 31 bytes', good.replace('old 3\n', `old 3\n${Buffer.alloc(31).toString('base64')}\n`)],
    ['64 hashes', good.replace('old 3\n', `old 3\n${hash.repeat(64 - proofOf(3, 7).length)}`)],
    ['millions of hashes', `old 3\n${hash.repeat(1_000_000)}`],
    ['no checkpoint', 'old 3\n\n'],
    ['a checkpoint without signatures', good.slice(0, good.indexOf('—'))],
    ['a checkpoint that is none', `old 0\n\n${formatNote(signNote('x\n', [key]))}`],
    ['a checkpoint signed twice by one key', `${good}${good.slice(good.indexOf('—'))}`],
    ['bytes that are not UTF-8', Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0x0a])])],
  ])('with %s is answered with 400', (_, text) => {
    const request = parseAddCheckpoint(text);
    expect(isRejection(request)).toBe(true);
    expect(decideAddCheckpoint({ request, logs, known: undefined })).toMatchObject({ status: 400 });
  });

  test('may have 63 hashes', () => {
    const text = good.replace('old 3\n', `old 3\n${hash.repeat(63 - proofOf(3, 7).length)}`);
    expect(accepted(parseAddCheckpoint(text)).proof).toHaveLength(63);
  });
});

describe('a witness', () => {
  test('accepts a first checkpoint without a proof, and only without one', () => {
    expect(decide(body(0, 7))).toMatchObject({ status: 200, state: { size: 7 } });
    // Whoever sends that says nothing of the log: every tree continues the empty one.
    for (const known of [undefined, knows(0)]) {
      expect(decide(body(0, 7, [forged]), known)).toMatchObject({
        status: 422,
        refusal: { code: 'consistency-proof-is-wrong' },
        evidence: undefined,
      });
    }
  });

  test('accepts every checkpoint that continues what it has seen', () => {
    for (let from = 0; from <= 40; from += 1) {
      for (let to = from; to <= 40; to += 1) {
        const decision = decide(body(from, to), from === 0 ? undefined : knows(from));
        expect(decision).toMatchObject({ status: 200, state: { size: to } });
      }
    }
  });

  test('goes on from an empty log that it has cosigned', () => {
    expect(decide(body(0, 0), knows(0)).status).toBe(200);
    expect(decide(body(0, 5), knows(0)).status).toBe(200);
    expect(decide(body(0, 5, [forged]), knows(0)).status).toBe(422);
  });

  test('answers 404 for a log that it does not know, before all else', () => {
    const text = body(9, 7, [], signCheckpoint({ origin: key.name, size: 7, root: forged }, other));
    expect(decideAddCheckpoint({ request: parseAddCheckpoint(text), logs: undefined, known: knows(7) })).toMatchObject({
      status: 404,
      refusal: { code: 'log-is-unknown' },
      evidence: undefined,
    });
  });

  test('answers 403 when no key of the log has signed, or one did not sign this', () => {
    const byOther = signCheckpoint({ origin: key.name, size: 7, root: tree.root(7) }, other);
    expect(decide(body(0, 7, [], byOther))).toMatchObject({ status: 403, refusal: { code: 'note-is-unsigned' } });
    expect(decide(body(0, 7, [], byOther), undefined, [...logs, verifierKeyOf(other)]).status).toBe(403);
    const stolen = { ...at(7), note: { ...at(7).note, signatures: at(8).note.signatures } };
    expect(decide(body(9, 7, [], stolen), knows(7))).toMatchObject({
      status: 403,
      refusal: { code: 'note-signature-is-wrong' },
      evidence: undefined,
    });
    expect(decide(body(0, 7), undefined, []).status).toBe(403);
  });

  test('answers 400 when the old size is larger than the checkpoint, before it compares with what it has seen', () => {
    expect(decide(body(8, 7), knows(8))).toMatchObject({ status: 400, refusal: { code: 'old-size-is-too-large' } });
    expect(decide(body(9, 7), knows(8))).toMatchObject({ status: 400 });
  });

  test('answers 409 with the size that it has seen when the old size is another one', () => {
    for (const [oldSize, size] of [
      [0, 12],
      [7, 12],
      [9, 12],
      [0, 5],
      [5, 5],
    ] as const) {
      expect(decide(body(oldSize, size), knows(8))).toMatchObject({
        status: 409,
        contentType: 'text/x.tlog.size',
        body: '8\n',
        evidence: undefined,
      });
    }
    expect(decide(body(3, 12))).toMatchObject({ status: 409, body: '0\n' });
  });

  test('answers 422 for another root at the size that it has seen, and keeps both notes', () => {
    const decision = decide(body(8, 8, [], at(8, forged)), knows(8));
    expect(decision).toMatchObject({ status: 422, refusal: { code: 'log-is-forked' } });
    expect(decision).toMatchObject({
      evidence: { kind: 'fork', known: knows(8), note: formatNote(at(8, forged).note) },
    });
  });

  test('finds a fork also where it answers with another status', () => {
    expect(decide(body(0, 8, [], at(8, forged)), knows(8))).toMatchObject({ status: 409, evidence: { kind: 'fork' } });
    expect(decide(body(9, 8, [], at(8, forged)), knows(8))).toMatchObject({ status: 400, evidence: { kind: 'fork' } });
  });

  test('answers 422 for a wrong root of the empty tree, known or not', () => {
    for (const known of [undefined, knows(0)]) {
      expect(decide(body(0, 0, [], at(0, forged)), known)).toMatchObject({
        status: 422,
        refusal: { code: 'empty-root-is-wrong' },
        evidence: { kind: 'impossible' },
      });
    }
    expect(decide(body(0, 0, [], at(0, emptyRoot()))).status).toBe(200);
    expect(decide(body(0, 0, [forged], at(0, emptyRoot()))).status).toBe(422);
  });

  test('answers 422 when the proof does not hold', () => {
    const proof = proofOf(5, 9);
    for (const wrong of [[], proof.slice(1), [...proof, forged], [forged, ...proof.slice(1)], proofOf(5, 10)]) {
      expect(decide(body(5, 9, wrong), knows(5))).toMatchObject({
        status: 422,
        refusal: { code: 'consistency-proof-is-wrong' },
        evidence: { kind: 'unproven' },
      });
    }
    expect(decide(body(5, 9, proof, at(9, forged)), knows(5)).status).toBe(422);
    expect(decide(body(5, 5, [forged]), knows(5)).status).toBe(422);
  });

  test('keeps and cosigns what the log signed, without the signatures of others', () => {
    const { note } = at(7);
    const crowded = addSignatures(note, signNote(note.text, [other]).signatures);
    const decision = decide(body(0, 7, [], accepted(parseCheckpoint(formatNote(crowded)))));
    expect(decision).toMatchObject({ status: 200, state: { note: formatNote(note) } });
    if (decision.status === 200) expect(formatNote(decision.checkpoint.note)).toBe(formatNote(note));
  });

  test('never accepts, one request after another, what does not continue the longest tree', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ oldSize: fc.nat({ max: 40 }), size: fc.nat({ max: 40 }), isForged: fc.boolean() })),
        (requests) => {
          let known: WitnessedState | undefined;
          for (const { oldSize, size, isForged } of requests) {
            const checkpoint = isForged ? at(size, forged) : at(size);
            const decision = decide(body(oldSize, size, proofOf(oldSize, size), checkpoint), known);
            if (decision.status !== 200) continue;
            expect(decision.state.size).toBeGreaterThanOrEqual(known?.size ?? 0);
            // Nobody can tell a forged first checkpoint; from an honest one on, nothing forged is accepted.
            if (isForged) expect(known?.size ?? 0).toBe(0);
            known = isForged ? undefined : decision.state;
          }
        },
      ),
    );
  });
});

describe('the size in an answer', () => {
  test.each<[string, number]>([
    ['0\n', 0],
    ['20852163\n', 20852163],
  ])('%j is read', (answer, size) => {
    expect(parseWitnessSize(answer)).toBe(size);
  });

  test.each(['', '5', '05\n', '5\n\n', ' 5\n', '-1\n', '9007199254740992\n', '5\r\n', `${'9'.repeat(1_000_000)}\n`])(
    'number %# that is none is refused',
    (answer) => {
      expect(parseWitnessSize(answer)).toMatchObject({ code: 'witness-answer-is-malformed' });
    },
  );
});

test('whatever comes in, a request is read or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary-ascii' }), fc.constant('old 0\n\n')), (input) => {
      expect(isRejection(parseAddCheckpoint(input))).toBe(true);
    }),
  );
});
