// A node as far as its journal goes: accounts, transfers in clear, notes in the vault, imports in stages.
import { join } from 'node:path';
import {
  type Accepted,
  type Command,
  defineCommand,
  defineEntity,
  type Event,
  Journal,
  type Projection,
} from '@hubgraph/journal';
import { type Rejection, realWorld, reject, sha256 } from '@hubgraph/kernel';
import { makeSignerKey, type SignerKey, signCheckpoint, verifierKeyOf } from '@hubgraph/tlog';
import {
  type Checkpoints,
  type LogVerifierKeys,
  readCheckpointsFile,
  writeCheckpointsFile,
} from '../../packages/node/src/log/checkpoints-file.ts';
import type { TextRef } from '../../packages/node/src/texts.ts';
import type { Store, VaultEntry } from '../../packages/store/src/port.ts';
import { openSqliteStore } from '../../packages/store/src/sqlite-store.ts';
import type { Chance } from '../support/chance.ts';

export const NODE = 'torture';
export const ACCOUNTS = 8;
/** A transfer of more is refused. */
const AMOUNT_MAX = 900n;
const SIGNED = 'checkpoints.json';
const world = realWorld();

interface Transfer extends Command {
  readonly type: 'Transfer' | 'ImportTransfer';
  readonly from: string;
  readonly to: string;
  readonly amountMinor: bigint;
  readonly note?: TextRef;
  readonly stage: string;
}
interface Release extends Command {
  readonly type: 'Release';
  readonly stage: string;
}
export interface Posted extends Event {
  readonly type: 'Posted';
  readonly from: string;
  readonly to: string;
  readonly amountMinor: bigint;
}
interface Account {
  readonly balanceMinor: bigint;
}

const decide = ({ from, to, amountMinor, note }: Transfer): Event[] | Rejection => {
  if (amountMinor > AMOUNT_MAX) return reject('amount-is-too-large', 'Send less.');
  const posted: Posted = { type: 'Posted', from, to, amountMinor };
  return note === undefined ? [posted] : [posted, { type: 'Noted', note } as Event];
};
const transfer = defineCommand<Transfer & { type: 'Transfer' }, unknown, Event>({
  type: 'Transfer',
  load: (read, { from }) => read.entity<Account>('account', from),
  decide,
});
const importTransfer = defineCommand<Transfer & { type: 'ImportTransfer' }, undefined, Event>({
  type: 'ImportTransfer',
  load: () => undefined,
  decide,
  stage: ({ stage }) => stage,
});
const release = defineCommand<Release, unknown, Event>({
  type: 'Release',
  load: (read, { stage }) => read.row('SELECT 1 FROM released WHERE stage = ?', stage),
  decide: ({ stage }, isReleased) => (isReleased === undefined ? [{ type: 'StageReleased', stage } as Event] : []),
});
const account = defineEntity<Account, Posted>({
  kind: 'account',
  concerns: (event) => (event.type === 'Posted' ? [...new Set([event.from, event.to])] : []),
  evolve: (state, { event }, id) => ({
    balanceMinor:
      (state?.balanceMinor ?? 0n) +
      (event.to === id ? event.amountMinor : 0n) -
      (event.from === id ? event.amountMinor : 0n),
  }),
});
const statement: Projection = {
  name: 'statement',
  version: 1,
  schema: [
    'CREATE TABLE line (n INTEGER PRIMARY KEY, seq INTEGER NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL, amount INTEGER NOT NULL) STRICT',
    'CREATE TABLE released (stage TEXT PRIMARY KEY) STRICT',
    'CREATE TABLE local_delivery (n INTEGER PRIMARY KEY, status TEXT NOT NULL) STRICT',
  ],
  fold({ event, seq }, views) {
    if (event.type === 'StageReleased') {
      views.run('INSERT INTO released VALUES (?)', (event as Event & { stage: string }).stage);
    }
    if (event.type !== 'Posted') return;
    const { from, to, amountMinor } = event as Posted;
    views.run('INSERT INTO line (seq, payer, payee, amount) VALUES (?, ?, ?, ?)', seq, from, to, amountMinor);
  },
};

