import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SeenFile, type Verdict, verifyLog } from '@hubgraph/audit';
import { beginning, entryEvent, filesOf, posting, sourceOf } from '@hubgraph/audit/testing';
import { type Command, defineCommand, type Event, Journal, LOG_NAMES, type LogName } from '@hubgraph/journal';
import { isRejection, realWorld } from '@hubgraph/kernel';
import {
  consistencyProof,
  cosign,
  decideAddCheckpoint,
  formatNote,
  formatTilePath,
  type LogPolicy,
  makeSignerKey,
  parseCheckpoint,
  type SignedCheckpoint,
  verifierKeyOf,
  type WitnessedState,
  withCosignatures,
} from '@hubgraph/tlog';
import type { StoredCommit } from '../../packages/store/src/port.ts';
import { openSqliteStore } from '../../packages/store/src/sqlite-store.ts';
import { quickFolder } from '../support/folder.ts';
import { type Setup, Tally, type Test } from '../support/test.ts';
import { ATTACKS, type Attack, type History, type Published } from './attacks.ts';
import { leavesOf } from './audit.ts';
import { LOG_KEYS } from './node.ts';

const ATTEMPTS = { short: 100, long: 1_000 };
const CONTROL_ATTEMPTS = { short: 20, long: 200 };
const NODE = 'east';
/** So many commits had the log when it was seen last; one interval later it has so many more. */
const SEEN = 300;
const INTERVAL = 20;
const world = realWorld();
const witness = makeSignerKey('council.example/witness', 'cosignature-v1', new Uint8Array(32).fill(9));

const LOGS = LOG_NAMES.map((name) => ({ key: verifierKeyOf(LOG_KEYS[name]), url: undefined }));
const ALONE: LogPolicy = { logs: LOGS, witnesses: [], groups: [], quorum: undefined };
const WITNESSED: LogPolicy = {
  ...ALONE,
  witnesses: [{ name: 'council', key: verifierKeyOf(witness), url: undefined }],
  quorum: 'council',
};

type Witnessed = Readonly<Record<LogName, WitnessedState | undefined>>;

/** The commits of an honest hub, made by a journal. */
async function honest(folder: string, count: number): Promise<readonly StoredCommit[]> {
  const record = defineCommand<Command & { type: 'Record'; events: readonly Event[] }, undefined, Event>({
    type: 'Record',
    load: () => undefined,
    decide: ({ events }) => events,
  });
  const store = openSqliteStore(world, join(folder, 'journal.db'));
  const journal = await Journal.open({
    world,
    node: NODE,
    store,
    viewsPath: join(folder, 'views.db'),
    commands: [record],
    entities: [],
    projections: [],
    events: { FundOpened: 'PUBLIC', AccountOpened: 'PUBLIC', EntryPosted: 'PUBLIC', Whispered: 'SEALED' },
  });
  for (let n = 0; n < count; n += 1) {
    const opening = beginning[n];
    const amount = 1_000n + BigInt(n % 97);
    const gift = entryEvent('EntryPosted', `${n}`.padStart(26, '0'), [
      posting('assets:bank:main', amount),
      posting('income:donations', -amount),
    ]);
    const events = [opening ?? gift, { type: 'Whispered', to: `${NODE}:person:${n % 7}` }];
    const command = { type: 'Record', at: 1_767_225_600_000 + n, by: 'operator', events } as Command;
    await journal.handle(command, { commandId: `c${n}`, fingerprint: '' });
  }
  const commits = await store.range(1, count);
  await journal.close();
  await store.close();
  return commits;
}

/** Both logs as any web server could serve them, signed by who has the keys. */
function publish(commits: readonly StoredCommit[]): Published {
  const leaves = leavesOf(commits, NODE);
  const filesFor = (name: LogName) =>
    filesOf(
      leaves[name].map((leaf) => Buffer.from(leaf)),
      LOG_KEYS[name],
    );
  return { books: filesFor('books'), cases: filesFor('cases') };
}

function signedIn(files: ReadonlyMap<string, Uint8Array>): SignedCheckpoint {
  const signed = parseCheckpoint(files.get('checkpoint') ?? '');
  if (isRejection(signed)) throw new Error(signed.message);
  return signed;
}

async function proofIn(
  files: ReadonlyMap<string, Uint8Array>,
  from: number,
  to: number,
): Promise<readonly Uint8Array[]> {
  const read = (level: number, index: number, width: number) => files.get(formatTilePath({ level, index, width }));
  const proof = await consistencyProof(from, to, read);
  return isRejection(proof) ? [] : proof;
}

/** Asks the witness for both logs, with the best proof that these tiles give; what it cosigns is published with it. */
async function witnessedBy(known: Witnessed, published: Published): Promise<Witnessed> {
  const next = { ...known };
  for (const name of LOG_NAMES) {
    const files = published[name];
    const checkpoint = signedIn(files);
    const oldSize = known[name]?.size ?? 0;
    const proof = oldSize === 0 || oldSize > checkpoint.size ? [] : await proofIn(files, oldSize, checkpoint.size);
    const logs = [verifierKeyOf(LOG_KEYS[name])];
    const answer = decideAddCheckpoint({ request: { oldSize, proof, checkpoint }, logs, known: known[name] });
    if (answer.status !== 200) continue;
    next[name] = answer.state;
    const note = withCosignatures(checkpoint.note, [cosign(checkpoint.note, witness, 1_767_225_600)]);
    files.set('checkpoint', Buffer.from(formatNote(note)));
  }
  return next;
}

