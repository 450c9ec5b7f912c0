import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Movement, type NodeProcess, type NodeSpec, runNode, seedThread, until } from '@hubgraph/dev-env';
import { sha256 } from '@hubgraph/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  chance,
  entriesOf,
  FUNDRAISING,
  heads,
  seeded,
  settled,
  supportFund,
  temporaryFolder,
  usd,
  world,
} from './fixture.test-helper.ts';

/** All that can be seen of the thread and of every node's books. */
async function everything(movement: Movement): Promise<unknown> {
  const { data, errors } = await movement.client.ask(`{
    hubs(first: 4) { totalCount nodes { id name status since endpoint languages motion { id } trademarkAgreement { id status termsDigest terms } disbursements { nodes { id status amount { decimal } received { status day entryId contradictions } } }
      teams { nodes { id name charter status coach { id name } applications { nodes { id title plan decision { reason } award { id unpaid { decimal } payments { id returned { decimal } receipts { id contentHash about } } } } } } }
      books { trialBalance { currency debits { decimal } credits { decimal } } funds { nodes { id code name balances { available { decimal } posted { decimal } reserved { decimal } } } } } } }
    motions(first: 100) { nodes { id status rationale votes { voter { name } choice castAt } } }
    donations(first: 100) { nodes { id amount { decimal } uses { amount { decimal } basis disbursement { id } } remaining { decimal } } }
    supportBooks { trialBalance { currency debits { decimal } credits { decimal } } }
    allocationFramework { id shares { hub { id } shareBasisPoints } globalSouthBasisPoints }
    registry { epoch size } }`);
  expect(errors).toBeUndefined();
  const entries = await Promise.all(
    ['fundraising', ...movement.hubs.map((hub) => hub.id)].map((node) => entriesOf(movement, node)),
  );
  return { data, entries };
}

describe('a movement that was stopped', () => {
  test('is the same when it starts again, and its thread is not walked twice', async () => {
    const { movement, ids, folder, end } = await seeded(2);
    await settled(movement);
    const before = { all: await everything(movement), heads: await heads(movement) };
    await movement.stop();
    // It stops before the folder goes.
    {
      await using again = await Movement.start({ world, folder, port: 0, hubs: 2 });
      const after = await until(world, 'all agreements are seen again', async () => ({
        all: await everything(again),
        heads: await settled(again),
      }));
      expectAlike(after.heads, before.heads);
      expect(after.all).toEqual(before.all);
      expect(await seedThread(again)).toEqual(ids);
      // Views are made of the journal alone.
      await again.stopNode('east-africa');
      for (const name of ['views.db', 'views.db-wal', 'views.db-shm'])
        rmSync(join(folder, 'east-africa', name), { force: true });
      await again.startNode('east-africa');
      expect(await everything(again)).toEqual(before.all);
      expectAlike(await settled(again), before.heads);
    }
    await end();
  });
});

describe('a walk that was interrupted', () => {
  test('is begun again: every request is repeated by its key, and nothing happens a second time', async () => {
    const { movement, ids, folder, end } = await seeded(1);
    try {
      const before = await settled(movement);
      rmSync(join(folder, 'thread.json'));
      // Proofs and statements hold the second in which they were made: let it be another one.
      const second = Math.floor(world.clock.now() / 1_000);
      await until(
        world,
        'the next second',
        async () => Math.floor(world.clock.now() / 1_000) > second + 1 || undefined,
      );
      expect(await seedThread(movement)).toEqual(ids);
      expect(await settled(movement)).toEqual(before);
    } finally {
      await end();
    }
  });
});

