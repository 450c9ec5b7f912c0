import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions, type NodeKindName } from '@hubgraph/dev-env';
import { signingKeyFromSeed, statementDigest } from '@hubgraph/identity';
import type { Event } from '@hubgraph/journal';
import { canonical, decode, encode, type Json } from '@hubgraph/kernel';
import { conceptsOf, RunningNode } from '@hubgraph/node';
import { openSqliteStore } from '@hubgraph/store';
import { signed } from '../../packages/node/src/statements/outbox.ts';
import { world } from '../federation/fixture.test-helper.ts';
import { NODES } from './story.test-helper.ts';

export const KINDS = Object.keys(NODES) as NodeKindName[];

const root = import.meta.dirname;
/** Signs what golden journals tell: an Ed25519 signature says no more than what is signed, and each time the same. */
const KEY = signingKeyFromSeed(new Uint8Array(32).fill(7));

/** A journal that was recorded once: its commits in their stored bytes. */
export interface GoldenJournal {
  readonly name: string;
  readonly kind: NodeKindName;
  readonly commits: readonly string[];
}

/** What a journal is understood as. */
export interface Understood {
  readonly events: readonly Event[];
  readonly state: Json;
  /** What the node told others, by type and digest, as one key signs it; in order. */
  readonly told: readonly string[];
}

/** The journals that were recorded of a kind of node, the oldest first. */
export function goldenJournals(kind: NodeKindName): GoldenJournal[] {
  const names = readdirSync(root).filter((name) => new RegExp(`^${kind}-\\d+\\.jsonl$`).test(name));
  const numbered = names.sort((a, b) => numberIn(a) - numberIn(b));
  return numbered.map((name) => ({
    name,
    kind,
    commits: readFileSync(join(root, name), 'utf8').trimEnd().split('\n'),
  }));
}

/** The one stored event that was recorded of each type, by type; in canonical form. */
export function goldenEvents(kind: NodeKindName): ReadonlyMap<string, string> {
  const folder = join(root, kind);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((name) => [name.replace('.json', ''), readFileSync(join(folder, name), 'utf8').trimEnd()]));
}

/** Every type of event that the concepts of a kind of node list. */
export function typesOf(kind: NodeKindName): string[] {
  return [...conceptsOf(definitions[kind]).flatMap(({ events }) => Object.keys(events)), 'StatementReceived'].sort();
}

