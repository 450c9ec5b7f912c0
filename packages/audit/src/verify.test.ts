import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubgraphError, isRejection, realWorld, type World } from '@hubgraph/kernel';
import {
  consistencyProof,
  cosign,
  formatNote,
  formatTilePath,
  formatVerifierKey,
  makeSignerKey,
  parseCheckpoint,
  parsePolicy,
  type SignedCheckpoint,
  type SignerKey,
  signNote,
  withCosignatures,
} from '@hubgraph/tlog';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SeenFile } from './seen.ts';
import {
  beginning,
  entryEvent,
  filesOf,
  giftsOf,
  leafOf,
  leavesOf,
  logKey,
  posting,
  sourceOf,
} from './testing.test-helper.ts';
import { type VerifyOptions, verifyLog } from './verify.ts';

const casesKey = makeSignerKey('node.east.example/cases', 'ed25519', new Uint8Array(32).fill(2));
const [council, cee] = ['council', 'cee'].map((name, place) =>
  makeSignerKey(`${name}.example/witness`, 'cosignature-v1', new Uint8Array(32).fill(10 + place)),
) as [SignerKey, SignerKey];
const POLICY = `log ${formatVerifierKey(logKey)}\nlog ${formatVerifierKey(casesKey)}
witness council ${formatVerifierKey(council)}\nwitness cee ${formatVerifierKey(cee)}\ngroup both all council cee\nquorum both\n`;
const leaves = giftsOf(300);
const files = filesOf(leaves);

