import { generateNodeKeys, type RegistryNode } from '@hubgraph/identity';
import { realWorld } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import {
  decideFoundMovement,
  decideProposeHub,
  evolveHub,
  type HubEvent,
  type HubProfile,
  type HubState,
  hub,
  type ProposeHub,
  type RegistryHead,
  registryHead,
  registryNode,
} from './domain.ts';

const BY = 'council:person:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const MOTION = 'council:motion:01JD3Z7N4QK8R2V6X0Y5ABCDEF';
const AT = Date.parse('2026-03-01T12:00:00Z');

const keysOf = () => generateNodeKeys(realWorld(), 'any.example');
const keys = keysOf();
const profile: HubProfile = {
  hub: 'east-africa',
  name: 'East Africa Knowledge Hub',
  kind: 'REGIONAL',
  country: 'KE',
  currency: 'KES',
  languages: ['sw', 'en'],
  endpoint: 'https://ea.example',
  tokenKeys: [keys.tokens.publicJwk],
  statementKeys: [keys.statements.publicJwk],
};
const propose: ProposeHub = { ...profile, type: 'ProposeHub', at: AT, by: BY };
const proposed: HubEvent = { type: 'HubProposed', ...profile };
const authorised: HubEvent = { type: 'HubAuthorised', hub: profile.hub, motion: MOTION };
const suspended: HubEvent = { type: 'HubSuspended', hub: profile.hub, motion: MOTION };

const given = (...events: HubEvent[]): HubState | undefined =>
  events.reduce<HubState | undefined>((state, event) => evolveHub(state, event, AT, BY), undefined);

function support(kind: RegistryNode['kind'], others: Partial<RegistryNode> = {}): RegistryNode {
  const { tokens, statements } = keysOf();
  return {
    id: kind,
    kind,
    name: `The ${kind}`,
    status: 'authorised',
    endpoint: `https://${kind}.example`,
    tokenKeys: [tokens.publicJwk],
    statementKeys: [statements.publicJwk],
    ...others,
  };
}

describe('founding the movement', () => {
  const nodes = [support('council'), support('trademark'), support('fundraising')];
  const found = { type: 'FoundMovement', nodes, at: AT, by: 'operator' } as const;
  const [first, second] = nodes as [RegistryNode, RegistryNode];

  test('enters the first nodes', () => {
    expect(decideFoundMovement(found, { head: undefined })).toEqual([{ type: 'MovementFounded', nodes }]);
  });

  test.each<[string, readonly RegistryNode[], RegistryHead | undefined]>([
    ['movement-is-founded', [{ ...first, id: 'X' }], { epoch: 1, founding: nodes }],
    ['movement-is-founded', nodes, { epoch: 1, founding: nodes }],
    ['registry-is-malformed', [{ ...first, id: 'X' }], undefined],
    ['registry-is-malformed', [first, first], undefined],
    ['registry-is-malformed', [first, { ...second, kind: 'council' }], undefined],
    ['registry-is-malformed', [first, { ...second, tokenKeys: first.tokenKeys }], undefined],
    ['registry-is-malformed', [{ ...first, endpoint: 'ftp://council.example' }], undefined],
  ])('is refused: %s', (code, entered, head) => {
    expect(decideFoundMovement({ ...found, nodes: entered }, { head })).toMatchObject({ code });
  });
});

