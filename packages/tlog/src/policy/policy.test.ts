import { isRejection } from '@hubgraph/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { cosign, withCosignatures } from '../cosignature/cosignature.ts';
import { leafHash } from '../merkle/hash.ts';
import { formatVerifierKey, makeSignerKey, type SignerKey, verifierKeyOf } from '../note/keys.ts';
import { accepted } from '../outcome.test-helper.ts';
import { formatPolicy, isQuorum, judgeCheckpoint, type LogPolicy, parsePolicy } from './policy.ts';

const seed = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const log = makeSignerKey('node.example/books', 'ed25519', seed(100));
const cosigners = Array.from({ length: 6 }, (_, index) =>
  makeSignerKey(`w${index}.example/w`, index === 5 ? 'ml-dsa-44' : 'cosignature-v1', seed(index)),
);
const vkey = (key: SignerKey | undefined): string => (key === undefined ? '' : formatVerifierKey(key));
const W = cosigners.map(vkey);

/** The example of the specification, with keys. */
const EXAMPLE = `log ${vkey(log)}

witness X1 ${W[0]}
witness X2 ${W[1]}
witness X3 ${W[2]}
group X-witnesses 2 X1 X2 X3

witness Y1 ${W[3]}
witness Y2 ${W[4]}
witness Y3 ${W[5]}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;
const NAMES = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'];

describe('the example of the specification', () => {
  const policy = accepted(parsePolicy(EXAMPLE));

  test('is satisfied by two of the first and one of the second, in all 64 cases', () => {
    for (let chosen = 0; chosen < 64; chosen += 1) {
      const names = NAMES.filter((_, index) => (chosen >> index) & 1);
      const count = (letter: string): number => names.filter((name) => name.startsWith(letter)).length;
      expect(isQuorum(policy, names)).toBe(count('X') >= 2 && count('Y') >= 1);
    }
  });

  test('is not satisfied by witnesses that have the names of groups', () => {
    expect(isQuorum(policy, ['X-and-Y', 'X-witnesses', 'Y-witnesses', 'x1'])).toBe(false);
  });

  test('is written so that it is read as the same', () => {
    expect(parsePolicy(formatPolicy(policy))).toEqual(policy);
    const lines = (text: string): readonly string[] => text.split('\n').filter(Boolean).sort();
    expect(lines(formatPolicy(accepted(parsePolicy(Buffer.from(EXAMPLE)))))).toEqual(lines(EXAMPLE));
  });
});

describe('a policy', () => {
  test('may have comments, odd spaces, URLs, any order, and no logs', () => {
    const text = ` # Größe\n\t \n witness\tå  ${W[0]} https://a.example/ \n#quorum x\nlog ${vkey(log)} https://b.example\nquorum å\n`;
    expect(parsePolicy(text)).toMatchObject({
      logs: [{ url: 'https://b.example' }],
      witnesses: [{ name: 'å', url: 'https://a.example/' }],
      quorum: 'å',
    });
    expect(parsePolicy('quorum none\n')).toEqual({ logs: [], witnesses: [], groups: [], quorum: undefined });
    expect(parsePolicy(`quorum none\nwitness a ${W[0]}\ngroup g 1 a\n`)).toMatchObject({ groups: [{ threshold: 1 }] });
  });

  const witnessA = `witness a ${W[0]}\n`;
  test.each<[string, string, number, RegExp]>([
    ['nothing', '', 0, /no quorum/],
    ['no quorum', witnessA, 1, /no quorum/],
    ['a last line without end', `${witnessA}quorum a`, 2, /no end/],
    ['two quorums', `${witnessA}quorum a\nquorum a\n`, 3, /quorum was given/],
    ['an unknown quorum', `${witnessA}quorum b\n`, 2, /b is not defined/],
    ['a quorum that is defined later', `quorum a\n${witnessA}`, 1, /a is not defined/],
    ['a quorum of two names', `${witnessA}quorum a a\n`, 2, /quorum is/],
    ['a quorum without a name', 'quorum\n', 1, /quorum is/],
    ['an unknown keyword', 'Quorum none\n', 1, /begins with/],
    ['ends of lines of Windows', 'quorum none\r\n', 1, /control character/],
    ['a control character in a comment', '# \u0000\nquorum none\n', 1, /control character/],
    ['a delete', '# \u007f\nquorum none\n', 1, /control character/],
    ['another space', `witness\u00a0a ${W[0]}\n`, 1, /begins with/],
    ['a log without a key', 'log\n', 1, /log is/],
    ['a log with too much', `log ${vkey(log)} a b\n`, 1, /log is/],
    ['a log with a key of a witness', `log ${W[0]}\n`, 1, /type cosignature-v1/],
    ['a log with no key', 'log x\n', 1, /not a verifier key/],
    ['a log twice', `log ${vkey(log)}\nlog ${vkey(makeSignerKey('x', 'ed25519', seed(100)))}\n`, 2, /given before/],
    ['a witness without a name', `witness ${W[0]}\n`, 1, /witness is/],
    ['a witness with a key of a log', `witness a ${vkey(log)}\n`, 1, /type ed25519/],
    ['a witness twice', `${witnessA}witness b ${vkey(makeSignerKey('x', 'cosignature-v1', seed(0)))}\n`, 2, /before/],
    ['a name twice', `${witnessA}witness a ${W[1]}\n`, 2, /name a was given/],
    ['a group with the name of a witness', `${witnessA}group a any a\n`, 2, /name a was given/],
    ['a witness named none', `witness none ${W[0]}\n`, 1, /none is taken/],
    ['a group named none', `${witnessA}group none any a\n`, 2, /none is taken/],
    ['none in a group', `${witnessA}group g any a none\n`, 2, /none is not defined/],
    ['a group without members', 'group g any\n', 1, /group is/],
    ['a group within itself', `${witnessA}group g any a g\n`, 2, /g is not defined/],
    ['a member twice in a group', `${witnessA}group g any a a\n`, 2, /member already/],
    ['a member of two groups', `${witnessA}group g any a\ngroup h any a\n`, 3, /member already/],
    ['a group of 0', `${witnessA}group g 0 a\n`, 2, /can be asked for/],
    ['a group of more than all', `${witnessA}group g 2 a\n`, 2, /can be asked for/],
    ['a group of -1', `${witnessA}group g -1 a\n`, 2, /can be asked for/],
    ['a group of 1.0', `${witnessA}group g 1.0 a\n`, 2, /can be asked for/],
    ['a group of 0x1', `${witnessA}group g 0x1 a\n`, 2, /can be asked for/],
    ['a group of ALL', `${witnessA}group g ALL a\n`, 2, /can be asked for/],
  ])('with %s is refused, and told the line', (_, text, line, why) => {
    const refusal = parsePolicy(text);
    expect(refusal).toMatchObject({ rejected: true, code: 'log-policy-is-malformed' });
    expect((refusal as { message: string }).message).toMatch(why);
    expect((refusal as { message: string }).message).toMatch(new RegExp(`^Line ${line} of the policy: `));
  });

  test('that is not UTF-8 is refused', () => {
    expect(parsePolicy(Buffer.from([0x23, 0xff, 0x0a]))).toMatchObject({ code: 'log-policy-is-malformed' });
  });

  test('may have 300 logs, witnesses and groups, each within the one before', () => {
    const many = Array.from({ length: 300 }, (_, index) => Buffer.alloc(32, `seed ${index}`));
    const lines = [
      ...many.map((bytes) => `log ${formatVerifierKey(makeSignerKey('l', 'ed25519', bytes))}`),
      ...many.map((bytes, n) => `witness w${n} ${formatVerifierKey(makeSignerKey('w', 'cosignature-v1', bytes))}`),
      ...many.map((_, n) => `group g${n} all w${n}${n === 0 ? '' : ` g${n - 1}`}`),
      'quorum g299',
    ];
    const policy = accepted(parsePolicy(`${lines.join('\n')}\n`));
    const names = policy.witnesses.map(({ name }) => name);
    expect(isQuorum(policy, names)).toBe(true);
    expect(isQuorum(policy, names.slice(1))).toBe(false);
  });

  test('that is too large is refused', () => {
    expect(parsePolicy('#'.repeat(1_000_001))).toMatchObject({ code: 'log-policy-is-too-large' });
    const groups = Array.from({ length: 1_001 }, (_, n) => `group g${n} any ${n === 0 ? 'a' : `g${n - 1}`}\n`).join('');
    expect(parsePolicy(`${witnessA}${groups}`)).toMatchObject({ code: 'log-policy-is-too-large' });
  });

  test('or anything else is read or refused', () => {
    const words = fc.constantFrom(
      'log',
      'witness',
      'group',
      'quorum',
      'none',
      'a',
      'b',
      'any',
      'all',
      '1',
      ...W,
      '#',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(words), (parts) => {
        const policy = parsePolicy(`${parts.join(' ')}\n`);
        if (!isRejection(policy)) expect(parsePolicy(formatPolicy(policy))).toEqual(policy);
      }),
      { numRuns: 500 },
    );
  });
});

