// What an operator may try who has the database, the programs and the keys.
import { entryEvent, posting } from '@hubgraph/audit/testing';
import type { LogName } from '@hubgraph/journal';
import { canonical, decode, encode, isRejection, type Json } from '@hubgraph/kernel';
import {
  decodeEntryBundle,
  encodeEntryBundle,
  formatCheckpoint,
  formatNote,
  leafHash,
  makeSignerKey,
  parseCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from '@hubgraph/tlog';
import type { StoredCommit } from '../../packages/store/src/port.ts';
import type { Chance } from '../support/chance.ts';

/** The files of both logs, by path. */
export type Published = Readonly<Record<LogName, Map<string, Uint8Array>>>;

/** A log's past, and what was published of it. */
export interface History {
  readonly commits: readonly StoredCommit[];
  /** So many commits it had when it was seen last. */
  readonly seen: number;
  /** An interval before that, then, and an interval later; cosigned by the witness. */
  readonly old: Published;
  readonly then: Published;
  readonly now: Published;
}

/** One way to cheat: a past that is written anew, or files that are served in place of those that were signed. */
export type Attack = {
  readonly name: string;
  /** Who must find it: who remembers an older checkpoint, who asks for a witness, or each of them. */
  readonly foundBy: 'memory' | 'witness' | 'each';
  /** The witness was shown the true log up to now. */
  readonly isFork?: boolean;
} & (
  | { readonly rewrite: (history: History, chance: Chance) => readonly StoredCommit[]; readonly serve?: never }
  | { readonly serve: (history: History, chance: Chance) => Published; readonly rewrite?: never }
);

type Body = { -readonly [name in 'seq' | 'at' | 'by' | 'commandId']: Json } & {
  events: Record<string, Json>[];
  books: number[];
};

/** The first commits open the books; those after them are gifts. */
const OPENING = 5;

const bodiesOf = (commits: readonly StoredCommit[]): Body[] => commits.map(({ bytes }) => JSON.parse(bytes) as Body);

/** Commits as the journal writes them, numbered anew. */
function written(bodies: readonly Body[]): StoredCommit[] {
  return bodies.map((body, place) => {
    const seq = place + 1;
    return { seq, commandId: String(body.commandId), bytes: canonical({ ...body, seq } as unknown as Json) };
  });
}

/** Somewhere in the past that was seen. */
const placeIn = ({ seen }: History, chance: Chance): number => OPENING + chance(seen - OPENING);

/** The past with one commit changed. */
function edited(history: History, chance: Chance, edit: (body: Body) => void): StoredCommit[] {
  const bodies = bodiesOf(history.commits);
  edit(bodies[placeIn(history, chance)] as Body);
  return written(bodies);
}

let invented = 0;

/** A gift that nobody gave. */
function invention(like: Body, chance: Chance): Body {
  invented += 1;
  const amount = BigInt(1 + chance(1_000_000));
  const event = entryEvent('EntryPosted', `X${invented}`.padStart(26, '0'), [
    posting('assets:bank:main', amount),
    posting('income:donations', -amount),
  ]);
  const events = JSON.parse(encode([event])) as Record<string, Json>[];
  return { ...like, commandId: `invented-${invented}`, events, books: [0] };
}

/** The first of these commits, and as many inventions as make up this number. */
function goingOn({ commits }: History, from: number, count: number, chance: Chance): StoredCommit[] {
  const bodies = bodiesOf(commits.slice(0, from));
  const like = bodies.at(-1) as Body;
  while (bodies.length < count) bodies.push(invention(like, chance));
  return written(bodies);
}

function setAmount(body: Body, amount: bigint): void {
  const entry = body.events[0]?.['entry'] as { postings: { amountMinor: string }[] };
  const [paid, given] = entry.postings;
  if (paid === undefined || given === undefined) throw new Error('a gift has two lines');
  paid.amountMinor = String(amount);
  given.amountMinor = String(-amount);
}

/** A copy of what is published, with one file changed. */
function served({ now }: History, log: LogName, path: string, change: (bytes: Uint8Array) => Uint8Array | undefined) {
  const files = new Map(now[log]);
  const bytes = change(Uint8Array.from(files.get(path) ?? []));
  if (bytes === undefined) files.delete(path);
  else files.set(path, bytes);
  return { ...now, [log]: files };
}

const pathsOf = ({ now }: History, kind: RegExp): string[] => [...now.books.keys()].filter((path) => kind.test(path));
const BUNDLES = /^tile\/entries\//;
const TILES = /^tile\/\d/;

function inBundle(history: History, chance: Chance, change: (leaves: Uint8Array[]) => void): Published {
  return served(history, 'books', chance.of(pathsOf(history, BUNDLES)), (bytes) => {
    const width = bytes.length === 0 ? 0 : widthOf(bytes);
    const leaves = decodeEntryBundle(bytes, width);
    if (isRejection(leaves)) throw new Error(leaves.message);
    const changed = [...leaves];
    change(changed);
    return encodeEntryBundle(changed) as Uint8Array;
  });
}

/** How many entries a bundle has: each begins with its length in two bytes. */
function widthOf(bytes: Uint8Array): number {
  let width = 0;
  for (let at = 0; at < bytes.length; width += 1) at += 2 + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  return width;
}

function editedLeaf(leaf: Uint8Array, chance: Chance): Uint8Array {
  const read = decode(Buffer.from(leaf).toString()) as Record<string, unknown>;
  return Buffer.from(encode({ ...read, at: 1_767_225_600_000 - 1 - chance(1_000_000) }));
}

function flipped(bytes: Uint8Array, chance: Chance): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const place = chance(changed.length);
  changed[place] = (changed[place] ?? 0) ^ (1 << chance(8));
  return changed;
}

