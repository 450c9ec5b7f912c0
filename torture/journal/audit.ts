// Looks at a node from outside of its own code: what it must have, and all that it serves.
import { LOG_NAMES, type LogName } from '@hubgraph/journal';
import { canonical, type Json, sha256 } from '@hubgraph/kernel';
import { leafHash, TreeHasher } from '@hubgraph/tlog';
import { openText, type TextRef } from '../../packages/node/src/texts.ts';
import type { StoredCommit } from '../../packages/store/src/port.ts';
import { ACCOUNTS, NODE, type TorturedNode } from './node.ts';

const PAGE = 500;
const TILE = 256;

interface Body {
  readonly seq: number;
  readonly at: number;
  readonly commandId: string;
  readonly stage?: string;
  readonly events: readonly Readonly<Record<string, Json>>[];
  readonly books?: readonly number[];
}

export async function allCommits({ store }: TorturedNode): Promise<StoredCommit[]> {
  const commits: StoredCommit[] = [];
  for (;;) {
    const page = await store.range(commits.length + 1, PAGE);
    commits.push(...page);
    if (page.length < PAGE) return commits;
  }
}

/** The leaves of both logs as `docs/journal.md` says them. */
export function leavesOf(commits: readonly StoredCommit[], node = NODE): Readonly<Record<LogName, string[]>> {
  const books: string[] = [];
  const cases = commits.map(({ seq, bytes }) => {
    const { at, stage, events, books: places = [] } = JSON.parse(bytes) as Body;
    for (const index of places) {
      const staged = stage === undefined ? {} : { stage };
      books.push(canonical({ at, event: events[index] ?? null, index, log: 'books', node, seq, ...staged, v: 1 }));
    }
    return canonical({ commitment: sha256(bytes), log: 'cases', node, seq, v: 1 });
  });
  return { books, cases };
}

/**
 * What is wrong with a node: commands that were acknowledged (id → seq) and are not there, doubled ones, leaves that are not
 * in their trees, views that are not the fold of the journal.
 */
export async function faultsOf(node: TorturedNode, acked: ReadonlyMap<string, number>): Promise<string[]> {
  const faults: string[] = [];
  const commits = await allCommits(node);
  const { journal } = node;
  if (journal.position !== commits.length) faults.push(`views at ${journal.position} of ${commits.length} commits`);
  const ids = new Map<string, number>();
  for (const { seq, commandId } of commits) {
    if (ids.has(commandId)) faults.push(`${commandId} is doubled: ${ids.get(commandId)}, ${seq}`);
    ids.set(commandId, seq);
  }
  for (const [id, seq] of acked)
    if (ids.get(id) !== seq) faults.push(`acknowledged ${id} at ${seq} is at ${ids.get(id)}`);
  const leaves = leavesOf(commits);
  for (const name of LOG_NAMES) {
    const tree = new TreeHasher();
    const log = journal.log(name);
    for (const [index, leaf] of leaves[name].entries()) {
      const hash = leafHash(Buffer.from(leaf));
      const tile = log.tile(0, Math.floor(index / TILE), (index % TILE) + 1);
      if (tile === undefined || Buffer.compare(tile.subarray(-32), hash) !== 0)
        faults.push(`${name} lacks leaf ${index}`);
      tree.append(hash);
    }
    const { size, root } = log.head();
    if (size !== tree.size || Buffer.compare(root, tree.root()) !== 0) faults.push(`the root of ${name} is another`);
  }
  faults.push(...foldFaults(node, commits));
  return faults;
}

/** As {@link faultsOf}, and rows that only this replica has and has no more. */
export async function faultsAgainst(
  node: TorturedNode,
  { acked, local }: { readonly acked: ReadonlyMap<string, number>; readonly local: ReadonlySet<number> },
): Promise<string[]> {
  const faults = await faultsOf(node, acked);
  const kept = new Set(node.journal.reader.rows('SELECT n FROM local_delivery').map((row) => Number(row['n'])));
  for (const n of local) if (!kept.has(n)) faults.push(`local row ${n} is lost`);
  return faults;
}

function foldFaults({ journal }: TorturedNode, commits: readonly StoredCommit[]): string[] {
  const balances = new Map<string, bigint>();
  const staged = new Map<string, Body[]>();
  let lines = 0n;
  const post = ({ events }: Body): void => {
    for (const { type, from, to, amountMinor, stage } of events) {
      if (type === 'StageReleased') for (const body of staged.get(String(stage)) ?? []) post(body);
      if (type !== 'Posted') continue;
      const amount = BigInt(String(amountMinor));
      balances.set(String(from), (balances.get(String(from)) ?? 0n) - amount);
      balances.set(String(to), (balances.get(String(to)) ?? 0n) + amount);
      lines += 1n;
    }
  };
  for (const { bytes } of commits) {
    const body = JSON.parse(bytes) as Body;
    if (body.stage === undefined) post(body);
    else staged.set(body.stage, [...(staged.get(body.stage) ?? []), body]);
  }
  const faults: string[] = [];
  for (let n = 0; n < ACCOUNTS; n += 1) {
    const id = `a${n}`;
    const seen = journal.reader.entity<{ balanceMinor: bigint }>('account', id)?.balanceMinor ?? 0n;
    if (seen !== (balances.get(id) ?? 0n)) faults.push(`the balance of ${id} is ${seen}, not ${balances.get(id)}`);
  }
  const count = journal.reader.row('SELECT count(*) AS n FROM line')?.['n'];
  if (count !== lines) faults.push(`${count} lines instead of ${lines}`);
  return faults;
}

/** A digest of all that a node serves: commits, leaves, tiles, roots, views, texts. What it refuses to serve is thrown. */
export async function servedBy(node: TorturedNode): Promise<string> {
  const { journal, store } = node;
  const parts: string[] = [];
  for (const { seq, commandId, bytes } of await allCommits(node)) {
    parts.push(`${seq} ${commandId} ${bytes}`);
    for (const { note } of (JSON.parse(bytes) as Body).events) {
      if (note !== undefined) parts.push((await openText(store, note as unknown as TextRef)) ?? 'no text');
    }
  }
  for (const name of LOG_NAMES) {
    const log = journal.log(name);
    const { size, root } = log.head();
    parts.push(`${name} ${size} ${hex(root)}`);
    for (let level = 0, width = size; width > 0; level += 1, width = Math.floor(width / TILE)) {
      for (let from = 0; from < width; from += TILE) {
        parts.push(hex(log.tile(level, from / TILE, Math.min(TILE, width - from)) ?? new Uint8Array()));
      }
    }
    for (let from = 0; from < size; from += TILE) {
      parts.push(...(await log.leaves(from, Math.min(size, from + TILE))).map((leaf) => Buffer.from(leaf).toString()));
    }
  }
  parts.push(journal.digest());
  return sha256(parts.join('\n'));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
