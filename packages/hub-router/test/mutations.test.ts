import { Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { brief, Fixture } from './fixture.ts';

const FORM =
  'mutation ($input: FormTeamInput!) { formTeam(input: $input) { ... on TeamFormed { team { id name } } ... on Rejection { code } } }';

test('a mutation goes to the hub that it names and to no other', async () => {
  await using at = await Fixture.start();
  const { data, errors } = await at.ask(FORM, { input: { hub: 'asia', name: 'Cranes' } });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ formTeam: { team: { id: 'asia:team:3', name: 'Cranes' } } });
  expect(at.network.urls).toEqual([at.asia.entry.endpoint]);
  const refused = await at.ask(FORM, { input: { hub: 'asia', name: 'taken' } });
  expect(refused.data).toEqual({ formTeam: { code: 'NAME_IS_TAKEN' } });
});

test('a mutation is sent once, whatever comes of it', async () => {
  await using at = await Fixture.start();
  const input = { hub: 'asia', name: 'Cranes' };
  at.asia.misbehave = () => ({ status: 503, body: 'busy' });
  expect(brief(await at.ask(FORM, { input }))).toEqual([['formTeam', 'HUB_UNAVAILABLE', 'asia', 'http-503']]);
  expect(at.network.urls).toHaveLength(1);
  await at.kill(at.asia);
  const refused = await at.ask(FORM, { input });
  expect(refused.data).toEqual({ formTeam: null });
  expect(brief(refused)).toEqual([['formTeam', 'HUB_UNAVAILABLE', 'asia', 'refused']]);
  expect(at.network.urls).toHaveLength(2);
  await at.ask('{ hub(id: "asia") { name } }');
  expect(at.network.urls).toHaveLength(4);
});

test('several mutations run in order over several hubs; neighbours at one hub go together', async () => {
  await using at = await Fixture.start();
  const finished: string[] = [];
  for (const hub of [at.cee, at.asia]) {
    hub.misbehave = (received) => {
      finished.push(`${hub.id} ${rootKeys(received.query)}`);
      return { body: JSON.stringify(hub.answer(received)) };
    };
  }
  const { data, errors } = await at.ask(
    `mutation {
      a: formTeam(input: { hub: "cee", name: "A" }) { __typename }
      b: formTeam(input: { hub: "cee", name: "taken" }) { __typename }
      x: formTeam(input: { hub: "nowhere", name: "X" }) { __typename }
      c: recogniseTeam(input: { team: "asia:team:1" }) { __typename ... on TeamFormed { team { id } } }
      d: formTeam(input: { hub: "cee", name: "D" }) { __typename }
    }`,
  );
  expect(finished).toEqual(['cee a b', 'asia c', 'cee d']);
  expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['x'], 'UNKNOWN_HUB']]);
  expect(data).toEqual({
    a: { __typename: 'TeamFormed' },
    b: { __typename: 'NameIsTaken' },
    x: null,
    c: { __typename: 'TeamFormed', team: { id: 'asia:team:1' } },
    d: { __typename: 'TeamFormed' },
  });
});

test('a later mutation waits until the earlier one is answered', async () => {
  await using at = await Fixture.start({ limits: { perHubMs: 1_000 } });
  at.cee.misbehave = () => 'hangs';
  const answer = at.ask(`mutation {
    a: formTeam(input: { hub: "cee", name: "A" }) { __typename }
    b: formTeam(input: { hub: "asia", name: "B" }) { __typename }
  }`);
  await at.cee.hasReceived(1);
  expect(at.asia.received).toHaveLength(0);
  at.clock.advance(1_000);
  const result = await answer;
  expect(brief(result)).toEqual([['a', 'HUB_UNAVAILABLE', 'cee', 'timed-out']]);
  expect(result.data).toEqual({ a: null, b: { __typename: 'TeamFormed' } });
});

/** The response keys at the root of a document. */
function rootKeys(query: string): string {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return '';
  return operation.selectionSet.selections
    .map((one) => (one.kind === Kind.FIELD ? (one.alias ?? one.name).value : '…'))
    .join(' ');
}

test('how far each hub was is told, and what a later run of the same request asks may build on it', async () => {
  await using at = await Fixture.start();
  const journals: Record<string, number> = { cee: 10, asia: 20 };
  for (const hub of [at.cee, at.asia]) {
    hub.misbehave = (received) => {
      const seq = (journals[hub.id] ?? 0) + 1;
      journals[hub.id] = seq;
      return {
        body: JSON.stringify({ ...(hub.answer(received) as object), extensions: { position: { node: hub.id, seq } } }),
      };
    };
  }
  const reached = new Map<string, number>();
  await at.ask(
    `mutation {
      a: formTeam(input: { hub: "cee", name: "A" }) { __typename }
      b: formTeam(input: { hub: "asia", name: "B" }) { __typename }
      c: formTeam(input: { hub: "cee", name: "C" }) { __typename }
    }`,
    {},
    {
      credentials: (hub) =>
        reached.has(hub) ? { 'hub-after': `${hub}=${reached.get(hub)}` } : ({} as Record<string, string>),
      reached: (hub, position) => void reached.set(hub, position),
    },
  );
  expect(at.cee.received.map(({ headers }) => headers['hub-after'])).toEqual([undefined, 'cee=11']);
  expect(at.asia.received.map(({ headers }) => headers['hub-after'])).toEqual([undefined]);
  expect([...reached]).toEqual([
    ['cee', 12],
    ['asia', 21],
  ]);
});

test('a hub that speaks of another one’s journal, or of none that there can be, is not believed', async () => {
  await using at = await Fixture.start();
  const heard: unknown[] = [];
  for (const position of [{ node: 'asia', seq: 5 }, { node: 'cee', seq: -1 }, { node: 'cee', seq: '5' }, null]) {
    at.cee.misbehave = (received) => ({
      body: JSON.stringify({ ...(at.cee.answer(received) as object), extensions: { position } }),
    });
    await at.ask('{ hub(id: "cee") { name } }', {}, { reached: (...given) => void heard.push(given) });
  }
  expect(heard).toEqual([]);
});

test('a hub that is behind is named with what it said', async () => {
  await using at = await Fixture.start();
  const extensions = { code: 'HUB_BEHIND', node: 'cee', after: '12', position: '11' };
  at.cee.misbehave = () => ({
    status: 409,
    body: JSON.stringify({ errors: [{ message: 'cee stands at 11.', extensions }] }),
  });
  expect(brief(await at.ask('{ hub(id: "cee") { name } }'))).toEqual([['hub', 'HUB_BEHIND', 'cee', 'no-data']]);
});
