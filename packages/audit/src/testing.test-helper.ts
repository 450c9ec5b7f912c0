import { encode } from '@hubgraph/kernel';
import {
  encodeEntryBundle,
  formatCheckpoint,
  formatTilePath,
  leafHash,
  makeSignerKey,
  type SignerKey,
  signCheckpoint,
  TILE_WIDTH,
  TreeHasher,
  tileWidthIn,
} from '@hubgraph/tlog';
import type { LogSource } from './source.ts';

export const logKey: SignerKey = makeSignerKey('node.east.example/books', 'ed25519', new Uint8Array(32).fill(1));

/** A public event as it stands in a commit. */
export type TestEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

/** The bytes of an entry of the log `books`. */
export function leafOf(seq: number, index: number, event: TestEvent, more: { node?: string; stage?: string } = {}) {
  const { node = 'east', stage } = more;
  return Buffer.from(encode({ at: 1_767_225_600_000 + seq, event, index, log: 'books', node, seq, stage, v: 1 }));
}

/** The paths and bytes of a log with these entries, as any web server could serve it. */
export function filesOf(leaves: readonly Uint8Array[], key: SignerKey = logKey): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const levels: Uint8Array[][] = [];
  const tree = new TreeHasher((level, index, hash) => {
    levels[level] ??= [];
    (levels[level] as Uint8Array[])[index] = hash;
  });
  for (const leaf of leaves) tree.append(leafHash(leaf));
  for (const [level, hashes] of levels.entries()) {
    for (let index = 0; index * TILE_WIDTH < hashes.length; index += 1) {
      const width = tileWidthIn(leaves.length, level, index);
      const from = index * TILE_WIDTH;
      files.set(formatTilePath({ level, index, width }), Buffer.concat(hashes.slice(from, from + width)));
      if (level > 0) continue;
      const bundle = encodeEntryBundle(leaves.slice(from, from + width));
      files.set(formatTilePath({ level: 'entries', index, width }), bundle as Uint8Array);
    }
  }
  const checkpoint = signCheckpoint({ origin: key.name, size: leaves.length, root: tree.root() }, key);
  files.set('checkpoint', Buffer.from(formatCheckpoint(checkpoint)));
  return files;
}

/** A log in memory. */
export function sourceOf(files: ReadonlyMap<string, Uint8Array>): LogSource {
  return {
    name: 'memory',
    checkpoint: async () => files.get('checkpoint'),
    policy: async () => files.get('policy'),
    read: async (path) => files.get(path),
  };
}

const account = (path: string, currency = 'EUR', more = {}): TestEvent => ({
  type: 'AccountOpened',
  at: 1,
  account: {
    path,
    currency,
    type: 'ASSET',
    exponent: 2,
    status: 'OPEN',
    debitsPendingMinor: 0n,
    debitsPostedMinor: 0n,
    creditsPendingMinor: 0n,
    creditsPostedMinor: 0n,
    ...more,
  },
});

/** One line of an entry in the general fund, in EUR. */
export const posting = (path: string, amountMinor: bigint, more: Readonly<Record<string, unknown>> = {}) => ({
  account: path,
  amountMinor,
  currency: 'EUR',
  fund: 'east:fund:1',
  ...(/^(income|expenses)/.test(path) ? { dimensions: { counterparty: 'PUBLIC', purpose: 'education' } } : {}),
  ...more,
});

/** An entry's event. */
export function entryEvent(
  type: string,
  id: string,
  postings: readonly object[],
  more: Readonly<Record<string, unknown>> = {},
): TestEvent {
  const status = { EntryPosted: 'POSTED', EntryPrepared: 'PENDING', PendingPosted: 'POSTED', PendingVoided: 'VOIDED' };
  return {
    type,
    at: 1_767_225_600_000,
    entry: {
      id: `east:entry:${id}`,
      kind: 'donation',
      effectiveDay: '2026-01-01',
      status: status[type as keyof typeof status] ?? 'EXPIRED',
      postings,
      ...more,
    },
  };
}

/** A hub's books open: one fund and four accounts. */
export const beginning: readonly TestEvent[] = [
  { type: 'FundOpened', fund: 'east:fund:1', code: 'general', name: { digest: 'd', key: 'k' } },
  account('assets:bank:main', 'EUR', { limit: 'credits-must-not-exceed-debits' }),
  account('income:donations'),
  account('expenses:services'),
  account('equity:opening'),
];

/** Leaves of these events, one commit each. */
export function leavesOf(events: readonly TestEvent[]): Uint8Array[] {
  return events.map((event, place) => leafOf(place + 1, 0, event));
}

/** As many entries of a hub that takes gifts, the beginning among them, one after the other. */
export function* giftsFrom(size: number): Generator<Uint8Array> {
  yield* leavesOf(beginning);
  for (let n = 0; n < size - beginning.length; n += 1) yield leafOf(beginning.length + n + 1, 0, giftOf(n));
}

/** A log of a hub that takes gifts: the beginning and as many entries. */
export function giftsOf(count: number): Uint8Array[] {
  return [...giftsFrom(count + beginning.length)];
}

function giftOf(n: number): TestEvent {
  const amount = 1_000n + BigInt(n % 97);
  const postings = [posting('assets:bank:main', amount), posting('income:donations', -amount)];
  return entryEvent('EntryPosted', `${n}`.padStart(26, '0'), postings);
}
