import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { library, startAlone, startGateway } from './hosts.test-helper.ts';
import { AuditHubs } from './hubs.test-helper.ts';
import { type Host, type MakeRouter, runCase } from './run.test-helper.ts';
import { type Case, files, stepsOf } from './vectors.test-helper.ts';

const hubs = await AuditHubs.start();
const alone = await startAlone();
const gateway = await startGateway();
const stock = await startGateway({ isStock: true });
const all = files.flatMap(([, cases]) => cases);

afterAll(async () => {
  await stock.stop();
  await gateway.stop();
  await alone.stop();
  await hubs.stop();
});

async function check(host: Host, one: Case): Promise<void> {
  for (const { expected, found } of await runCase(host, hubs, one)) expect(found).toEqual(expected);
}

describe.each([library, alone].map((host) => [host.name, host] as const))('%s', (_host, host) => {
  describe.each(files)('%s', (_file, cases) => {
    test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => check(host, one));
  });
});

/** The stock engine asks about a thing once for each place in which it stands, and is refused. */
const ONCE_FOR_EACH_PLACE = '10,001 representations are refused before any call.';

describe.each([gateway, stock].map((host) => [host.name, host] as const))('%s', (_host, host) => {
  describe.each(files)('%s', (_file, cases) => {
    const asked = cases
      .filter(({ stock }) => stock === undefined || stock.expect !== undefined)
      .filter(({ name }) => host !== stock || name !== ONCE_FOR_EACH_PLACE);
    test.each(asked.map((one) => [one.name, one] as const))('%s', (_name, one) => check(host, one));
  });
});

/** Asks the first hub of the registry, as every router does that takes equal subgraphs for one. */
const asksOne: MakeRouter = () => ({
  async process(request, snapshot, { credentials, report }) {
    const [hub] = snapshot.hubs;
    if (hub === undefined) return { data: null };
    report?.({ epoch: snapshot.epoch, expected: [hub.id], ok: [hub.id], failed: [], skewed: [], partial: false });
    const headers = { 'content-type': 'application/json', 'hub-timeout': '1000', ...(await credentials(hub.id)) };
    const answer = await fetch(hub.endpoint, { method: 'POST', headers, body: JSON.stringify(request) });
    return JSON.parse(await answer.text());
  },
});

test('there are enough cases, few of which an engine in front cannot pass, and each has a name of its own', () => {
  const marked = all.filter(({ stock }) => stock !== undefined);
  expect(all.length).toBeGreaterThanOrEqual(150);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(marked.filter(({ stock }) => stock?.expect !== undefined)).toHaveLength(14);
  expect(marked.filter(({ stock }) => stock?.expect === undefined)).toHaveLength(5);
});

test('a mark of the engine in front stands only where it is needed', async () => {
  for (const { stock: _, ...one } of all.filter(({ stock }) => stock?.expect !== undefined)) {
    await expect(check(gateway, one), one.name).rejects.toThrow();
  }
});

test('what the documents call a worst case is tried as they say, with the code that stands there', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');
  const errors = read('errors.md');
  const [, table = ''] = read('graph.md').split('## Worst cases');
  const rows = table.split('\n').flatMap((line) => {
    const [, what = '', , code = '', cases = ''] = line.split('|').map((cell) => cell.trim());
    const [name] = /[A-Z_]{5,}/.exec(code) ?? [];
    return name === undefined ? [] : [{ what, name, cases: [...cases.matchAll(/“([^”]+)”/g)].map(([, one]) => one) }];
  });
  expect(rows.length).toBeGreaterThan(15);
  for (const { what, name, cases } of rows) {
    expect(errors, what).toContain(`\`${name}\``);
    expect(cases.length, what).toBeGreaterThan(0);
    for (const tried of cases) {
      const one = all.find((other) => other.name === tried);
      const found = (one === undefined ? [] : stepsOf(one)).flatMap((step) => step.expect.errors ?? []);
      expect(
        found.map(({ code }) => code),
        tried,
      ).toContain(name);
    }
  }
});

test('the audit can fail: a router that asks one hub for all passes hardly any case', async () => {
  let passed = 0;
  // Nothing that would blow up a hub, which such a router lets through.
  const simple = all.filter(({ query, entities, faults }) => (typeof query === 'string' || entities) && !faults);
  expect(simple.length).toBeGreaterThan(120);
  for (const one of simple) {
    try {
      for (const { expected, found } of await runCase(library, hubs, one, asksOne)) expect(found).toEqual(expected);
      passed += 1;
    } catch {
      // As it should.
    }
  }
  expect(passed).toBeLessThan(30);
});