describe('judging a checkpoint', () => {
  const policy: LogPolicy = accepted(parsePolicy(EXAMPLE));
  const signed = signCheckpoint({ origin: log.name, size: 7, root: leafHash(seed(0)) }, log);
  const cosigned = (...places: readonly number[]) => {
    const lines = places.map((place) => cosign(signed.note, cosigners[place] as SignerKey, 1_000 + place));
    return { ...signed, note: withCosignatures(signed.note, lines) };
  };

  test('says who has cosigned and when, and whether these suffice', () => {
    expect(judgeCheckpoint(policy, cosigned(5, 0, 2))).toMatchObject({
      checkpoint: { size: 7 },
      witnesses: [
        { name: 'X1', timestamp: 1_000 },
        { name: 'X3', timestamp: 1_002 },
        { name: 'Y3', timestamp: 1_005 },
      ],
      isSatisfied: true,
    });
    expect(judgeCheckpoint(policy, cosigned(0, 3, 4))).toMatchObject({ isSatisfied: false });
    expect(judgeCheckpoint(policy, signed)).toMatchObject({ witnesses: [], isSatisfied: false });
    expect(judgeCheckpoint({ ...policy, quorum: undefined }, signed)).toMatchObject({ isSatisfied: true });
  });

  test('counts no witness that the policy does not have', () => {
    const stranger = cosign(signed.note, makeSignerKey('w0.example/w', 'cosignature-v1', seed(50)), 1);
    const checkpoint = { ...signed, note: withCosignatures(signed.note, [stranger]) };
    expect(judgeCheckpoint({ ...policy, quorum: 'X1' }, checkpoint)).toMatchObject({ isSatisfied: false });
  });

  test('refuses a checkpoint that no log of the policy has signed, however many witnesses have', () => {
    const other = signCheckpoint(
      { origin: log.name, size: 7, root: leafHash(seed(0)) },
      makeSignerKey('o', 'ed25519', seed(7)),
    );
    const lines = cosigners.map((key) => cosign(other.note, key, 5));
    expect(judgeCheckpoint(policy, { ...other, note: withCosignatures(other.note, lines) })).toMatchObject({
      code: 'note-is-unsigned',
    });
    expect(judgeCheckpoint({ ...policy, logs: [] }, cosigned(0, 1, 3))).toMatchObject({ code: 'note-is-unsigned' });
  });

  test('refuses a checkpoint that the log of another origin has signed', () => {
    const second = makeSignerKey('second.example/books', 'ed25519', seed(101));
    const both: LogPolicy = { ...policy, logs: [...policy.logs, { key: verifierKeyOf(second), url: undefined }] };
    const borrowed = signCheckpoint({ origin: log.name, size: 7, root: leafHash(seed(0)) }, second);
    expect(judgeCheckpoint(both, borrowed)).toMatchObject({ code: 'note-is-unsigned' });
  });

  test('refuses a checkpoint with a cosignature that is of another one', () => {
    const later = signCheckpoint({ origin: log.name, size: 8, root: leafHash(seed(0)) }, log);
    const note = withCosignatures(later.note, cosigned(0).note.signatures.slice(1));
    expect(judgeCheckpoint(policy, { ...later, note })).toMatchObject({ code: 'note-signature-is-wrong' });
  });
});
