import fc from 'fast-check';
import { executeSync, parse } from 'graphql';
import { expect, test } from 'vitest';
import {
  createHubRouter,
  type HubEntry,
  type HubRouter,
  hubRouterDirectives,
  readHubSchema,
  type SendToHub,
  type Snapshot,
} from '../src/index.ts';
import { FakeClock } from './fake-clock.ts';

/** One field for each rule whose parts hubs may have added up before. */
const sdl = `${hubRouterDirectives}
type Query {
  sum: String @route(by: ALL) @merge(by: SUM)
  count: Int @route(by: ALL) @merge(by: COUNT)
  least: String @route(by: ALL) @merge(by: MIN)
  greatest: String @route(by: ALL) @merge(by: MAX)
  same: String @route(by: ALL) @merge(by: SAME)
  all: [Int] @route(by: ALL) @merge(by: CONCAT)
  groups: [Row!] @route(by: ALL) @merge(by: GROUP, keys: ["key", "of.unit"], sums: ["of.amount"])
  top: [Row!] @route(by: ALL) @merge(by: TOP, orderBy: ["greatest", "key"], descending: true, most: 3)
}
type Row { key: String of: Of least: String @merge(by: MIN) greatest: String @merge(by: MAX) count: Int @merge(by: COUNT) }
type Of { unit: String amount: String }
`;
const QUERY =
  '{ sum count least greatest same all groups { key of { unit amount } least greatest count } top { key greatest } }';

/** Few, so that parts meet in which text, numbers in text and their sizes speak for different orders. */
const text = fc.constantFrom('9', '10', '1a', '-2.5', '-2.50', '𝒳', '100000000000000000000');
const amount = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String);
const few = fc.constantFrom('a', 'b', null);
const row = fc.record({
  key: few,
  of: fc.record({ unit: few, amount }),
  least: fc.option(text),
  greatest: fc.option(text),
  count: fc.nat(100),
});
const part = fc.record({
  sum: amount,
  count: fc.nat(1_000),
  least: fc.option(text),
  greatest: fc.option(text),
  same: fc.constant('v1'),
  all: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
  groups: fc.array(row, { maxLength: 6 }),
});
type Part = typeof part extends fc.Arbitrary<infer One> ? One : never;

const entry = (id: string): HubEntry => ({ id, endpoint: `http://${id}.test/`, status: 'authorised' });
const snapshotOf = (...ids: string[]): Snapshot => ({ epoch: 1, hubs: ids.map(entry) });
const clock = new FakeClock();

const { schema } = readHubSchema(sdl);

/** Answers as a hub with this part does. */
function answerOf(given: Part, body: string): string {
  const { query } = JSON.parse(body) as { query: string };
  return JSON.stringify(executeSync({ schema, document: parse(query), rootValue: { ...given, top: given.groups } }));
}

let parts: Readonly<Record<string, Part>> = {};
const direct: SendToHub = async ({ hub, body }) => ({ status: 200, body: answerOf(parts[hub] as Part, body) });
const inner = createHubRouter({ sdl, clock, send: direct });
/** `ab` is a router over a and b; names that are the router's own are reserved, so it hears others. */
const nested: SendToHub = async (call) => {
  if (call.hub.length === 1) return direct(call);
  const { query } = JSON.parse(call.body) as { query: string };
  const data = await asked(inner, snapshotOf(...call.hub), query.replaceAll('hubRouterKey', 'outerKey'));
  return { status: 200, body: JSON.stringify({ data }).replaceAll('outerKey', 'hubRouterKey') };
};
const outer = createHubRouter({ sdl, clock, send: nested });

async function asked(router: HubRouter, snapshot: Snapshot, query = QUERY) {
  const { data, errors } = await router.process({ query }, snapshot, { credentials: () => ({}) });
  expect(errors).toBeUndefined();
  return data;
}

test('what is merged in two steps is what is merged at once, by every rule', async () => {
  await fc.assert(
    fc.asyncProperty(part, part, part, async (a, b, c) => {
      parts = { a, b, c };
      const once = await asked(inner, snapshotOf('a', 'b', 'c'));
      expect(await asked(outer, snapshotOf('ab', 'c'))).toEqual(once);
      expect(await asked(outer, snapshotOf('a', 'bc'))).toEqual(once);
    }),
    { numRuns: 60 },
  );
});