/** What one command of the load is, with the text that it cites. */
export interface Request {
  readonly id: string;
  readonly command: Command;
  readonly texts: readonly VaultEntry[];
}

/** A command by chance: mostly transfers, some with a note, some too large, some staged, some that release a stage. */
export function requestOf(id: string, chance: Chance, noteLength = 400): Request {
  const at = 1_767_225_600_000 + chance(1_000_000) - 500_000;
  const head = { at, by: `${NODE}:person:${chance(5)}` };
  const stage = `stage-${chance(6)}`;
  const kind = chance(20);
  const texts: VaultEntry[] = [];
  if (kind === 0) return { id, command: { type: 'Release', ...head, stage } as Command, texts };
  const amountMinor = BigInt(1 + chance(chance(15) === 0 ? 2_000 : 900));
  const from = `a${chance(ACCOUNTS)}`;
  const to = `a${chance(ACCOUNTS)}`;
  const body = { ...head, from, to, amountMinor, stage };
  if (kind < 4) return { id, command: { type: 'ImportTransfer', ...body } as Command, texts };
  if (kind < 12) return { id, command: { type: 'Transfer', ...body } as Command, texts };
  const text = `${'a text of somebody '.repeat(1 + chance(Math.ceil(noteLength / 19)))}${id}`;
  const entry = { key: `text-${id}`, salt: sha256(id).slice(0, 32), text };
  texts.push(entry);
  const note: TextRef = { key: entry.key, digest: sha256(entry.salt + text) };
  return { id, command: { type: 'Transfer', ...body, note } as Command, texts };
}

export interface OpenOptions {
  readonly wrap?: (store: Store) => Store;
  /** Instead of the SQLite file in the folder. */
  readonly store?: Store;
  readonly views?: string;
}

/** A node that is open in a folder. */
export interface TorturedNode {
  readonly folder: string;
  readonly journal: Journal;
  readonly store: Store;
  handle(request: Request): Promise<Accepted | Rejection>;
  /** Signs both logs as they are now, into `checkpoints.json`. */
  sign(): void;
  close(): Promise<void>;
}

/** Opens a node as its start does: the file of checkpoints is read, the store is inspected, the journal compared. */
export async function openNode(folder: string, options: OpenOptions = {}): Promise<TorturedNode> {
  const signed = readCheckpointsFile(world, join(folder, SIGNED), VERIFIER_KEYS);
  const opened = options.store ?? openSqliteStore(world, join(folder, 'journal.db'));
  const store = options.wrap?.(opened) ?? opened;
  let journal: Journal;
  try {
    journal = await Journal.open({
      world,
      node: NODE,
      store,
      viewsPath: join(folder, options.views ?? 'views.db'),
      commands: [transfer, importTransfer, release],
      entities: [account],
      projections: [statement],
      events: { Posted: 'PUBLIC', Noted: 'SEALED', StageReleased: 'PUBLIC' },
      ...(signed === undefined ? {} : { signed }),
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    folder,
    journal,
    store,
    handle: ({ id, command, texts }) => journal.handle(command, { commandId: id, fingerprint: id, texts }),
    sign: () => writeCheckpointsFile(world, join(folder, SIGNED), signedNow(journal)),
    async close() {
      await journal.close();
      await store.close();
    },
  };
}

/** The keys of both logs: everybody in these tests may have them, as an operator does. */
export const LOG_KEYS: Readonly<Record<'books' | 'cases', SignerKey>> = {
  books: signerOf('books', 1),
  cases: signerOf('cases', 2),
};

const VERIFIER_KEYS: LogVerifierKeys = {
  books: [verifierKeyOf(LOG_KEYS.books)],
  cases: [verifierKeyOf(LOG_KEYS.cases)],
};

function signerOf(log: string, byte: number): SignerKey {
  return makeSignerKey(`torture.example/${log}`, 'ed25519', new Uint8Array(32).fill(byte));
}

/** Both checkpoints of a node's logs as they are now. */
function signedNow(journal: Journal): Checkpoints {
  const [books, cases] = (['books', 'cases'] as const).map((name) => {
    const key = LOG_KEYS[name];
    return signCheckpoint({ origin: key.name, ...journal.log(name).head() }, key);
  });
  return { seq: journal.position, books, cases } as Checkpoints;
}
