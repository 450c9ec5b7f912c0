import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { NodeSource, SeenFile, shownBooks, type Verdict, verifyLog } from '@hubgraph/audit';
import { runNode } from '@hubgraph/dev-env';
import {
  askBeancount,
  askHledger,
  beancountPython,
  grantFaults,
  hasProgram,
  iatiFaults,
  missing,
  shortest,
  xmlFaults,
} from '@hubgraph/exports/testing';
import { sharedFile } from '@hubgraph/imports/testing';
import { dayOf, formatAmount, isRejection, newId } from '@hubgraph/kernel';
import { operator } from '@hubgraph/node';
import { type LogPolicy, parsePolicy } from '@hubgraph/tlog';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fixture, seeded, settled, world } from '../federation/fixture.test-helper.ts';

const root = join(import.meta.dirname, '../..');
let fixture: Fixture;
beforeAll(async () => {
  fixture = await seeded(3);
  await settled(fixture.movement);
});
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

describe('a stranger who takes the files of all nodes', () => {
  const withBooks = (): string[] => ['fundraising', ...fixture.movement.hubs.map(({ id }) => id)];

  /** Every file of every node with books, as of now. */
  async function allFiles(): Promise<Map<string, string>> {
    const files = new Map<string, string>();
    for (const id of withBooks()) {
      const index = (await (await fetch(`${urlOf(id)}/exports`)).json()) as {
        seq: number;
        files: { path: string; file: string }[];
      };
      for (const { path, file } of index.files) {
        const answer = await fetch(`${urlOf(id)}${path}`);
        expect([path, answer.status]).toEqual([path, 200]);
        const text = await answer.text();
        const digest = createHash('sha256').update(text).digest('hex');
        expect(answer.headers.get('etag')?.replace('.gz', '')).toBe(`"${digest}"`);
        files.set(`${id}-${file}`, text);
      }
    }
    return files;
  }

  let files: Map<string, string>;
  const pathOf = (name: string): string => {
    const path = join(fixture.folder, name);
    writeFileSync(path, files.get(name) ?? '');
    return path;
  };
  const named = (ending: string): string[] => [...files.keys()].filter((name) => name.endsWith(ending));
  beforeAll(async () => {
    files = await allFiles();
  });

  /** What each node states, over the graph. */
  async function stated(): Promise<Map<string, Map<string, string>>> {
    const all = new Map<string, Map<string, string>>();
    for (const id of withBooks()) {
      const shown = await shownBooks(world, urlOf(id), id);
      const sums = [...(shown?.accounts ?? [])].map(([key, [debits, credits]]) => {
        const currency = key.split(' ')[1] ?? '';
        const amount = formatAmount({ amountMinor: BigInt(debits) - BigInt(credits), currency });
        return [key, shortest(amount)] as const;
      });
      all.set(id, new Map(sums.filter(([, amount]) => amount !== '0').sort()));
    }
    return all;
  }

  test('has one number from three programs: the node, Beancount and hledger', async (context) => {
    const python = beancountPython();
    if (python === undefined) return context.skip(missing('Beancount'));
    if (!hasProgram('hledger')) return context.skip(missing('hledger'));
    const ours = [...(await stated()).values()];
    expect(ours.every(({ size }) => size > 0)).toBe(true);
    const beans = askBeancount(python, named('.beancount').map(pathOf));
    const ledgers = askHledger(named('.journal').map(pathOf), join(fixture.folder, 'all.journal'));
    for (const checked of [beans, ledgers]) {
      expect(checked.flatMap(({ faults }) => faults)).toEqual([]);
      expect(checked.map(({ balances }) => balances)).toEqual(ours);
    }
  });

  test('can check them by the schemas, code lists and rules of IATI and the schema of 360Giving', (context) => {
    const xsd = sharedFile(context, 'iati/standard/iati-activities-schema.xsd');
    const faults = grantFaults(dirname(sharedFile(context, '360giving/standard/schema/360-giving-schema.json')));
    if (!hasProgram('xmllint')) return context.skip(missing('xmllint'));
    expect(named('.xml')).toHaveLength(4);
    for (const name of named('.xml')) expect([name, xmlFaults(xsd, pathOf(name))]).toEqual([name, '']);
    const today = dayOf(world.clock.now());
    for (const name of named('.xml')) expect([name, iatiFaults(dirname(xsd), pathOf(name), today)]).toEqual([name, []]);
    const grants = named('grants.json').map((name) => JSON.parse(files.get(name) ?? ''));
    const given = grants.filter((document) => (document as { grants: unknown[] }).grants.length > 0);
    expect(given.length).toBeGreaterThan(0);
    for (const document of given) expect(faults(document)).toEqual([]);
  });

  test('finds each transfer at both ends, each naming the other', () => {
    const transfers = named('.xml').flatMap((name) =>
      [...(files.get(name) ?? '').matchAll(/<provider-org ([^>]*)>.*\n\s*<receiver-org ([^>]*)>/g)]
        .map(([, provider = '', receiver = '']) => ({ name, provider, receiver }))
        .filter(({ provider, receiver }) => provider.includes('activity-id') && receiver.includes('activity-id')),
    );
    const ends = new Map<string, string[]>();
    for (const { name, provider, receiver } of transfers) {
      const key = `${provider} ${receiver}`;
      ends.set(key, [...(ends.get(key) ?? []), name]);
    }
    expect(ends.size).toBeGreaterThan(0);
    for (const [key, names] of ends) {
      expect([key, names.length, new Set(names).size]).toEqual([key, 2, 2]);
      for (const [, id = ''] of key.matchAll(/activity-id="([^"]+)"/g)) {
        const isThere = names.some((name) => files.get(name)?.includes(`<iati-identifier>${id}</iati-identifier>`));
        expect([id, isThere]).toEqual([id, true]);
      }
    }
  });

  test('reads no name of a person', async () => {
    const people = ['Ana', 'treasurer'];
    for (const [name, text] of files) {
      if (name.endsWith('grants.json')) continue;
      for (const person of people) expect([name, new RegExp(`\\b${person}\\b`).test(text)]).toEqual([name, false]);
      expect([name, /:person:/.test(text)]).toEqual([name, false]);
    }
  });
});

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
  });
});
