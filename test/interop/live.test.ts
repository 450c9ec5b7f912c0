import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@hubgraph/dev-env';
import { isRejection } from '@hubgraph/kernel';
import { judgeCheckpoint, parseCheckpoint, parsePolicy } from '@hubgraph/tlog';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { dayBack, type Fixture, fundOf, give, seeded, settled, world } from '../federation/fixture.test-helper.ts';
import { build, program, verify } from './go.test-helper.ts';
import { flipBit, flipBitOfBase64, type Source, serveLog, type Tamper } from './served-log.test-helper.ts';

const folder = mkdtempSync(join(tmpdir(), 'hubgraph-interop-'));
let fixture: Fixture;
let nodes: readonly string[];
beforeAll(async () => {
  await build();
  fixture = await seeded(2);
  nodes = ['council', 'trademark', 'fundraising', ...fixture.movement.hubs.map(({ id }) => id)];
  await settled(fixture.movement);
}, 300_000);
afterAll(async () => {
  await fixture.end();
  rmSync(folder, { recursive: true, force: true });
});

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const logAt = (node: string, name: string): string => `${fixture.movement.spec(node).config.endpoint}/log/${name}`;

async function textAt(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

/** Waits until everything that a log has is under a checkpoint with its quorum; the path of the log's policy. */
async function witnessed(node: string, name: 'books' | 'cases'): Promise<string> {
  const url = logAt(node, name);
  const text = await until(world, `the ${name} of ${node} are witnessed`, async () => {
    const [policyText, note] = await Promise.all([textAt(`${url}/policy`), textAt(`${url}/checkpoint`)]);
    const [policy, checkpoint] = [parsePolicy(policyText), parseCheckpoint(note)];
    const judgement = isRejection(policy) || isRejection(checkpoint) ? policy : judgeCheckpoint(policy, checkpoint);
    return 'isSatisfied' in judgement && judgement.isSatisfied ? policyText : undefined;
  });
  const path = join(folder, `${node}-${name}-policy`);
  writeFileSync(path, text);
  return path;
}

test('the books of every node pass every check', async (context) => {
  const go = await program(context);
  const sizes: number[] = [];
  for (const node of nodes) {
    const policy = await witnessed(node, 'books');
    const { result } = await verify(go, { log: logAt(node, 'books'), policy });
    expect(
      result.checks.filter(({ ok }) => !ok),
      node,
    ).toEqual([]);
    expect(Object.keys(result.witnesses ?? {}).length, node).toBeGreaterThanOrEqual(2);
    sizes.push(result.size);
  }
  expect(Math.max(...sizes)).toBeGreaterThan(10);
});

test('the cases pass every check by who may read them, and are closed to others', async (context) => {
  const go = await program(context);
  const log = logAt('fundraising', 'cases');
  const policy = await witnessed('fundraising', 'cases');
  const token = join(folder, 'token');
  writeFileSync(token, await fixture.movement.client.token('fundraising/Ines Demo'));
  const { result } = await verify(go, { log, policy, token });
  expect(result.checks.filter(({ ok }) => !ok)).toEqual([]);
  const stranger = await verify(go, { log, policy });
  expect(stranger.failed).toEqual(['entries', 'tiles', 'inclusion', 'consistency', 'receipts', 'prefixes']);
  expect(stranger.result.checks.find(({ name }) => name === 'entries')?.detail).toMatch(/401/);
});

test('books that grow continue the checkpoint that was kept', async (context) => {
  const go = await program(context);
  const { movement } = fixture;
  const [hub] = movement.hubs;
  if (hub === undefined) throw new Error('no hub');
  const log = logAt(hub.id, 'books');
  const save = join(folder, 'kept');
  const before = await verify(go, { log, policy: await witnessed(hub.id, 'books'), save });
  expect(before.failed).toEqual([]);
  const fund = await fundOf(movement, hub.id);
  const money = { decimal: '12', currency: hub.currency };
  await give(movement, `${hub.id}/${hub.people.treasurer}`, 'postEntry', {
    hub: hub.id,
    kind: 'test',
    effectiveDay: dayBack(20),
    postings: [
      { account: 'assets:bank:main', fund, debit: money },
      { account: 'income:donations', fund, credit: money, counterparty: 'PUBLIC', purpose: 'general' },
    ],
  });
  await until(world, 'the new entry is under a checkpoint', async () => {
    const [, size] = (await textAt(`${log}/checkpoint`)).split('\n');
    return Number(size) > before.result.size ? true : undefined;
  });
  await settled(movement);
  const after = await verify(go, { log, policy: await witnessed(hub.id, 'books'), old: save });
  expect(after.failed).toEqual([]);
  expect(after.result.size).toBeGreaterThan(before.result.size);
});

test('one bit changed on the way is refused', async (context) => {
  const go = await program(context);
  const policy = await witnessed('fundraising', 'books');
  const log = logAt('fundraising', 'books');
  const source: Source = async (path) => {
    const answer = await fetch(`${log}/${path}`);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  };
  const through = async (tamper?: Tamper) => {
    const served = await serveLog(source, tamper);
    ends.push(() => served.stop());
    return (await verify(go, { log: served.url, policy })).failed;
  };
  expect(await through()).toEqual([]);
  const half = (bytes: Uint8Array): number => bytes.length >> 1;
  const faults: [Tamper, string][] = [
    [flipBit(/^tile\/0\//, half), 'tiles'],
    [flipBit(/^tile\/entries\//, half), 'entries'],
    [flipBitOfBase64('checkpoint', /^— .*\/books .*$/m), 'checkpoint'],
    [flipBitOfBase64('checkpoint', /^[A-Za-z0-9+/]{43}=$/m), 'checkpoint'],
    [flipBitOfBase64('checkpoint', /^— .*\/witness .*$/m), 'cosignatures'],
    [flipBitOfBase64('proof/0', /^[A-Za-z0-9+/]{43}=$/m), 'receipts'],
  ];
  for (const [tamper, expected] of faults) expect(await through(tamper)).toContain(expected);
});
