import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NodeSource, SeenFile, verifyLog } from '@hubgraph/audit';
import { definitions, type NodeSpec, runNode } from '@hubgraph/dev-env/node-runner';
import { logKeysOf, type RegistryNode } from '@hubgraph/identity';
import { isRejection, newId, realWorld, sha256, type World } from '@hubgraph/kernel';
import { keysOf, operator, type RunningNode, readEndedLogs } from '@hubgraph/node';
import { openSqliteStore } from '@hubgraph/store';
import { HAS_MONGO, startMongo } from '@hubgraph/store/testing';
import { type LogPolicy, parsePolicy } from '@hubgraph/tlog';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { beginNewLogs } from '../new-logs.ts';
import { FolderSource } from '../verify/folder-source.ts';
import { exportNode } from './export.ts';
import { restoreArchive } from './read.ts';
import { rebuildViews } from './rebuild.ts';
import { writeArchive } from './write.ts';

const world = realWorld();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubgraph-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const specOf = (place = 'cee', more: Partial<NodeSpec['config']> = {}): NodeSpec => ({
  kind: 'hub',
  config: {
    id: 'cee',
    folder: join(folder, place),
    host: '127.0.0.1',
    port: 0,
    endpoint: 'http://cee.example',
    council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] },
    isDemo: false,
    ...more,
  },
  setup: { people: [{ name: 'Zoë \u2028 Demo', roles: ['treasurer'] }], funds: [{ code: 'general', name: 'General' }] },
});

/** Opens funds: each is a commit with a public entry. */
async function openFunds(node: RunningNode, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) {
    const payload = {
      fund: newId(world, 'cee', 'fund'),
      code: `fund-${n}`,
      name: { digest: sha256(`${n}`), key: `${n}` },
    };
    const outcome = await node.operate(operator, `fund-${n}`, 'OpenFund', payload);
    if (isRejection(outcome)) expect.fail(outcome.message);
  }
}

/** A node that was run, and stopped. */
async function ran(spec = specOf(), [from, to] = [0, 3]): Promise<void> {
  const started = await runNode(world, spec);
  await openFunds(started.node, from, to);
  await started.stop();
}

const backUp = (to: string, withKeys = true, spec = specOf()) =>
  writeArchive({ world, config: spec.config, to: join(folder, to), withKeys });
const restore = (from: string, spec = specOf('other'), more: { acceptLoss?: boolean; world?: World } = {}) =>
  restoreArchive({
    world,
    config: spec.config,
    definition: definitions[spec.kind],
    from: join(folder, from),
    acceptLoss: false,
    ...more,
  });

/** Changes one commit so that the store finds nothing wrong with it. */
function edit(db: DatabaseSync, change: (bytes: string) => string): void {
  const rows = db.prepare('SELECT seq, bytes FROM journal ORDER BY seq').all();
  const row = rows.find(({ bytes }) => change(String(bytes)) !== bytes);
  const bytes = change(String(row?.['bytes']));
  db.prepare('UPDATE journal SET bytes = ?, digest = ? WHERE seq = ?').run(bytes, sha256(bytes), row?.['seq'] ?? 0);
}

async function contentOf(spec: NodeSpec) {
  const store = openSqliteStore(world, join(spec.config.folder, 'journal.db'));
  const content = { commits: await store.range(1, 10_000), texts: await store.vault.list('', 10_000) };
  await store.close();
  return content;
}