/** Looks at what is published as anybody can; with the right to ask whether the log of cases goes on. */
function look(published: Published, seen: SeenFile, policy: LogPolicy): Promise<Verdict> {
  const cases = {
    ...sourceOf(published.cases),
    read: async () => undefined,
    consistency: async (from: number, to: number) => {
      const proof = await proofIn(published.cases, from, to);
      return Buffer.from(proof.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join(''));
    },
  };
  return verifyLog({ world, books: sourceOf(published.books), cases, policy, seen });
}

/** The state of the world before an attack. */
interface Before {
  readonly history: History;
  /** What the witness knows of the log when it was seen last, and an interval later. */
  readonly witnessedThen: Witnessed;
  readonly witnessedNow: Witnessed;
  /** What a verifier keeps of the log when it was seen last. */
  readonly remembered: Uint8Array;
}

async function prepare(setup: Setup, folder: string): Promise<Before> {
  const place = join(setup.folder, 'hub');
  mkdirSync(place);
  const commits = await honest(place, SEEN + INTERVAL);
  const nothing: Witnessed = { books: undefined, cases: undefined };
  const old = publish(commits.slice(0, SEEN - INTERVAL));
  const then = publish(commits.slice(0, SEEN));
  const now = publish(commits);
  const witnessedThen = await witnessedBy(await witnessedBy(nothing, old), then);
  const witnessedNow = await witnessedBy(witnessedThen, now);
  const seen = new SeenFile(world, join(folder, 'seen.json'));
  // Nobody cries wolf over an honest log.
  const first = await look(then, seen, ALONE);
  const asked = await look(now, new SeenFile(world, join(folder, 'none.json')), WITNESSED);
  if (first.findings.length > 0 || asked.outcome !== 'whole') throw new Error(`${first.line} ${asked.line}`);
  const remembered = world.disk.read(seen.path);
  const again = await look(now, seen, ALONE);
  if (again.findings.length > 0) throw new Error(`An honest log that went on: ${again.line}`);
  return { history: { commits, seen: SEEN, old, then, now }, witnessedThen, witnessedNow, remembered };
}

/** Attacks once, and tells what the verifiers that should find it say. */
async function attempt(setup: Setup, before: Before, folder: string, attack: Attack): Promise<Tried> {
  const { history, witnessedThen, witnessedNow, remembered } = before;
  const rewritten = attack.rewrite?.(history, setup.chance);
  const published = rewritten === undefined ? attack.serve?.(history, setup.chance) : publish(rewritten);
  if (published === undefined) throw new Error(`${attack.name} does nothing`);
  // Who rewrites asks the witness as well: with luck it would cosign.
  if (rewritten !== undefined) await witnessedBy(attack.isFork === true ? witnessedNow : witnessedThen, published);
  const verdicts: Record<string, Verdict> = {};
  const memory = new SeenFile(world, join(folder, 'seen.json'));
  world.disk.writeAtomically(memory.path, remembered);
  verdicts['memory'] = await look(published, memory, ALONE);
  world.disk.remove(memory.path);
  verdicts['witness'] = await look(published, memory, WITNESSED);
  world.disk.remove(memory.path);
  verdicts['neither'] = await look(published, memory, ALONE);
  world.disk.remove(memory.path);
  return verdicts as unknown as Tried;
}

type Tried = Readonly<Record<'memory' | 'witness' | 'neither', Verdict>>;

/** Who has the keys rewrites the past, or shows something else: who remembers it, or asks for the witness, finds it. */
export const operatorTest: Test = {
  name: 'a dishonest operator',
  async run(setup) {
    const size = setup.isLong ? 'long' : 'short';
    const folder = quickFolder(setup);
    const before = await prepare(setup, folder);
    const test = new Tally();
    const found = new Map<string, number>();
    for (let n = 0; n < ATTEMPTS[size]; n += 1) {
      // Each way as often as the others.
      const attack = ATTACKS[n % ATTACKS.length] as Attack;
      const { memory, witness: asked } = await attempt(setup, before, folder, attack);
      const faults: string[] = [];
      if (attack.foundBy !== 'witness' && memory.outcome !== 'wrong') faults.push(`who remembers: ${memory.line}`);
      if (attack.foundBy !== 'memory' && asked.outcome === 'whole')
        faults.push(`who asks for a witness: ${asked.line}`);
      test.count(faults.map((fault) => `${attack.name}: ${fault}`));
      const by = attack.foundBy === 'witness' ? asked : memory;
      const code = by.findings[0]?.code ?? by.outcome;
      found.set(code, (found.get(code) ?? 0) + 1);
      await setup.progress(n, ATTEMPTS[size]);
    }
    const control = new Tally();
    const rewriting = ATTACKS.filter(({ rewrite }) => rewrite !== undefined);
    for (let n = 0; n < CONTROL_ATTEMPTS[size]; n += 1) {
      const { neither } = await attempt(setup, before, folder, setup.chance.of(rewriting));
      control.count(neither.outcome === 'wrong' ? [] : ['a past that was signed anew is not noticed']);
    }
    return { test, control, note: [...found].map(([code, count]) => `${code} ${count}`).join(', ') };
  },
};
