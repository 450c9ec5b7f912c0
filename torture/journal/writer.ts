// A node in a process of its own, under load until it is killed. It is told by a message, or an argument, where and what; on its standard
// output it says, line by line: "found [<fault>, …]", "open", "ack <id> <seq>", "local <n>", "closed", "failed <why>".
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { HubgraphError, isRejection, realWorld } from '@hubgraph/kernel';
import type { Store } from '../../packages/store/src/port.ts';
import { chanceFrom } from '../support/chance.ts';
import { faultsAgainst } from './audit.ts';
import { NODE, openNode, type Request, requestOf, type TorturedNode } from './node.ts';

/** What a writer is to do. */
export interface Job {
  readonly folder: string;
  /** Begins the ids of its commands. */
  readonly run: string;
  readonly seed: number;
  /** How many clients give commands at the same time. */
  readonly clients: number;
  /** What was promised when it was killed before; if that is not there it says so, and does nothing. */
  readonly before?: { readonly acked: readonly (readonly [string, number])[]; readonly local: readonly number[] };
  /** Ends by itself after so many commands: closes the node, or kills itself. */
  readonly commandsMax?: number;
  readonly isKilledAtEnd?: boolean;
  /** How long a note may be. */
  readonly noteLength?: number;
  /** The journal is on this server, and another replica may have the same commands to give. */
  readonly server?: { readonly uri: string; readonly database: string };
  /** The control for a loss of power: SQLite flushes at checkpoints only. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** The control: says that a commit is durable before it is written. */
  readonly isEarly?: boolean;
}

const say = (line: string): void => void writeSync(1, `${line}\n`);
const AGAIN: ReadonlySet<string> = new Set(['ERR_STORE_BUSY', 'ERR_STORE_UNAVAILABLE']);
const AGAIN_MAX = 100;
const SIGN_EVERY = 25;
const EARLY_MS = 30;
const LOCAL_EVERY = 10;

async function work(job: Job): Promise<void> {
  const { folder, run, seed, clients, commandsMax, isKilledAtEnd, isEarly = false, synchronous, noteLength } = job;
  if (synchronous === 'NORMAL') flushLess();
  const chance = chanceFrom(seed);
  const store = job.server === undefined ? undefined : await onServer(job.server);
  const node = await openNode(folder, {
    ...(isEarly ? { wrap: early } : {}),
    ...(store === undefined ? {} : { store }),
  });
  if (job.before !== undefined) {
    const { acked, local } = job.before;
    const faults = await faultsAgainst(node, { acked: new Map(acked), local: new Set(local) });
    say(`found ${JSON.stringify(faults)}`);
    if (faults.length > 0) return;
  }
  say('open');
  let given = 0;
  const client = async (): Promise<void> => {
    while (given < (commandsMax ?? Number.POSITIVE_INFINITY)) {
      given += 1;
      const n = given;
      const outcome = await insisting(node, requestOf(`${run}-${n}`, chance, noteLength));
      // One that led to no event has no commit.
      if (!isRejection(outcome) && outcome.events.length > 0) say(`ack ${run}-${n} ${outcome.seq}`);
      if (n % SIGN_EVERY === 0) node.sign();
      if (n % LOCAL_EVERY !== 0) continue;
      const row = seed * 1_000 + n;
      await node.journal.writeLocal((views) => views.run('INSERT INTO local_delivery VALUES (?, ?)', row, 'DELIVERED'));
      say(`local ${row}`);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  if (isKilledAtEnd) process.kill(process.pid, 'SIGKILL');
  await node.close();
  say('closed');
}

/** The store on MongoDB's protocol; loaded here, because to load it takes long. */
async function onServer(server: { readonly uri: string; readonly database: string }): Promise<Store> {
  const { openMongoStore } = await import('../../packages/store/src/mongo-store.ts');
  return openMongoStore(realWorld(), { ...server, node: NODE });
}

/** Gives a command again, as clients do, where nobody knows what became of it. */
async function insisting(node: TorturedNode, request: Request): ReturnType<TorturedNode['handle']> {
  for (let again = 0; ; again += 1) {
    try {
      return await node.handle(request);
    } catch (error) {
      const mayBeGiven = error instanceof HubgraphError && AGAIN.has(error.code) && node.store.isShared;
      if (!mayBeGiven || again === AGAIN_MAX) throw error;
    }
  }
}

/** Our store as it is, but for the one setting on which it rests. */
function flushLess(): void {
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    return exec.call(this, sql.replace('synchronous = FULL', 'synchronous = NORMAL'));
  };
}

/** A store that appends a little later than it says. */
function early(store: Store): Store {
  let behind = Promise.resolve();
  let head: number | undefined;
  const waiting = new Map<number, Parameters<Store['append']>[0][number]>();
  return {
    isShared: store.isShared,
    vault: store.vault,
    async append(commits, texts) {
      for (const commit of commits) waiting.set(commit.seq, commit);
      head = commits.at(-1)?.seq ?? head;
      behind = behind.then(() => new Promise((resolve) => void setTimeout(resolve, EARLY_MS)));
      behind = behind.then(() => store.append(commits, texts));
    },
    async range(fromSeq, limit) {
      const found = [...(await store.range(fromSeq, limit))];
      while (found.length < limit) {
        const next = waiting.get(fromSeq + found.length);
        if (next === undefined) break;
        found.push(next);
      }
      return found;
    },
    head: async () => head ?? store.head(),
    async close() {
      await behind;
      await store.close();
    },
  };
}

function start(job: Job): void {
  work(job).then(
    () => process.exit(0),
    (error: unknown) => {
      say(`failed ${String(error)}`);
      process.exit(1);
    },
  );
}

const [, , given] = process.argv;
if (given === undefined) process.once('message', (job: Job) => start(job));
else start(JSON.parse(given) as Job);