function checkpointOf(files: ReadonlyMap<string, Uint8Array>): SignedCheckpoint {
  const signed = parseCheckpoint(files.get('checkpoint') ?? '');
  if (isRejection(signed)) throw new Error(signed.message);
  return signed;
}

const IMPOSTOR = new Uint8Array(32).fill(77);

export const ATTACKS: readonly Attack[] = [
  {
    name: 'an amount is edited',
    foundBy: 'each',
    rewrite: (history, chance) => edited(history, chance, (body) => setAmount(body, 2_000n + BigInt(chance(1_000)))),
  },
  {
    name: 'a time is edited',
    foundBy: 'each',
    rewrite: (history, chance) =>
      edited(history, chance, (body) => (body.at = Number(body.at) - 1 - chance(1_000_000))),
  },
  {
    name: 'an author is edited',
    foundBy: 'each',
    rewrite: (history, chance) => edited(history, chance, (body) => (body.by = `east:person:${chance(9)}`)),
  },
  {
    name: 'a sealed event is edited',
    foundBy: 'each',
    rewrite: (history, chance) =>
      edited(history, chance, (body) => (body.events[1] = { type: 'Whispered', to: `nobody ${chance(100)}` })),
  },
  {
    name: 'a public event is hidden',
    foundBy: 'each',
    rewrite: (history, chance) => edited(history, chance, (body) => (body.books = [])),
  },
  {
    name: 'a commit is deleted',
    foundBy: 'each',
    rewrite: (history, chance) => written(bodiesOf(history.commits).toSpliced(placeIn(history, chance), 1)),
  },
  {
    name: 'two commits are exchanged',
    foundBy: 'each',
    rewrite(history, chance) {
      const bodies = bodiesOf(history.commits);
      const one = placeIn(history, chance);
      const other = OPENING + ((one - OPENING + 1 + chance(history.seen - OPENING - 1)) % (history.seen - OPENING));
      [bodies[one], bodies[other]] = [bodies[other] as Body, bodies[one] as Body];
      return written(bodies);
    },
  },
  {
    name: 'a commit is inserted',
    foundBy: 'each',
    rewrite(history, chance) {
      const bodies = bodiesOf(history.commits);
      const place = placeIn(history, chance);
      return written(bodies.toSpliced(place, 0, invention(bodies[place] as Body, chance)));
    },
  },
  {
    name: 'the end is cut off',
    foundBy: 'each',
    rewrite: (history, chance) => history.commits.slice(0, placeIn(history, chance)),
  },
  {
    name: 'an old backup is put back and goes on',
    foundBy: 'each',
    rewrite: (history, chance) =>
      goingOn(history, placeIn(history, chance), history.seen + chance(2 * history.seen), chance),
  },
  {
    name: 'a fork is shown that goes on from what was seen',
    foundBy: 'witness',
    isFork: true,
    rewrite: (history, chance) => goingOn(history, history.seen, history.seen + 1 + chance(history.seen), chance),
  },
  {
    name: 'an old checkpoint is shown',
    foundBy: 'memory',
    serve: ({ old }) => old,
  },
  {
    name: 'an entry is served edited',
    foundBy: 'each',
    serve: (history, chance) =>
      inBundle(history, chance, (leaves) => {
        const place = chance(leaves.length);
        leaves[place] = editedLeaf(leaves[place] as Uint8Array, chance);
      }),
  },
  {
    name: 'an entry and its tile are served edited',
    foundBy: 'each',
    serve(history, chance) {
      let hashes = new Uint8Array();
      const published = inBundle(history, chance, (leaves) => {
        const place = chance(leaves.length);
        leaves[place] = editedLeaf(leaves[place] as Uint8Array, chance);
        hashes = Uint8Array.from(Buffer.concat(leaves.map((leaf) => leafHash(leaf))));
      });
      const path = pathsOf(history, /^tile\/0\//).find((one) => history.now.books.get(one)?.length === hashes.length);
      if (path === undefined) throw new Error('a bundle has a tile');
      published.books.set(path, hashes);
      return published;
    },
  },
  {
    name: 'an entry is left out',
    foundBy: 'each',
    serve: (history, chance) => inBundle(history, chance, (leaves) => void leaves.splice(chance(leaves.length), 1)),
  },
  {
    name: 'two entries are served exchanged',
    foundBy: 'each',
    serve: (history, chance) =>
      inBundle(history, chance, (leaves) => {
        const one = chance(leaves.length);
        const other = (one + 1 + chance(leaves.length - 1)) % leaves.length;
        [leaves[one], leaves[other]] = [leaves[other] as Uint8Array, leaves[one] as Uint8Array];
      }),
  },
  {
    name: 'entries are not served',
    foundBy: 'each',
    serve: (history, chance) => served(history, 'books', chance.of(pathsOf(history, BUNDLES)), () => undefined),
  },
  {
    name: 'a tile is served edited',
    foundBy: 'each',
    serve: (history, chance) =>
      served(history, 'books', chance.of(pathsOf(history, TILES)), (bytes) => flipped(bytes, chance)),
  },
  {
    name: 'a checkpoint is edited under its signatures',
    foundBy: 'each',
    serve(history, chance) {
      const log = chance.of(['books', 'cases'] as const);
      const signed = checkpointOf(history.now[log]);
      const root = Buffer.from(flipped(signed.root, chance)).toString('base64');
      const text = signed.note.text.replace(Buffer.from(signed.root).toString('base64'), root);
      return served(history, log, 'checkpoint', () => Buffer.from(formatNote({ ...signed.note, text })));
    },
  },
  {
    name: 'a checkpoint is signed with another key of the same name',
    foundBy: 'each',
    serve(history, chance) {
      const log = chance.of(['books', 'cases'] as const);
      const { origin, size, root } = checkpointOf(history.now[log]);
      const signed = signCheckpoint({ origin, size, root }, makeSignerKey(origin, 'ed25519', IMPOSTOR));
      return served(history, log, 'checkpoint', () => Buffer.from(formatCheckpoint(signed)));
    },
  },
];