let folder: string;
let seen: SeenFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-audit-'));
  seen = new SeenFile(realWorld(), join(folder, 'seen.json'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Files = Map<string, Uint8Array>;

/** The log with cosignatures. */
function witnessed(of: ReadonlyMap<string, Uint8Array>, by: readonly SignerKey[] = [council, cee]): Files {
  const signed = parseCheckpoint(of.get('checkpoint') ?? '') as SignedCheckpoint;
  const note = withCosignatures(
    signed.note,
    by.map((key) => cosign(signed.note, key, 1_000)),
  );
  return new Map([...of, ['checkpoint', Buffer.from(formatNote(note))]]);
}

function policyOf(text = POLICY) {
  const policy = parsePolicy(text);
  if ('rejected' in policy) expect.fail(policy.message);
  return policy;
}

function check(of: ReadonlyMap<string, Uint8Array>, more: Partial<VerifyOptions> = {}) {
  return verifyLog({ world: realWorld(), books: sourceOf(of), policy: policyOf(), seen, ...more });
}

const offered = (of: ReadonlyMap<string, Uint8Array>): Files => new Map([...of, ['policy', Buffer.from(POLICY)]]);
/** Without a policy of one's own. */
const alone = (of: ReadonlyMap<string, Uint8Array>, more: Partial<VerifyOptions> = {}) =>
  verifyLog({ world: realWorld(), books: sourceOf(of), seen, ...more });

describe('a log whose key changes', () => {
  const nextKey = makeSignerKey(logKey.name, 'ed25519', new Uint8Array(32).fill(3));
  /** The checkpoint with a line by another key under it; anybody can add one. */
  const signedWith = (of: ReadonlyMap<string, Uint8Array>, keys: readonly SignerKey[]): Files => {
    const { note } = parseCheckpoint(of.get('checkpoint') ?? '') as SignedCheckpoint;
    return new Map([...of, ['checkpoint', Buffer.from(formatNote(signNote(note.text, keys)))]]);
  };
  const text = (key: SignerKey) => POLICY.replace(formatVerifierKey(logKey), formatVerifierKey(key));

  test('is told, and believed only when a policy names it', async () => {
    await check(witnessed(files));
    const both = witnessed(signedWith(files, [logKey, nextKey]));
    const saying = new Map([...both, ['policy', Buffer.from(text(nextKey))]]);
    const told = await alone(saying);
    expect([told.outcome, told.remarks]).toEqual(['whole', [expect.stringMatching(/^NEW KEY: memory says/)]]);
    const onlyNext = witnessed(signedWith(files, [nextKey]));
    const late = await alone(new Map([...onlyNext, ['policy', Buffer.from(text(nextKey))]]));
    expect(late.findings.map(({ code }) => code)).toEqual(['note-is-unsigned']);
    const named = await check(onlyNext, { policy: policyOf(text(nextKey)) });
    expect([named.outcome, named.remarks]).toEqual(['whole', [expect.stringContaining('because the policy names it')]]);
    expect(await alone(onlyNext)).toMatchObject({ outcome: 'whole', remarks: [] });
    expect(await alone(files)).toMatchObject({ outcome: 'wrong' });
  });

  test('goes on from what was seen, whatever key signs', async () => {
    await check(witnessed(files));
    const other = witnessed(signedWith(filesOf(giftsOf(300).reverse()), [nextKey]));
    const verdict = await check(other, { policy: policyOf(text(nextKey)) });
    expect(verdict.findings.map(({ code }) => code)).toContain('log-is-forked');
  });
});

describe('a log that is whole', () => {
  test('and witnessed', async () => {
    const verdict = await check(witnessed(files));
    expect(verdict).toMatchObject({ outcome: 'whole', findings: [], size: 305 });
    expect(verdict.line).toBe('WHOLE: node.east.example/books, 305 entries, witnessed by council, cee.');
  });

  test('and empty', async () => {
    expect(await check(witnessed(filesOf([])))).toMatchObject({ outcome: 'whole', size: 0 });
  });

  test.each<[string, Files, string]>([
    ['without cosignatures', files, 'no witness of the policy has cosigned node.east.example/books'],
    ['with too few', witnessed(files, [cee]), 'only cee of the policy has cosigned'],
  ])('and unwitnessed, %s', async (_, of, why) => {
    const { outcome, line } = await check(of);
    expect([outcome, line]).toEqual(['unwitnessed', expect.stringContaining(why)]);
  });

  test('and unwitnessed where the policy asks for no witness', async () => {
    const policy = policyOf(`log ${formatVerifierKey(logKey)}\nquorum none\n`);
    expect(await check(witnessed(files), { policy })).toMatchObject({ outcome: 'unwitnessed' });
  });

  test('is believed once on its own word, loudly, and is never witnessed by it', async () => {
    const first = await alone(offered(witnessed(files)));
    expect(first.outcome).toBe('unwitnessed');
    expect(first.remarks[0]).toMatch(/^FIRST USE: node.east.example\/books was never seen before/);
    const again = await alone(witnessed(files));
    expect([again.outcome, again.remarks]).toEqual(['unwitnessed', []]);
    expect((await check(witnessed(files))).outcome).toBe('whole');
    expect((await alone(witnessed(files))).outcome).toBe('whole');
  });
});

describe('what was seen is not forgotten', () => {
  const grown = witnessed(filesOf(giftsOf(700)));
  const replaced = witnessed(filesOf([...giftsOf(299), leafOf(305, 0, { type: 'TransferBooked' })]));

  test('a log that grew goes on', async () => {
    await check(witnessed(files));
    expect(await check(grown)).toMatchObject({ outcome: 'whole', size: 705 });
    expect(seen.read().logs['node.east.example/books']?.checkpoint).toContain('\n705\n');
  });

  test.each(['constructor', '__proto__', 'toString'])('not even of a log that is called %s', async (name) => {
    const key = makeSignerKey(name, 'ed25519', new Uint8Array(32).fill(3));
    const policy = Buffer.from(`log ${formatVerifierKey(key)}\nquorum none\n`);
    const of = (count: number) => new Map([...filesOf(giftsOf(count), key), ['policy', policy]]);
    expect((await alone(of(2))).remarks[0]).toMatch(/^FIRST USE/);
    expect(await alone(of(3))).toMatchObject({ outcome: 'unwitnessed', remarks: [] });
    expect(await alone(of(1))).toMatchObject({ outcome: 'wrong', findings: [{ code: 'log-is-older-than-seen' }] });
  });

  test.each<[string, string, Files]>([
    ['an older log', 'log-is-older-than-seen', witnessed(filesOf(giftsOf(200)))],
    ['an empty one', 'log-is-older-than-seen', witnessed(filesOf([]))],
    ['another one of the same size', 'log-is-forked', replaced],
    [
      'a longer one with another past',
      'log-is-forked',
      witnessed(filesOf([...giftsOf(299), ...[1, 2].map((n) => leafOf(304 + n, 0, { type: 'TransferBooked' }))])),
    ],
  ])('%s is wrong, both notes are shown, and nothing is forgotten for it', async (_, code, of) => {
    await check(witnessed(files));
    const before = readFileSync(seen.path, 'utf8');
    const verdict = await check(of);
    expect(verdict).toMatchObject({ outcome: 'wrong', findings: [{ code }] });
    expect(verdict.evidence).toHaveLength(2);
    expect(readFileSync(seen.path, 'utf8')).toBe(before);
  });

  test('another log at the same address is wrong', async () => {
    const place = 'http://127.0.0.1:1';
    await alone(offered(files), { place });
    const other = makeSignerKey('node.west.example/books', 'ed25519', new Uint8Array(32).fill(9));
    const policy = Buffer.from(`log ${formatVerifierKey(other)}\nquorum none\n`);
    const moved = new Map([...filesOf(leaves, other), ['policy', policy] as const]);
    expect(await alone(moved, { place })).toMatchObject({
      outcome: 'wrong',
      findings: [{ code: 'log-of-another-origin' }],
    });
    expect(await alone(moved)).toMatchObject({ outcome: 'unwitnessed' });
  });

  test('a policy of another node accuses nobody', async () => {
    const other = makeSignerKey('node.west.example/books', 'ed25519', new Uint8Array(32).fill(9));
    const policy = parsePolicy(Buffer.from(`log ${formatVerifierKey(other)}\nquorum none\n`));
    if (isRejection(policy)) return expect.fail(policy.message);
    const verdict = await check(offered(files), { policy });
    expect(verdict).toMatchObject({ outcome: 'unchecked', findings: [] });
    expect(verdict.line).toContain('The policy names no log');
  });

  test('another key under the same name is wrong', async () => {
    await alone(offered(files));
    const other = makeSignerKey(logKey.name, 'ed25519', new Uint8Array(32).fill(9));
    const policy = Buffer.from(`log ${formatVerifierKey(other)}\nquorum none\n`);
    const forged = new Map([...filesOf(giftsOf(400), other), ['policy', policy] as const]);
    expect(await alone(forged)).toMatchObject({ outcome: 'wrong', findings: [{ code: 'note-is-unsigned' }] });
  });

  test.each([
    '{',
    '{}',
    '{"logs":{},"places":{},"v":2}\n',
    '{"logs":{},"places":{},"v":1}',
    '{"logs":{"a":{}},"places":{},"v":1}\n',
  ])('a file that is damaged is not begun anew: %j', async (text) => {
    writeFileSync(seen.path, text);
    const verdict = await check(witnessed(files));
    expect(verdict).toMatchObject({ outcome: 'unchecked' });
    expect(verdict.line).toContain('is not what a check wrote');
  });
});

describe('a checkpoint', () => {
  const note = Buffer.from(witnessed(files).get('checkpoint') ?? '').toString();
  const withNote = (text: string): Files => new Map([...files, ['checkpoint', Buffer.from(text)]]);

  test.each<[string, string, string]>([
    ['of another size', note.replace('\n305\n', '\n306\n'), 'note-signature-is-wrong'],
    ['of another name', note.replace('node.east', 'node.west'), 'note-signature-is-wrong'],
    ['without signatures', `${note.split('\n\n')[0]}\n\n`, 'note-is-malformed'],
    ['signed twice', note + note.split('\n\n')[1], 'note-is-signed-twice'],
    ['that is garbage', 'x', 'note-is-malformed'],
    ['that is empty', '', 'note-is-malformed'],
  ])('%s is wrong', async (_, text, code) => {
    expect(await check(withNote(text))).toMatchObject({ outcome: 'wrong', findings: [{ code }] });
  });

  test('with one bit changed is wrong, wherever it is, but for names of strangers', async () => {
    for (let place = 0; place < Buffer.byteLength(note); place += 7) {
      const bytes = Buffer.from(note);
      bytes[place] = (bytes[place] ?? 0) ^ (1 << (place % 7));
      const { outcome } = await check(new Map([...files, ['checkpoint', bytes]]));
      // A signature whose name or id was changed is that of somebody who is not known: then a witness is missing.
      expect(['wrong', 'unwitnessed']).toContain(outcome);
    }
  });

  test('that is not one is unknown where no log was expected', async () => {
    expect(await alone(withNote('<html>'))).toMatchObject({ outcome: 'unchecked' });
  });
});

describe('cannot be checked:', () => {
  const unreachable = async () => {
    throw new HubgraphError('ERR_LOG_UNREACHABLE', 'Nobody answers.');
  };
  test.each<[string, Partial<VerifyOptions>]>([
    ['nothing is there', { books: sourceOf(new Map()) }],
    ['nobody answers', { books: { ...sourceOf(files), checkpoint: unreachable } }],
    ['nobody answers any more', { books: { ...sourceOf(files), read: unreachable } }],
    ['a log of somebody else', { books: sourceOf(filesOf([Buffer.from('one')])) }],
  ])('%s', async (_, more) => {
    expect(await check(files, more)).toMatchObject({ outcome: 'unchecked', findings: [] });
  });

  test('whose key it is, is not known', async () => {
    expect((await alone(files)).line).toContain('give --policy FILE');
  });
});

test('the tree of any log is checked where one asks for that alone', async () => {
  const foreign = witnessed(filesOf(['one', 'two', 'three'].map((text) => Buffer.from(text))));
  expect(await check(foreign, { isTreeOnly: true })).toMatchObject({ outcome: 'whole', size: 3 });
  foreign.set('tile/0/000.p/3', new Uint8Array(96));
  expect(await check(foreign, { isTreeOnly: true })).toMatchObject({ outcome: 'wrong' });
});

test('books that do not add up are wrong, however well they are signed and witnessed', async () => {
  const stolen = entryEvent('EntryPosted', 'x', [posting('expenses:services', 5n), posting('assets:bank:main', -4n)]);
  const verdict = await check(witnessed(filesOf([...leaves, leafOf(400, 0, stolen)])));
  expect(verdict).toMatchObject({
    outcome: 'wrong',
    findings: [{ code: 'entry-does-not-balance', index: 305, seq: 400 }],
  });
  expect(verdict.line).toMatch(/^WRONG: node.east.example\/books, 306 entries: Entry 305 \(commit 400\)/);
});

describe('the log of cases', () => {
  const cases = (size: number, by: readonly SignerKey[] = [council, cee], salt = '') =>
    witnessed(
      filesOf(
        Array.from({ length: size }, (_, n) => Buffer.from(`case ${n < 3 ? '' : salt}${n}`)),
        casesKey,
      ),
      by,
    );
  const sealed = (of: Files) => {
    const source = sourceOf(of);
    return {
      ...source,
      read: async () => Promise.reject(new HubgraphError('ERR_LOG_UNREACHABLE', 'It answered 403.')),
    };
  };
  const both = (size: number, by?: readonly SignerKey[]) => check(witnessed(files), { cases: sealed(cases(size, by)) });

  test('must go on from what was seen', async () => {
    expect(await both(10)).toMatchObject({ outcome: 'whole', remarks: [] });
    expect(await both(10)).toMatchObject({ outcome: 'whole', remarks: [] });
    const grown = await both(12);
    expect(grown.outcome).toBe('whole');
    expect(grown.remarks[0]).toContain('cannot be proved without the right to read cases; its witnesses say so');
    expect(await both(11)).toMatchObject({ outcome: 'wrong', findings: [{ code: 'log-is-older-than-seen' }] });
    const forked = await check(witnessed(files), { cases: sealed(cases(12, undefined, 'other ')) });
    expect(forked).toMatchObject({ outcome: 'wrong', findings: [{ code: 'log-is-forked' }] });
    expect(forked.evidence).toHaveLength(2);
  });

  test('is proved by its tiles for whoever may read them', async () => {
    await both(10);
    const proved = await check(witnessed(files), { cases: sourceOf(cases(300)) });
    expect(proved).toMatchObject({ outcome: 'whole', remarks: [] });
    const forked = await check(witnessed(files), { cases: sourceOf(cases(400, undefined, 'other ')) });
    expect(forked).toMatchObject({ outcome: 'wrong', findings: [{ code: 'log-is-forked' }] });
  });

  test('is proved by the hashes that a node shows for it, where they do', async () => {
    await both(10);
    const shown = async (of: Files, from: number, to: number, more: string[] = []) => {
      const read = async (level: number, index: number, width: number) =>
        of.get(formatTilePath({ level, index, width }));
      const proof = await consistencyProof(from, to, read);
      if ('rejected' in proof) expect.fail(proof.message);
      return Buffer.from([...proof.map((hash) => Buffer.from(hash).toString('base64')), ...more, ''].join('\n'));
    };
    const asked = (of: Files, more?: string[]) =>
      check(witnessed(files), { cases: { ...sealed(of), consistency: (from, to) => shown(of, from, to, more) } });
    expect(await asked(cases(20, undefined, 'other '))).toMatchObject({ findings: [{ code: 'log-is-forked' }] });
    expect(await asked(cases(20), ['x'])).toMatchObject({ findings: [{ code: 'log-is-forked' }] });
    expect(await asked(cases(20))).toMatchObject({ outcome: 'whole', remarks: [] });
  });

  test('needs its quorum too', async () => {
    expect(await both(10, [council])).toMatchObject({ outcome: 'unwitnessed' });
  });

  test('is not checked by a policy that does not name it', async () => {
    const policy = policyOf(
      POLICY.split('\n')
        .filter((_, line) => line !== 1)
        .join('\n'),
    );
    const verdict = await check(witnessed(files), { cases: sealed(cases(10)), policy });
    expect(verdict.remarks[0]).toContain('The policy has no key of node.east.example/cases');
  });

  test('with a wrong signature is wrong', async () => {
    const of = cases(10);
    of.set(
      'checkpoint',
      Buffer.from(
        Buffer.from(of.get('checkpoint') ?? '')
          .toString()
          .replace('\n10\n', '\n11\n'),
      ),
    );
    expect(await check(witnessed(files), { cases: sealed(of) })).toMatchObject({ outcome: 'wrong' });
  });
});

describe('what the node shows', () => {
  const books = leavesOf([
    ...beginning,
    entryEvent('EntryPosted', '1', [posting('assets:bank:main', 500n), posting('income:donations', -500n)]),
    entryEvent('EntryPrepared', '2', [posting('expenses:services', 200n), posting('assets:bank:main', -200n)]),
  ]);
  const money = (amount: number) => ({ amountMinor: `${amount}` });
  const account = (path: string, ...sums: readonly [number, number, number, number]) => {
    const [debitsPosted, creditsPosted, debitsPending, creditsPending] = sums.map(money);
    return { path, currency: 'EUR', debitsPosted, creditsPosted, debitsPending, creditsPending };
  };
  const accounts = [
    account('assets:bank:main', 500, 0, 0, 200),
    account('equity:opening', 0, 0, 0, 0),
    account('expenses:services', 0, 0, 200, 0),
    account('income:donations', 0, 500, 0, 0),
  ];
  const balances = [{ currency: 'EUR', posted: money(500), reserved: money(200) }];
  const fund = (id: string, of: readonly object[]) => ({ id, balances: of });
  const funds = [fund('east:fund:1', balances)];
  const page = (nodes: readonly object[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });

  interface Shown {
    readonly accounts?: readonly object[];
    readonly funds?: readonly object[];
    readonly seq?: (call: number) => number;
    readonly body?: string;
    readonly status?: number;
    readonly isSupport?: boolean;
  }
  let calls = 0;
  function world(shown: Shown): World {
    calls = 0;
    const real = realWorld();
    const clock = { ...real.clock, after: (_: number, run: () => void) => real.clock.after(0, run) };
    return {
      ...real,
      clock,
      network: {
        async request({ body }) {
          calls += 1;
          const is = String(body).includes('supportBooks') === (shown.isSupport ?? false);
          const shownBooks = { accounts: page(shown.accounts ?? accounts), funds: page(shown.funds ?? funds) };
          const data = shown.isSupport ? { supportBooks: shownBooks } : { _entities: [{ books: shownBooks }] };
          const extensions = { position: { node: 'east', seq: shown.seq?.(calls) ?? books.length } };
          const refused = { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }], extensions };
          const text = shown.body ?? JSON.stringify(is ? { data, extensions } : refused);
          return { status: shown.status ?? (is ? 200 : 400), headers: {}, body: text };
        },
      },
    };
  }
  const compared = (shown: Shown, of: readonly Uint8Array[] = books) =>
    check(witnessed(filesOf(of)), { world: world(shown), node: 'http://node.example' });

  test.each<[string, Shown]>([
    ['by a hub', {}],
    ['by the support system', { isSupport: true }],
    ['with a fund that nothing was posted to', { funds: [...funds, fund('east:fund:2', [])] }],
  ])('is what the log adds up to, %s', async (_, shown) => {
    const { outcome, line } = await compared(shown);
    expect([outcome, line]).toEqual(['whole', expect.stringContaining('balances are those that the node shows')]);
  });

  test.each<[string, string, Shown]>([
    [
      'an account of another balance',
      'account-differs',
      { accounts: [account('assets:bank:main', 501, 0, 0, 200), ...accounts.slice(1)] },
    ],
    ['an account that is not shown', 'account-differs', { accounts: accounts.slice(1) }],
    [
      'an account that was never opened',
      'account-differs',
      { accounts: [...accounts, account('assets:cash', 0, 0, 0, 0)] },
    ],
    ['no accounts', 'account-differs', { accounts: [] }],
    [
      'accounts of nothing',
      'account-differs',
      { accounts: [{ path: 'assets:bank:main', currency: 'EUR' }, ...accounts.slice(1)] },
    ],
    [
      'a fund of another balance',
      'fund-balance-differs',
      { funds: [fund('east:fund:1', [{ ...balances[0], reserved: money(0) }])] },
    ],
    ['a fund that nobody opened', 'fund-balance-differs', { funds: [...funds, fund('east:fund:2', balances)] }],
  ])('is wrong with %s', async (_, code, shown) => {
    const { outcome, findings } = await compared(shown);
    expect([outcome, findings[0]?.code]).toEqual(['wrong', code]);
  });

  test('is told in one line, whatever the node put into it', async () => {
    const path = 'x\n\u001b[2J\u009b8m\u202e\u2028WHOLE: node.east.example/books';
    const { outcome, line, findings } = await compared({ accounts: [...accounts, account(path, 1, 0, 0, 0)] });
    expect([outcome, line]).toEqual(['wrong', expect.stringMatching(/^WRONG: .*x\ufffd\ufffd\[2J.*WHOLE: node/)]);
    for (const text of [line, ...findings.map(({ message }) => message)]) expect(text).not.toMatch(/[\p{C}\p{Zl}]/u);
    const long = await compared({ accounts: [...accounts, account('x'.repeat(1_000_000), 1, 0, 0, 0)] });
    expect(long.line.length).toBeLessThan(2_000);
  });

  test('is compared at the commit at which it was shown, though the log goes on', async () => {
    const more = entryEvent('EntryPosted', '3', [posting('assets:bank:main', 9n), posting('income:donations', -9n)]);
    const grown = new Map([...filesOf(books), ...filesOf([...books, leafOf(20, 0, more)])]);
    let asked = 0;
    const source = { ...sourceOf(witnessed(grown)) };
    const first = witnessed(filesOf(books)).get('checkpoint');
    const checkpoint = async () => (asked++ === 0 ? first : source.checkpoint());
    const verdict = await check(files, {
      books: { ...source, checkpoint },
      world: world({ seq: () => 15 }),
      node: 'http://node.example',
    });
    expect(verdict).toMatchObject({ outcome: 'whole', size: books.length + 1 });
    expect(verdict.line).toContain('balances are those');
  });

  test('is asked again where the node is behind, and not believed where it stays so', async () => {
    const late = await compared({ seq: (call) => (call < 3 ? 1 : 9) });
    expect(late.line).toContain('balances are those');
    const never = await compared({ seq: () => 1 });
    expect(never.outcome).toBe('unchecked');
    expect(never.line).toContain('its balances were not compared');
    expect(calls).toBe(4);
  });

  test.each<[string, Shown]>([
    ['no JSON', { body: '<html>' }],
    ['no object', { body: '[]' }],
    ['more accounts than were asked for', { accounts: Array.from({ length: 101 }, () => accounts[0] ?? {}) }],
    ['nothing', { body: '{"data":null}' }],
    ['books without pages', { body: '{"data":{"_entities":[{"books":{}}]}}' }],
    ['a fault', { status: 503 }],
  ])('cannot be compared with %s', async (_, shown) => {
    expect(await compared(shown)).toMatchObject({ outcome: 'unchecked', findings: [] });
  });
});
