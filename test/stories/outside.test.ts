import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NodeSource, SeenFile, type Verdict, verifyLog } from '@hubgraph/audit';
import { runNode } from '@hubgraph/dev-env';
import { isRejection, newId } from '@hubgraph/kernel';
import { operator } from '@hubgraph/node';
import { type LogPolicy, parsePolicy } from '@hubgraph/tlog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, seeded, settled, world } from '../federation/fixture.test-helper.ts';

const root = join(import.meta.dirname, '../..');
let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(3);
  await settled(fixture.movement);
}, 120_000);
afterAll(() => fixture.end());

const ids = (): string[] => ['council', 'fundraising', 'trademark', ...fixture.movement.hubs.map(({ id }) => id)];
const urlOf = (id: string): string => fixture.movement.spec(id).config.endpoint;

/** What somebody who knows the movement's keys would check by. In this test the node is asked, since nobody else is. */
async function policyOf(id: string): Promise<string> {
  const about = (await fetch(`${urlOf(id)}/.well-known/hubgraph.json`).then((answer) => answer.json())) as {
    logs: { cases: string };
  };
  const answer = await fetch(`${urlOf(id)}/log/books/policy`);
  expect(answer.status).toBe(200);
  return `log ${about.logs.cases}\n${await answer.text()}`;
}

function parsed(text: string): LogPolicy {
  const policy = parsePolicy(text);
  if (isRejection(policy)) expect.fail(policy.message);
  return policy;
}

async function check(id: string): Promise<Verdict> {
  return verifyLog({
    world,
    books: new NodeSource(world, urlOf(id), 'books'),
    cases: new NodeSource(world, urlOf(id), 'cases'),
    node: urlOf(id),
    place: urlOf(id),
    policy: parsed(await policyOf(id)),
    seen: new SeenFile(world, join(fixture.folder, 'seen.json')),
  });
}