describe('proposing a hub', () => {
  const founded: RegistryHead = { epoch: 1, founding: [] };
  const nothing = { hub: undefined, head: founded };

  test('keeps what it says of itself and gives it no rights', () => {
    expect(decideProposeHub(propose, nothing)).toEqual([proposed]);
    expect(given(proposed)).toEqual({ ...profile, status: 'PROPOSED', proposedAt: AT, proposedBy: BY, since: AT });
  });

  test.each(['REGIONAL', 'THEMATIC', 'LINGUISTIC'] as const)('may be %s', (kind) => {
    expect(decideProposeHub({ ...propose, kind }, nothing)).toEqual([{ ...proposed, kind }]);
  });

  // Every row has the faults of those below it as well, so that the order is tested too.
  const bad: Partial<ProposeHub> = { endpoint: 'nowhere' };
  const rows: [string, Partial<ProposeHub>][] = [['endpoint-or-keys-are-malformed', bad]];
  const faults: [string, Partial<ProposeHub>][] = [
    ['languages-are-missing', { languages: [] }],
    ['currency-is-unknown', { currency: 'XAU' }],
    ['country-is-malformed', { country: 'Kenya' }],
    ['name-is-empty', { name: ' \t' }],
    ['hub-exists', { hub: 'council' }],
    ['slug-is-malformed', { hub: 'Council' }],
  ];
  for (const [code, fault] of faults) rows.push([code, { ...rows.at(-1)?.[1], ...fault }]);

  test.each(rows)('is refused: %s', (code, fault) => {
    const head = { epoch: 1, founding: [support('council')] };
    expect(decideProposeHub({ ...propose, ...fault }, { hub: undefined, head })).toMatchObject({ code });
  });

  test.each([
    ['proposed', [proposed]],
    ['authorised', [proposed, authorised]],
    ['suspended', [proposed, authorised, suspended]],
  ])('the slug of a hub that is %s is taken', (_, events) => {
    expect(decideProposeHub(propose, { hub: given(...events), head: founded })).toMatchObject({ code: 'hub-exists' });
  });

  test.each<[string, Partial<ProposeHub>]>([
    ['a look-alike slug', { hub: 'еast-africa' }],
    ['a slug in capitals', { hub: 'EAST' }],
    ['a slug of everybody', { hub: '*' }],
  ])('%s is refused', (_, fault) => {
    expect(decideProposeHub({ ...propose, ...fault }, nothing)).toMatchObject({ code: 'slug-is-malformed' });
  });

  test.each<[string, Partial<ProposeHub>]>([
    ['a URL with credentials', { endpoint: 'https://a:b@ea.example' }],
    ['a URL with a fragment', { endpoint: 'https://ea.example#x' }],
    ['a file', { endpoint: 'file:///etc/passwd' }],
    ['one key for both roles', { tokenKeys: profile.statementKeys }],
    ['a key that is none', { tokenKeys: [{ ...keys.tokens.publicJwk, x: 'AA' }] }],
  ])('%s is refused', (_, fault) => {
    expect(decideProposeHub({ ...propose, ...fault }, nothing)).toMatchObject({
      code: 'endpoint-or-keys-are-malformed',
    });
  });
});

describe('the status of a hub', () => {
  test('is that of the last motion, since it was adopted', () => {
    expect(given(proposed, authorised)).toMatchObject({ status: 'AUTHORISED', motion: MOTION, since: AT });
    expect(given(proposed, authorised, suspended)).toMatchObject({ status: 'SUSPENDED', motion: MOTION });
    expect(given(proposed, authorised, suspended, authorised)).toMatchObject({ status: 'AUTHORISED' });
  });

  test('an event of a hub that nobody proposed is a mistake of the program', () => {
    expect(() => given(authorised)).toThrow();
  });

  test('its line in the registry is complete', () => {
    const { hub: id, kind: hubKind, ...rest } = profile;
    expect(registryNode(profile, 'suspended')).toEqual({ ...rest, id, kind: 'hub', hubKind, status: 'suspended' });
  });
});

test('the epoch grows with each change of the registry, and only with these', () => {
  const founded: HubEvent = { type: 'MovementFounded', nodes: [support('council')] };
  const epochs: number[] = [];
  let head: RegistryHead | undefined;
  for (const event of [founded, proposed, authorised, suspended, authorised]) {
    const recorded = { event, at: AT, by: BY, seq: 1, commandId: 'x' };
    for (const id of registryHead.concerns(event)) head = registryHead.evolve(head, recorded, id) as RegistryHead;
    epochs.push(head?.epoch ?? 0);
  }
  expect(epochs).toEqual([1, 1, 2, 3, 4]);
  expect(head?.founding).toEqual(founded.nodes);
  expect(hub.concerns(proposed)).toEqual([profile.hub]);
  expect(hub.concerns(founded)).toEqual([]);
});