describe('a backup', () => {
  test('taken while the node runs is restored to the same commits, texts and logs, and the node goes on', async () => {
    const started = await runNode(world, specOf());
    await openFunds(started.node, 0, 3);
    const manifest = await backUp('backup');
    await openFunds(started.node, 3, 5);
    await started.stop();
    expect(manifest.texts).toBeGreaterThan(2);
    const restored = await restore('backup');
    expect(restored).toMatchObject({ witnesses: { asked: 0 }, lost: [] });
    const [before, after] = [await contentOf(specOf()), await contentOf(specOf('other'))];
    expect(after.commits).toEqual(before.commits.slice(0, manifest.commits));
    expect(after.texts).toEqual(before.texts);
    expect(readdirSync(join(folder, 'other')).filter((name) => name.startsWith('restoring'))).toEqual([]);
    expect(statSync(join(folder, 'other/keys.json')).mode & 0o777).toBe(0o600);
    const again = await runNode(world, specOf('other'));
    await openFunds(again.node, 3, 4);
    expect(again.node.journal.log('books').head().size).toBe(manifest.logs.books.size + 1);
    await again.stop();
  });

  test('leaves the keys where they are, unless one asks for them; they are needed to go on', async () => {
    await ran();
    await backUp('backup', false);
    expect(existsSync(join(folder, 'backup/keys.json'))).toBe(false);
    await expect(restore('backup')).rejects.toMatchObject({ code: 'ERR_BACKUP_REFUSED' });
    expect(existsSync(join(folder, 'other/journal.db'))).toBe(false);
    cpSync(join(folder, 'cee/keys.json'), join(folder, 'other/keys.json'));
    expect((await restore('backup')).lost).toEqual([]);
  });

  test('is not written over what is there, and not of what is not there', async () => {
    await ran();
    await backUp('backup');
    await expect(backUp('backup')).rejects.toMatchObject({ code: 'ERR_BACKUP_EXISTS' });
    await expect(backUp('new', true, specOf('nowhere'))).rejects.toMatchObject({ code: 'ERR_NODE_IS_EMPTY' });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  test.each<[string, string, (db: DatabaseSync) => void]>([
    [
      'an edited commit',
      'ERR_LOG_DIFFERS',
      (db) => edit(db, (bytes) => bytes.replace('"code":"fund-1"', '"code":"fund-9"')),
    ],
    ['an edited author', 'ERR_LOG_DIFFERS', (db) => edit(db, (bytes) => bytes.replace('operator', 'somebody'))],
    [
      'a commit less',
      'ERR_LOG_DIFFERS',
      (db) => db.exec('DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)'),
    ],
    ['no commits', 'ERR_LOG_DIFFERS', (db) => db.exec('DELETE FROM journal')],
    [
      'a commit whose digest is another',
      'ERR_STORE_CORRUPTED',
      (db) => db.prepare('UPDATE journal SET digest = ? WHERE seq = 2').run(sha256('x')),
    ],
  ])('is not made of a journal with %s: %s, and no manifest is left', async (_, code, change) => {
    await ran();
    const db = new DatabaseSync(join(folder, 'cee/journal.db'));
    // Whoever has the file is not kept by its triggers.
    const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    change(db);
    for (const { sql } of triggers) db.exec(String(sql));
    db.close();
    await expect(backUp('backup')).rejects.toMatchObject({ code });
    expect(existsSync(join(folder, 'backup/manifest.json'))).toBe(false);
    await expect(restore('backup')).rejects.toMatchObject({ code: 'ERR_BACKUP_DAMAGED' });
  });

  test('is not made where what was signed is damaged; it is where nothing was, or the keys are gone', async () => {
    await ran();
    const path = join(folder, 'cee/checkpoints.json');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace(/"seq":\d+/, '"seq":1'));
    await expect(backUp('backup')).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPTED' });
    expect(existsSync(join(folder, 'backup'))).toBe(false);
    writeFileSync(path, whole);
    rmSync(join(folder, 'cee/keys.json'));
    await backUp('without-keys');
    expect(existsSync(join(folder, 'cee/keys.json'))).toBe(false);
    rmSync(path);
    await backUp('without-both');
  });

  test('is not made where a text is not the one that the journal cites, and says which; it is where one was erased', async () => {
    await ran();
    const db = new DatabaseSync(join(folder, 'cee/journal.db'));
    const { key } = db.prepare("SELECT key FROM vault WHERE text LIKE 'Zo%'").get() ?? {};
    const name = db.prepare('SELECT text FROM vault WHERE key = ?').get(key ?? '')?.['text'];
    const set = db.prepare('UPDATE vault SET text = ? WHERE key = ?');
    set.run('Somebody else', key ?? '');
    await expect(backUp('backup')).rejects.toMatchObject({
      code: 'ERR_TEXT_DIFFERS',
      message: expect.stringContaining(String(key)),
    });
    expect(existsSync(join(folder, 'backup/manifest.json'))).toBe(false);
    set.run(name ?? '', key ?? '');
    const whole = await backUp('whole');
    db.prepare('DELETE FROM vault WHERE key = ?').run(key ?? '');
    db.close();
    expect((await backUp('erased')).texts).toBe(whole.texts - 1);
  });

  test('of which one bit was changed is not restored, whichever file it is in', async () => {
    await ran();
    await backUp('backup');
    const names = readdirSync(join(folder, 'backup'));
    expect(names.sort()).toEqual(
      ['checkpoints.json', 'commits.jsonl', 'keys.json', 'manifest.json', 'vault.jsonl', 'witness.db'].sort(),
    );
    for (const name of names) {
      const path = join(folder, 'backup', name);
      const whole = readFileSync(path);
      for (const [place, bit] of [
        [0, 0],
        [0.3, 3],
        [0.6, 6],
        [0.999, 1],
      ] as const) {
        const bytes = Buffer.from(whole);
        const at = Math.floor(place * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        writeFileSync(path, bytes);
        await expect(restore('backup')).rejects.toMatchObject({ code: 'ERR_BACKUP_DAMAGED' });
      }
      rmSync(path);
      await expect(restore('backup')).rejects.toMatchObject({ code: 'ERR_BACKUP_DAMAGED' });
      writeFileSync(path, whole);
    }
    expect(existsSync(join(folder, 'other/journal.db'))).toBe(false);
    // The control: as it was, it is good.
    expect((await restore('backup')).lost).toEqual([]);
  });

  test('whose manifest says something else is not restored, however well it is written', async () => {
    await ran();
    await backUp('backup');
    const path = join(folder, 'backup/manifest.json');
    const whole = readFileSync(path, 'utf8');
    for (const [what, instead] of [
      [/"at":\d+/, '"at":1'],
      [/"texts":\d+/, '"texts":0'],
      [/"size":\d+/, '"size":1'],
      [/"v":1/, '"v":2'],
      [/,"vault.jsonl":"\w+"/, ''],
    ] as const) {
      expect(whole).toMatch(what);
      writeFileSync(path, whole.replace(what, instead));
      await expect(restore('backup')).rejects.toMatchObject({ code: 'ERR_BACKUP_DAMAGED' });
    }
  });

  test('is only restored where no node is, to the node that it is of, and with its keys', async () => {
    await ran();
    await backUp('backup');
    await expect(restore('backup', specOf())).rejects.toMatchObject({ code: 'ERR_BACKUP_REFUSED' });
    await expect(restore('backup', specOf('other', { id: 'dac' }))).rejects.toMatchObject({
      code: 'ERR_BACKUP_REFUSED',
    });
    keysOf(world, { ...specOf('other').config, folder: mkdtempSync(join(folder, 'x-')) });
    const other = specOf('third');
    world.disk.makeFolder(other.config.folder);
    keysOf(world, other.config);
    await expect(restore('backup', other)).rejects.toMatchObject({ code: 'ERR_BACKUP_REFUSED' });
    const running = await runNode(world, specOf('fourth'));
    await expect(restore('backup', specOf('fourth'))).rejects.toMatchObject({ code: 'ERR_FOLDER_IN_USE' });
    await running.stop();
  });

  test('whose commits make another log than was signed is not restored', async () => {
    await ran();
    await backUp('backup');
    const path = join(folder, 'backup/commits.jsonl');
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, [...lines.slice(0, -2), ''].join('\n'));
    await expect(restore('backup')).rejects.toMatchObject({ code: 'ERR_BACKUP_DAMAGED' });
  });

  test('that is older than what the folder has signed is refused, unless the loss is accepted', async () => {
    await ran();
    await backUp('backup');
    await ran(specOf(), [3, 5]);
    rmSync(join(folder, 'cee/journal.db'));
    const older = restore('backup', specOf());
    await expect(older).rejects.toMatchObject({ code: 'ERR_BACKUP_IS_OLD' });
    await expect(older).rejects.toThrow('2 commits would be lost');
    const { lost } = await restore('backup', specOf(), { acceptLoss: true });
    expect(lost).toHaveLength(2);
    expect(existsSync(join(folder, 'cee/checkpoints.json.newer'))).toBe(true);
    // No witness answers, and the node knows all the same: it reads, and neither takes a command nor signs.
    for (const _start of ['first', 'second']) {
      const { node, url, stop } = await runNode(world, specOf());
      const { position } = node.journal;
      expect(node.refusal).toContain('2 commits would be lost');
      await expect(node.operate(operator, 'late', 'AddPerson', {})).rejects.toMatchObject({
        code: 'ERR_LOG_BEHIND_WITNESS',
      });
      expect(await (await fetch(`${url}/ready`)).json()).toMatchObject({ status: 'read-only', position });
      await stop();
      expect(node.journal.position).toBe(position);
    }
  });

  test('that is of another moment forgets the loss of one before, once it is all there', async () => {
    await ran();
    await backUp('old');
    await ran(specOf(), [3, 5]);
    await backUp('new');
    rmSync(join(folder, 'cee/journal.db'));
    await restore('old', specOf(), { acceptLoss: true });
    rmSync(join(folder, 'cee/journal.db'));
    rmSync(join(folder, 'cee/checkpoints.json'));
    await restore('new', specOf());
    const { node, stop } = await runNode(world, specOf());
    expect(node.refusal).toBeUndefined();
    await stop();
  });
});

describe('new logs', () => {
  const begin = (spec = specOf()) => beginNewLogs({ world, config: spec.config, definition: definitions[spec.kind] });
  const check = (node: string, seen: string, policy?: LogPolicy) =>
    verifyLog({
      world,
      books: new NodeSource(world, node, 'books'),
      node,
      place: 'http://cee.example',
      seen: new SeenFile(world, join(folder, seen)),
      ...(policy === undefined ? {} : { policy }),
    });
  const policyOf = (books: string): LogPolicy => {
    const policy = parsePolicy(`log ${books}\nquorum none\n`);
    if (isRejection(policy)) expect.fail(policy.message);
    return policy;
  };

  test('begin where what was signed is lost, once, and say what was before them', async () => {
    const started = await runNode(world, specOf());
    await openFunds(started.node, 0, 3);
    await started.node.flushCheckpoints();
    expect(await check(started.url, 'seen.json')).toMatchObject({ outcome: 'unwitnessed', findings: [] });
    await expect(begin()).rejects.toMatchObject({ code: 'ERR_FOLDER_IN_USE' });
    await started.stop();
    await expect(begin()).rejects.toMatchObject({ code: 'ERR_NOTHING_IS_LOST' });
    await backUp('backup');
    await ran(specOf(), [3, 5]);
    rmSync(join(folder, 'cee/journal.db'));
    const { lost } = await restore('backup', specOf(), { acceptLoss: true });
    expect(lost).toHaveLength(2);
    const former = logKeysOf(keysOf(world, specOf().config));
    // As if it had been killed at each of its steps.
    const steps = join(folder, 'steps');
    cpSync(join(folder, 'cee'), steps, { recursive: true });
    const after = await begin();
    expect(after).toMatchObject({ before: 'cee.example', now: 'cee.example/log-2' });
    expect((after.signed ?? 0) - after.left).toBe(2);
    await expect(begin()).rejects.toMatchObject({ code: 'ERR_NOTHING_IS_LOST' });
    for (const made of [['ended.json'], ['ended.json', 'keys.json']]) {
      const place = `killed-${made.length}`;
      cpSync(steps, join(folder, place), { recursive: true });
      for (const name of made) cpSync(join(folder, 'cee', name), join(folder, place, name));
      expect(await begin(specOf(place))).toEqual(after);
      expect(keysOf(world, specOf(place).config).logOrigin).toBe('cee.example/log-2');
    }
    const again = await runNode(world, specOf());
    expect(again.node.refusal).toBeUndefined();
    await openFunds(again.node, 3, 4);
    const { kept, lost: gone = '' } = readEndedLogs(world, specOf().config)?.books ?? { kept: '' };
    const [left, signed] = [kept, gone].map((note) => Number(note.split('\n')[1])) as [number, number];
    expect(signed).toBe(left + 2);
    // The new fund, and what was before.
    await vi.waitFor(() => expect(again.node.journal.log('books').head().size).toBe(left + 2));
    await again.node.flushCheckpoints();
    const { logs } = logKeysOf(keysOf(world, specOf().config));
    expect(logs.books).toMatch(/^cee\.example\/log-2\/books\+/);
    const { remarks, ...verdict } = await check(again.url, 'seen.json', policyOf(logs.books));
    expect(verdict).toMatchObject({ outcome: 'unwitnessed', findings: [] });
    const books = `BEFORE: the log books was cee.example/books once, which ended: ${left} of its ${signed} entries are left`;
    expect(remarks.filter((remark) => remark.startsWith('BEFORE'))).toEqual([
      expect.stringContaining(books),
      expect.stringContaining('BEFORE: the log cases was cee.example/cases once'),
    ]);
    expect(former.logs.books).toMatch(/^cee\.example\/books\+/);
    await again.stop();
  });
});

describe('the witnesses', () => {
  /** A council, in whose journal the registry names one witness beside it. */
  function councilAt(): (place: string) => NodeSpec {
    const config = (place: string) => ({ ...specOf(place).config, id: 'council', endpoint: 'http://council.example' });
    const node = (kind: 'council' | 'trademark', at: NodeSpec['config']): RegistryNode => {
      world.disk.makeFolder(at.folder);
      const keys = keysOf(world, at);
      return {
        id: kind,
        kind,
        name: kind,
        status: 'authorised',
        endpoint: `http://${kind}.example`,
        statementKeys: [keys.statements.publicJwk],
        tokenKeys: [keys.tokens.publicJwk],
        ...logKeysOf(keys),
      };
    };
    const trademark = { ...specOf('trademark').config, id: 'trademark', endpoint: 'http://trademark.example' };
    const founding = [node('council', config('council')), node('trademark', trademark)];
    return (place) => ({ kind: 'council', config: config(place), setup: { people: [], funds: [], founding } });
  }
  const answering = (notes: Readonly<Record<string, string>>): World => ({
    ...world,
    network: {
      async request({ url }) {
        const note = Object.entries(notes).find(([origin]) => url.includes(sha256(origin)))?.[1];
        return { status: note === undefined ? 404 : 200, headers: {}, body: note ?? '' };
      },
    },
  });

  test('that have seen more keep an older backup from being restored', async () => {
    const spec = councilAt();
    const first = await runNode(answering({}), spec('council'));
    await first.stop();
    const config = spec('council').config;
    await writeArchive({ world, config, to: join(folder, 'backup'), withKeys: true });
    const again = await runNode(answering({}), spec('council'));
    await again.node.operate(operator, 'more', 'AddPerson', {
      person: newId(world, 'council', 'person'),
      name: { digest: sha256('x'), key: 'x' },
    });
    await again.stop();
    const { books, cases } = JSON.parse(readFileSync(join(config.folder, 'checkpoints.json'), 'utf8')) as Record<
      string,
      string
    >;
    const origin = keysOf(world, config).logOrigin;
    const seen = answering({ [`${origin}/books`]: books ?? '', [`${origin}/cases`]: cases ?? '' });
    const older = restore('backup', spec('other'), { world: seen });
    await expect(older).rejects.toMatchObject({ code: 'ERR_BACKUP_IS_OLD' });
    await expect(older).rejects.toThrow('trademark has seen');
    expect(existsSync(join(folder, 'other/journal.db'))).toBe(false);
    const lossy = await restore('backup', spec('other'), { world: seen, acceptLoss: true });
    expect(lossy).toMatchObject({
      witnesses: { asked: 1, answered: 1 },
      lost: [expect.stringContaining('1 commit would be lost')],
    });
    const nobody = await restore('backup', spec('third'), { world: answering({}) });
    expect(nobody).toMatchObject({ witnesses: { asked: 1, answered: 1 }, lost: [] });
  });
});

describe('rebuilding', () => {
  test('makes the same views, byte for byte', async () => {
    await ran();
    const { config, kind } = specOf();
    const rebuilt = await rebuildViews({ world, config, definition: definitions[kind] });
    expect(rebuilt.after).toBe(rebuilt.before);
    expect(rebuilt.position).toBeGreaterThan(3);
  });

  test('finds views that say something else', async () => {
    await ran();
    const { config, kind } = specOf();
    const path = join(config.folder, 'views.db');
    const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(path);
    db.exec("UPDATE ledger_account SET debits_posted = 5; UPDATE fund SET id = id || 'x'");
    db.close();
    writeFileSync(`${path}.sha256`, `${world.disk.sha256(path)}\n`);
    const rebuilt = await rebuildViews({ world, config, definition: definitions[kind] });
    expect(rebuilt.after).not.toBe(rebuilt.before);
    const again = await rebuildViews({ world, config, definition: definitions[kind] });
    expect([again.before, again.after]).toEqual([rebuilt.after, rebuilt.after]);
  });

  test('needs a node that is there and stopped', async () => {
    const { config, kind } = specOf();
    const definition = definitions[kind];
    await expect(rebuildViews({ world, config, definition })).rejects.toMatchObject({ code: 'ERR_NODE_IS_EMPTY' });
    const started = await runNode(world, specOf());
    await expect(rebuildViews({ world, config, definition })).rejects.toMatchObject({ code: 'ERR_FOLDER_IN_USE' });
    await started.stop();
  });
});

describe('an export', () => {
  const policyOf = (spec = specOf()) => {
    const policy = parsePolicy(`log ${logKeysOf(keysOf(world, spec.config)).logs.books}\nquorum none\n`);
    if (isRejection(policy)) expect.fail(policy.message);
    return policy;
  };
  const check = (place: string) =>
    verifyLog({
      world,
      books: new FolderSource(join(folder, place, 'books')),
      policy: policyOf(),
      seen: new SeenFile(world, join(folder, 'seen.json')),
    });

  test('has the log as files that are checked like any, and goes on elsewhere', async () => {
    await ran(specOf(), [0, 300]);
    const { size } = await exportNode({ world, config: specOf().config, to: join(folder, 'out'), withKeys: true });
    expect(await check('out')).toMatchObject({ outcome: 'unwitnessed', findings: [], size });
    await restore('out');
    await ran(specOf('other'), [300, 310]);
    await exportNode({ world, config: specOf('other').config, to: join(folder, 'further'), withKeys: false });
    // By what was seen before, the log of the new home is the old one, longer.
    expect(await check('further')).toMatchObject({ outcome: 'unwitnessed', findings: [], size: size + 10 });
    expect(await check('out')).toMatchObject({ outcome: 'wrong', findings: [{ code: 'log-is-older-than-seen' }] });
  });

  test('has the log as far as it was signed, also where the journal goes on', async () => {
    await ran();
    const signed = readFileSync(join(folder, 'cee/checkpoints.json'));
    const { size } = await exportNode({ world, config: specOf().config, to: join(folder, 'out'), withKeys: true });
    await ran(specOf(), [3, 9]);
    writeFileSync(join(folder, 'cee/checkpoints.json'), signed);
    const further = await exportNode({ world, config: specOf().config, to: join(folder, 'further'), withKeys: true });
    expect([further.size, further.manifest.logs.books.size]).toEqual([size, size + 6]);
    expect(await check('further')).toMatchObject({ findings: [], size });
  });

  test('of a node that never signed is refused', async () => {
    await ran();
    rmSync(join(folder, 'cee/checkpoints.json'));
    const out = exportNode({ world, config: specOf().config, to: join(folder, 'out'), withKeys: true });
    await expect(out).rejects.toMatchObject({ code: 'ERR_NODE_IS_EMPTY' });
  });

  test.skipIf(!HAS_MONGO)(
    'moves to MongoDB and back, the same log [skipped without a server that speaks its protocol]',
    async () => {
      const server = await startMongo();
      try {
        await ran(specOf(), [0, 20]);
        await exportNode({ world, config: specOf().config, to: join(folder, 'out'), withKeys: true });
        await check('out');
        const store = { kind: 'mongodb', uri: server.uri, database: `archive_${process.pid}` } as const;
        const mongo = specOf('mongo', { store });
        await restore('out', mongo);
        await expect(restore('out', mongo)).rejects.toMatchObject({ code: 'ERR_BACKUP_REFUSED' });
        await ran(mongo, [20, 30]);
        await exportNode({ world, config: mongo.config, to: join(folder, 'out-2'), withKeys: true });
        expect(await check('out-2')).toMatchObject({ outcome: 'unwitnessed', findings: [] });
        await restore('out-2', specOf('home'));
        await ran(specOf('home'), [30, 40]);
        await exportNode({ world, config: specOf('home').config, to: join(folder, 'out-3'), withKeys: false });
        expect(await check('out-3')).toMatchObject({ outcome: 'unwitnessed', findings: [] });
      } finally {
        await server.stop();
      }
    },
  );
});