describe('a node that is killed', () => {
  let movement: Movement;
  let folder = '';
  const HUB = 'east-africa';

  beforeAll(async () => {
    folder = temporaryFolder();
    movement = await Movement.start({
      world,
      folder,
      port: 0,
      hubs: 1,
      // Those that are killed.
      isInProcesses: (id) => id === HUB || id === 'fundraising',
    });
    await seedThread(movement);
    await settled(movement);
  });
  afterAll(async () => {
    await movement.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function kill(id: string): Promise<void> {
    const { pid, ended } = movement.node(id) as NodeProcess;
    process.kill(pid, 'SIGKILL');
    await ended;
  }
  const allocate = async (): Promise<string> => {
    const fund = await supportFund(movement);
    return (
      await movement.client.act(
        FUNDRAISING,
        'allocateFunds',
        'AllocateFundsInput',
        { fund, amount: usd('100.00') },
        '... on Allocation { id }',
      )
    ).id;
  };
  const disburse = (allocation: string) =>
    movement.client.act(
      FUNDRAISING,
      'disburse',
      'DisburseInput',
      { allocation, hub: HUB, idempotencyKey: `pay:${allocation}` },
      '... on Disbursement { id }',
    );
  const booked = (id: string) =>
    until(
      world,
      `${id} is booked`,
      async () => {
        const { data } = await movement.client.ask<{
          disbursement: { status: string; received: { status: string } | null };
        }>('query ($id: ID!) { disbursement(id: $id) { status received { status } } }', { id });
        return data?.disbursement.status === 'BOOKED' && data.disbursement.received?.status === 'BOOKED'
          ? true
          : undefined;
      },
      30_000,
    );

  /** Nothing is half done: each transfer is booked once on each side, and both sides balance. */
  async function whole(): Promise<void> {
    const [payer, payee] = await Promise.all([entriesOf(movement, 'fundraising'), entriesOf(movement, HUB)]);
    const transfers = payer.filter((entry) => entry.kind === 'disbursement');
    for (const { id, status } of transfers) {
      expect(status).toBe('POSTED');
      expect(payee.filter((entry) => entry.id === id).map((entry) => entry.status)).toEqual(['POSTED']);
    }
    expect(payee.filter((entry) => entry.kind === 'disbursement')).toHaveLength(transfers.length);
    expect(new Set(transfers.map((entry) => entry.id)).size).toBe(transfers.length);
    type Trial = { trialBalance: { debits: object; credits: object }[] };
    const { data } = await movement.client.ask<{ supportBooks: Trial; hub: { books: Trial } }>(
      `{ supportBooks { trialBalance { debits { amountMinor } credits { amountMinor } } } hub(id: "${HUB}") { books { trialBalance { debits { amountMinor } credits { amountMinor } } } } }`,
    );
    const lines = [...(data?.supportBooks.trialBalance ?? []), ...(data?.hub.books.trialBalance ?? [])];
    expect(lines.length).toBeGreaterThan(1);
    for (const { debits, credits } of lines) expect(debits).toEqual(credits);
    const { data: list } = await movement.client.ask<{
      disbursements: { totalCount: number; nodes: { status: string }[] };
    }>('{ disbursements(first: 100) { totalCount nodes { status } } }');
    expect(new Set(list?.disbursements.nodes.map((one) => one.status))).toEqual(new Set(['BOOKED']));
    expect(list?.disbursements.totalCount).toBe(transfers.length);
  }

  test('the hub, before the money was offered: it is booked once when the hub is back', async () => {
    const allocation = await allocate();
    await kill(HUB);
    const { id } = await disburse(allocation);
    const { data } = await movement.client.ask('query ($id: ID!) { disbursement(id: $id) { status } }', { id });
    expect(data).toEqual({ disbursement: { status: 'PREPARED' } });
    await movement.startNode(HUB);
    await booked(id);
    await whole();
  });

  test('fundraising, as soon as it has said yes: the transfer goes on, and is not made again by the same request', async () => {
    const allocation = await allocate();
    const { id } = await disburse(allocation);
    await kill('fundraising');
    await movement.startNode('fundraising');
    expect((await until(world, 'fundraising answers', () => disburse(allocation))).id).toBe(id);
    await booked(id);
    await whole();
  });

  test('either or both, at five random moments', async () => {
    const luck = chance('restart');
    for (let time = 0; time < 5; time += 1) {
      const allocation = await until(world, 'an allocation', allocate);
      const pause = luck.below(40);
      const victims = [['fundraising'], [HUB], ['fundraising', HUB]][luck.below(3)] ?? [];
      // Whether it is answered depends on the moment; what was booked is asked below, either way.
      const asked = disburse(allocation).catch(() => undefined);
      // The moment is what is tried here: a pause of the clock is the event, not a wait for something.
      await new Promise<void>((resolve) => void world.clock.after(pause, resolve));
      await Promise.all(victims.map(kill));
      await asked;
      await Promise.all(victims.map((id) => movement.startNode(id)));
      const { id } = await until(world, `the request is repeated (SEED=${luck.seed} #${time})`, () =>
        disburse(allocation),
      );
      await booked(id);
    }
    await until(world, 'the hub answers', async () => ((await entriesOf(movement, HUB)).length > 0 ? true : undefined));
    await whole();
  });
});

describe('a damaged journal', () => {
  let folder = '';
  let movement: Movement;
  beforeAll(async () => {
    const fixture = await seeded(1);
    ({ folder, movement } = fixture);
    await settled(movement);
    await movement.stop();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const path = () => join(folder, 'east-africa', 'journal.db');
  const digest = (file: string) => sha256(readFileSync(file).toString('base64'));

  test.each([
    ['a digit in an amount', (bytes: Buffer) => bytes.write('"4500"', bytes.indexOf('"450000"'), 'latin1')],
    ['one bit in the middle of a commit', (bytes: Buffer) => flip(bytes, bytes.lastIndexOf('TeamFormed') + 2)],
    [
      'one letter of a type',
      (bytes: Buffer) =>
        bytes.write(
          'X',
          bytes.lastIndexOf('AwardGranted') === -1
            ? bytes.lastIndexOf('EntryPosted')
            : bytes.lastIndexOf('AwardGranted'),
          'latin1',
        ),
    ],
    ['zeros over a page', (bytes: Buffer) => void bytes.fill(0, 8_192, 12_288)],
    ['the head of the file', (bytes: Buffer) => void bytes.fill(0x41, 0, 100)],
  ])('with another %s keeps the node from starting, and is left as it is', async (_, damage) => {
    const good = readFileSync(path());
    const keptViews = readFileSync(join(folder, 'east-africa', 'views.db'));
    const bad = Buffer.from(good);
    damage(bad);
    expect(bad.equals(good)).toBe(false);
    writeFileSync(path(), bad);
    try {
      const before = digest(path());
      const { said, hasEnded } = await tried(movement.spec('east-africa'));
      expect(said).toMatch(/ERR_STORE_CORRUPTED/);
      expect(digest(path())).toBe(before);
      expect.soft(said, 'it says which file').toContain('journal.db');
      expect.soft(hasEnded, 'the process has ended').toBe(true);
    } finally {
      writeFileSync(path(), good);
      writeFileSync(join(folder, 'east-africa', 'views.db'), keptViews);
    }
  });

  test('of an older day, put back, keeps the node from starting too', async () => {
    const older = readFileSync(path());
    const spec = movement.spec('east-africa');
    const more = await runNode(world, {
      ...spec,
      setup: { ...spec.setup, people: [...spec.setup.people, { name: 'Late Demo', roles: [] }] },
    });
    await more.stop();
    const newer = readFileSync(path());
    expect(newer.equals(older)).toBe(false);
    writeFileSync(path(), older);
    for (const suffix of ['-wal', '-shm']) rmSync(path() + suffix, { force: true });
    const { said, hasEnded } = await tried(spec);
    expect(said).toMatch(/ERR_[A-Z_]+/);
    expect.soft(hasEnded, 'the process has ended').toBe(true);
    expect(readFileSync(path()).equals(older)).toBe(true);
  });
});

/** The same, but for the registry: whoever starts asks the council for it, and keeps its answer. */
function expectAlike(after: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>): void {
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [node, head] of Object.entries(after)) {
    const more = head - (before[node] ?? 0);
    expect(more, node).toBeGreaterThanOrEqual(0);
    expect(more, node).toBeLessThanOrEqual(node === 'council' ? 0 : 2);
  }
}

function flip(bytes: Buffer, at: number): void {
  bytes.writeUInt8((bytes[at] ?? 0) ^ 0x20, at);
}

/** Starts a node as a process of its own, and hears what it says until it is ready, has ended, or does neither. */
async function tried(spec: NodeSpec): Promise<{ said: string; hasEnded: boolean }> {
  const file = join(spec.config.folder, 'tried.json');
  writeFileSync(file, JSON.stringify(spec));
  const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, 'node', file]);
  let said = '';
  let hasEnded = false;
  // Not `exit`: what it said may still be on its way then.
  child.once('close', () => {
    hasEnded = true;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
  }
  try {
    await until(
      world,
      'the node says something',
      async () => (hasEnded || /^ready |ERR_/m.test(said) ? true : undefined),
      15_000,
    );
    await until(world, 'it ends', async () => (hasEnded || said.startsWith('ready') ? true : undefined), 10_000).catch(
      () => false,
    );
    return { said, hasEnded };
  } finally {
    child.kill('SIGKILL');
  }
}