describe('a stranger who checks a movement after donations, decisions, transfers and receipts', () => {
  test('finds every node whole and witnessed, and every balance as it is shown', async () => {
    const verdicts = [];
    for (const id of ids()) {
      await expect.poll(async () => (await check(id)).outcome, { interval: 500, timeout: 20_000 }).toBe('whole');
      verdicts.push(await check(id));
    }
    expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
    const withBooks = verdicts.filter(({ line }) => line.includes('balances are those that the node shows'));
    expect(withBooks.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...verdicts.map(({ size }) => size))).toBeGreaterThan(10);
  });

  test('finds what the operator of a hub changed in its views, though its log is whole', async () => {
    const id = 'east-africa';
    const { folder } = fixture.movement.spec(id).config;
    await fixture.movement.stopNode(id);
    const path = join(folder, 'views.db');
    const before = [path, `${path}.sha256`].map((file) => [file, readFileSync(file)] as const);
    const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(path);
    db.exec(
      "UPDATE ledger_account SET debits_posted = debits_posted - 1 WHERE path LIKE 'assets:%' AND debits_posted > 0",
    );
    db.close();
    writeFileSync(`${path}.sha256`, `${world.disk.sha256(path)}\n`);
    await fixture.movement.startNode(id);
    const verdict = await check(id);
    expect(verdict).toMatchObject({
      outcome: 'wrong',
      findings: [{ code: 'account-differs' }, ...verdict.findings.slice(1)],
    });
    await fixture.movement.stopNode(id);
    for (const [file, bytes] of before) writeFileSync(file, bytes);
    await fixture.movement.startNode(id);
    await expect.poll(async () => (await check(id)).outcome, { interval: 500, timeout: 20_000 }).toBe('whole');
  });

  test('does so with the program, and backs up, leaves and comes back with the same log', async () => {
    const id = fixture.movement.hubs.at(-1)?.id ?? '';
    const hub = (...args: string[]) =>
      promisify(execFile)(process.execPath, ['packages/cli/bin/hubgraph.mjs', ...args], { cwd: root });
    const file = join(fixture.folder, 'node.json');
    const spec = fixture.movement.spec(id);
    writeFileSync(file, JSON.stringify(spec));
    const policy = join(fixture.folder, 'policy');
    writeFileSync(policy, await policyOf(id));
    // What a newcomer does, who knows two addresses: the same policy from the council's registry, and a verdict.
    const first = await hub('policy', urlOf('council'), id);
    const key = /--key=(\S+)$/m.exec(first.stderr)?.[1] ?? '';
    const known = await hub('policy', `${urlOf('council')}/`, id, `--key=${key}`);
    expect(known).toEqual({ stdout: first.stdout, stderr: '' });
    expect(parsed(first.stdout).logs.map(({ url }) => url)).toEqual(
      ['books', 'cases'].map((log) => `${urlOf(id)}/log/${log}`),
    );
    const fetched = join(fixture.folder, 'fetched.policy');
    writeFileSync(fetched, first.stdout);
    const seen = join(fixture.folder, 'seen-1.json');
    expect((await hub('verify', urlOf(id), '--policy', fetched, '--state', seen)).stdout).toMatch(/^WHOLE: /m);
    await expect(hub('policy', urlOf(id), id)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('ERR_REGISTRY_UNUSABLE'),
    });
    const verify = (place: string) =>
      hub('verify', place, '--policy', policy, '--state', join(fixture.folder, 'seen-2.json'));
    expect((await verify(urlOf(id))).stdout).toMatch(/^WHOLE: .*balances are those that the node shows\.$/m);

    await hub('backup', file, join(fixture.folder, 'backup'), '--with-keys');
    // The drill of docs/operating.md: restored elsewhere while the node runs, rebuilt, exported and checked.
    const drill = join(fixture.folder, 'drill.json');
    writeFileSync(
      drill,
      JSON.stringify({ ...spec, config: { ...spec.config, folder: join(fixture.folder, 'drill'), port: 0 } }),
    );
    await hub('restore', join(fixture.folder, 'backup'), drill, '--accept-loss');
    expect((await hub('rebuild', drill)).stdout).toMatch(/^The same, byte for byte/m);
    await hub('export', drill, join(fixture.folder, 'drilled'));
    const drilled = hub(
      'verify',
      join(fixture.folder, 'drilled'),
      '--policy',
      policy,
      '--state',
      join(fixture.folder, 'seen-2.json'),
    );
    await expect(drilled).rejects.toMatchObject({ code: 3, stdout: expect.stringMatching(/^WHOLE BUT UNWITNESSED/m) });

    await hub('export', file, join(fixture.folder, 'export'), '--with-keys');
    expect((await verify(join(fixture.folder, 'export'))).stdout).toMatch(/^WHOLE: /m);

    await fixture.movement.stopNode(id);
    expect((await hub('rebuild', file)).stdout).toMatch(/^The same, byte for byte/m);
    const home = join(fixture.folder, 'home.json');
    const config = { ...spec.config, folder: join(fixture.folder, 'home') };
    writeFileSync(home, JSON.stringify({ ...spec, config }));
    expect((await hub('import-hub', join(fixture.folder, 'export'), home)).stdout).toMatch(
      /none of them has seen more/,
    );
    const moved = await runNode(world, { ...spec, config });
    try {
      const payload = {
        fund: newId(world, id, 'fund'),
        code: 'at-home',
        name: { digest: '0'.repeat(64), key: 'at-home' },
      };
      expect(await moved.node.operate(operator, 'at-home', 'OpenFund', payload)).toMatchObject({ exists: false });
      const { size } = moved.node.journal.log('books').head();
      // The next checkpoint follows the last one: witnesses cosign it, and who has seen the old home finds no other past.
      const wanted = { outcome: 'whole', size };
      await expect.poll(() => check(id), { interval: 500, timeout: 20_000 }).toMatchObject(wanted);
      await expect(hub('restore', join(fixture.folder, 'backup'), home)).rejects.toMatchObject({ code: 1 });
    } finally {
      await moved.stop();
    }
  }, 120_000);
});