/** Opens these commits as the node would, with no views: everything is read from the bytes. */
export async function understood({ kind, commits }: Pick<GoldenJournal, 'kind' | 'commits'>): Promise<Understood> {
  const folder = mkdtempSync(join(tmpdir(), 'hubgraph-golden-'));
  try {
    const store = openSqliteStore(world, join(folder, 'journal.db'));
    await store.append(commits.map((bytes) => ({ ...placeOf(bytes), bytes })));
    await store.close();
    return await readNode(kind, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Opens a node's folder and reads all of its journal, with what became of it. */
async function readNode(kind: NodeKindName, folder: string): Promise<Understood> {
  const council = { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] };
  const place = { host: '127.0.0.1', port: 0, endpoint: 'http://127.0.0.1:2', logOrigin: 'golden.example' };
  const node = await RunningNode.open(
    world,
    { id: NODES[kind], folder, ...place, council, isDemo: false },
    definitions[kind],
  );
  try {
    const events: Event[] = [];
    for await (const { recorded } of node.journal.visibleAfter({ position: 0 })) {
      events.push(...recorded.map(({ event }) => event));
    }
    const state: Record<string, Record<string, Json>> = {};
    for (const row of node.read.rows('SELECT kind, id, state FROM entity ORDER BY kind, id')) {
      const { [String(row['kind'])]: ofKind = {} } = state;
      state[String(row['kind'])] = { ...ofKind, [String(row['id'])]: JSON.parse(String(row['state'])) as Json };
    }
    for (const table of ['ledger_account', 'ledger_fund']) {
      const isThere = node.read.row("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", table);
      if (isThere === undefined) continue;
      const rows = node.read.rows(`SELECT * FROM ${table} ORDER BY 1, 2`);
      state[table] = Object.fromEntries(
        rows.map((row) => [`${row['path'] ?? row['fund']} ${row['currency']}`, plain(row)]),
      );
    }
    const told: string[] = [];
    for (const row of node.read.rows('SELECT * FROM outbox ORDER BY n')) {
      told.push(`${row['type']} ${statementDigest(await signed(NODES[kind], row, { statements: KEY }))}`);
    }
    return { events, state, told };
  } finally {
    await node.stop();
  }
}

/** The commits of a node that was told a story, as its store has them. */
export async function commitsIn(folder: string): Promise<string[]> {
  const store = openSqliteStore(world, join(folder, 'journal.db'));
  try {
    return (await store.range(1, 10_000)).map(({ bytes }) => bytes);
  } finally {
    await store.close();
  }
}

/** Of each type all places that its events have, with what is in them: `entry.postings[].account: string`. */
function shapesOf(events: readonly Event[]): ReadonlyMap<string, readonly string[]> {
  const shapes = new Map<string, Set<string>>();
  for (const event of events) {
    const shape = shapes.get(event.type) ?? new Set<string>();
    for (const place of placesIn(JSON.parse(encode(event)) as Json, '')) shape.add(place);
    shapes.set(event.type, shape);
  }
  return new Map([...shapes].map(([type, shape]) => [type, [...shape].sort()]));
}

/** What is wrong between what is listed, what was recorded, and what a node writes today; empty if all is well. */
export function faultsOf(given: {
  readonly listed: readonly string[];
  readonly recorded: readonly string[];
  /** As the recorded journals are understood today, the newest last. */
  readonly golden: readonly (readonly Event[])[];
  readonly today: readonly Event[];
}): string[] {
  const { listed, recorded, golden, today } = given;
  const goldenShapes = golden.map(shapesOf);
  const faults: string[] = [];
  for (const type of listed)
    if (!recorded.includes(type)) faults.push(`${type}: there is no golden event of this type`);
  for (const type of recorded) {
    if (!listed.includes(type)) faults.push(`${type}: it was written once, but no concept lists it any more`);
  }
  const told = shapesOf(today);
  for (const type of listed) {
    const now = told.get(type);
    const known = goldenShapes.findLast((shapes) => shapes.has(type))?.get(type);
    if (now === undefined) faults.push(`${type}: the story has no such event; tell it in story.test-helper.ts`);
    else if (known !== undefined) {
      for (const place of now) if (!known.includes(place)) faults.push(`${type}: ${place} is new`);
      for (const place of known) if (!now.includes(place)) faults.push(`${type}: ${place} is gone`);
    }
  }
  return faults;
}

/** Records what a story has more than all records, or in another form. What is there is never written again. */
export async function record(folder: string): Promise<void> {
  for (const kind of KINDS) {
    const commits = await commitsIn(join(folder, NODES[kind]));
    const known = goldenEvents(kind);
    const golden = await Promise.all(goldenJournals(kind).map(async (journal) => (await understood(journal)).events));
    const today = (await understood({ kind, commits })).events;
    if (faultsOf({ listed: typesOf(kind), recorded: [...known.keys()], golden, today }).length === 0) continue;
    writeNew(join(root, `${kind}-${golden.length + 1}.jsonl`), `${commits.join('\n')}\n`);
    mkdirSync(join(root, kind), { recursive: true });
    for (const event of commits.flatMap((bytes) => (JSON.parse(bytes) as { events: Event[] }).events)) {
      const path = join(root, kind, `${event.type}.json`);
      if (!existsSync(path)) writeNew(path, `${canonical(event as unknown as Json)}\n`);
    }
  }
}

function writeNew(path: string, text: string): void {
  writeFileSync(path, text, { flag: 'wx' });
}

function numberIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0]);
}

function placeOf(bytes: string): { readonly seq: number; readonly commandId: string } {
  const { seq, commandId } = decode(bytes) as { seq: number; commandId: string };
  return { seq, commandId };
}

function plain(row: Readonly<Record<string, unknown>>): Json {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : (value as Json)]),
  );
}

function placesIn(value: Json, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => placesIn(inner, `${path}[]`));
  if (value === null || typeof value !== 'object') return [`${path}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([name, inner]) => placesIn(inner, path === '' ? name : `${path}.${name}`));
}
