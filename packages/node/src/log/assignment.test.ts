import { generateNodeKeys, logKeysOf, type NodeStatus, type Registry, type RegistryNode } from '@hubgraph/identity';
import { realWorld } from '@hubgraph/kernel';
import { formatVerifierKey, isQuorum, parsePolicy } from '@hubgraph/tlog';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logOfOrigin, policyOf, policyTextOf, witnessedBy, witnessesOf } from './assignment.ts';

const world = realWorld();
const known = new Map<string, RegistryNode>();

function nodeOf(id: string, kind: RegistryNode['kind'] = 'hub', status: NodeStatus = 'authorised'): RegistryNode {
  const made = known.get(id) ?? {
    id,
    kind,
    name: id,
    status,
    endpoint: `https://${id}.example`,
    tokenKeys: [],
    statementKeys: [],
    ...logKeysOf(generateNodeKeys(world, `${id}.example`)),
  };
  known.set(id, made);
  return { ...made, kind, status };
}
const registryOf = (...nodes: readonly RegistryNode[]): Registry => ({ epoch: 1, nodes });
const council = nodeOf('council', 'council');
const trademark = nodeOf('trademark', 'trademark');
const fundraising = nodeOf('fundraising', 'fundraising');
const [andes, baltic, cee, delta] = ['andes', 'baltic', 'cee', 'delta'].map((id) => nodeOf(id)) as [
  RegistryNode,
  RegistryNode,
  RegistryNode,
  RegistryNode,
];
const support = [council, trademark, fundraising];
const ids = (nodes: readonly ({ readonly id: string } | { readonly name: string; readonly id?: never })[]) =>
  nodes.map((one) => one.id ?? one.name);

describe('who witnesses whom', () => {
  test.each<[string, Registry, Readonly<Record<string, string[]>>]>([
    [
      'four hubs',
      registryOf(...support, andes, baltic, cee, delta),
      {
        council: ['andes', 'baltic', 'cee', 'delta', 'fundraising', 'trademark'],
        // The two hubs that come next, the council, and the support nodes that come before the second of them.
        andes: ['baltic', 'cee', 'council'],
        baltic: ['cee', 'council', 'delta'],
        cee: ['andes', 'council', 'delta', 'fundraising', 'trademark'],
        delta: ['andes', 'baltic', 'council', 'fundraising', 'trademark'],
        fundraising: ['andes', 'baltic', 'council'],
        trademark: ['andes', 'baltic', 'council'],
      },
    ],
    [
      'one hub',
      registryOf(...support, andes),
      {
        council: ['andes', 'fundraising', 'trademark'],
        andes: ['council', 'fundraising', 'trademark'],
        fundraising: ['andes', 'council', 'trademark'],
        trademark: ['andes', 'council', 'fundraising'],
      },
    ],
    ['the council and one hub', registryOf(council, andes), { council: ['andes'], andes: ['council'] }],
    ['the council alone', registryOf(council), { council: [] }],
    ['two hubs without a council', registryOf(andes, baltic), { andes: ['baltic'], baltic: ['andes'] }],
    [
      'a suspended hub, which is witnessed and does not witness',
      registryOf(council, andes, nodeOf('baltic', 'hub', 'suspended'), cee, delta),
      {
        andes: ['cee', 'council', 'delta'],
        baltic: ['cee', 'council', 'delta'],
        cee: ['andes', 'council', 'delta'],
        delta: ['andes', 'cee', 'council'],
      },
    ],
    [
      'revoked and proposed nodes, which count for nothing',
      registryOf(council, andes, nodeOf('baltic', 'hub', 'revoked'), nodeOf('cee', 'hub', 'proposed'), delta),
      { andes: ['council', 'delta'], baltic: [], cee: [], delta: ['andes', 'council'] },
    ],
  ])('%s', (_, registry, witnesses) => {
    for (const [id, expected] of Object.entries(witnesses))
      expect([id, ids(witnessesOf(registry, id))]).toEqual([id, expected]);
  });

  test('a node without a witness key witnesses nobody, one without logs is not witnessed', () => {
    const { witness: _w, ...mute } = andes;
    const { logs: _l, ...logless } = baltic;
    const registry = registryOf(council, mute, logless, cee, delta);
    expect(ids(witnessesOf(registry, 'cee'))).toEqual(['baltic', 'council', 'delta']);
    expect(ids(witnessesOf(registry, 'andes'))).toEqual(['baltic', 'cee', 'council', 'delta']);
    expect(witnessesOf(registry, 'baltic')).toEqual([]);
    expect(policyOf(registry, 'baltic', 'books')).toBeUndefined();
  });

  test('nobody is known who is not in the registry', () => {
    expect(witnessesOf(registryOf(council, andes), 'atlantis')).toEqual([]);
    expect(policyOf(registryOf(council, andes), 'atlantis', 'books')).toBeUndefined();
  });

  const hubs = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 12 });
  test('in whatever movement of three hubs and more', () => {
    fc.assert(
      fc.property(hubs, fc.subarray([trademark, fundraising]), (numbers, others) => {
        const nodes = [council, ...others, ...numbers.map((n) => nodeOf(`hub-${n}`))];
        const registry = registryOf(...nodes);
        for (const node of nodes) {
          const witnesses = witnessesOf(registry, node.id);
          // Nobody witnesses themselves or twice; the council witnesses everybody.
          expect(ids(witnesses)).not.toContain(node.id);
          expect(new Set(ids(witnesses)).size).toBe(witnesses.length);
          if (node !== council) expect(ids(witnesses)).toContain('council');
          // At least two hubs witness each node, and each witnesses the council and at least two other hubs.
          const isHub = (id: string | undefined) => id?.startsWith('hub-') === true;
          expect(ids(witnesses).filter(isHub).length).toBeGreaterThanOrEqual(2);
          const watched = ids(witnessedBy(registry, node.id));
          if (node !== council) expect(watched).toContain('council');
          expect(watched.filter(isHub).length).toBeGreaterThanOrEqual(2);
          // Nobody but the council has much to do: their share does not grow with the movement.
          if (node !== council) expect(watched.length).toBeLessThanOrEqual(1 + 2 + others.length);
          if (node === council) expect(watched).toHaveLength(nodes.length - 1);
        }
        const shuffled = registryOf(...nodes.toReversed());
        for (const node of nodes) expect(witnessesOf(shuffled, node.id)).toEqual(witnessesOf(registry, node.id));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a quorum', () => {
  const registry = registryOf(...support, andes, baltic, cee);
  const isEnough = (id: string, ...cosigned: string[]) => {
    const policy = policyOf(registry, id, 'books');
    return policy !== undefined && isQuorum(policy, cosigned);
  };

  test.each<[string, string[], boolean]>([
    ['andes', [], false],
    ['andes', ['council'], false],
    ['andes', ['baltic', 'cee'], false],
    ['andes', ['council', 'andes'], false],
    ['andes', ['council', 'atlantis'], false],
    ['andes', ['council', 'cee'], true],
    ['andes', ['council', 'baltic', 'cee'], true],
    ['council', [], false],
    ['council', ['andes'], false],
    ['council', ['council', 'andes'], false],
    ['council', ['andes', 'trademark'], true],
  ])('of %s with %j: %j', (id, cosigned, expected) => {
    expect(isEnough(id, ...cosigned)).toBe(expected);
  });

  test('is out of reach with too few nodes', () => {
    expect(policyOf(registryOf(council), 'council', 'books')).toBeUndefined();
    expect(policyOf(registryOf(council, andes), 'council', 'books')).toBeUndefined();
    expect(policyOf(registryOf(council, andes), 'andes', 'books')).toBeUndefined();
    expect(policyOf(registryOf(andes, baltic, cee), 'andes', 'books')).toBeUndefined();
    const { witness: _, ...mute } = council;
    expect(policyOf(registryOf(mute, andes, baltic, cee), 'andes', 'books')).toBeUndefined();
  });

  test.each(['andes', 'council'])('of %s is written as strangers read it', (id) => {
    const policy = policyOf(registry, id, 'cases');
    if (policy === undefined) expect.fail('no policy');
    expect(parsePolicy(policyTextOf(registry, id, 'cases') ?? '')).toEqual(policy);
    expect(formatVerifierKey(policy.logs[0]?.key as never)).toBe(
      registry.nodes.find((one) => one.id === id)?.logs?.cases,
    );
    expect(policy.witnesses.find(({ name }) => name === 'baltic')?.url).toBe('https://baltic.example/witness');
  });
});

test('one text names both logs of a node, and there is none without a quorum', () => {
  const registry = registryOf(...support, andes, baltic);
  const both = parsePolicy(policyTextOf(registry, 'andes', 'books', 'cases') ?? '');
  const [books, cases] = (['books', 'cases'] as const).map((log) => policyOf(registry, 'andes', log));
  expect(both).toEqual({ ...books, logs: [...(books?.logs ?? []), ...(cases?.logs ?? [])] });
  expect(both).toMatchObject({ logs: [{}, {}] });
  expect(policyTextOf(registryOf(council, andes), 'andes', 'books', 'cases')).toBeUndefined();
});

test('no witness is called like a keyword of policies, whatever its node is called', () => {
  const words = ['all', 'any', 'group', 'log', 'none', 'quorum', 'witness'];
  const registry = registryOf(council, ...words.map((word) => nodeOf(word)));
  const policy = parsePolicy(policyTextOf(registry, 'council', 'books') ?? '');
  const names = words.map((word) => `${word}_`);
  expect(policy).toMatchObject({ witnesses: names.map((name) => ({ name })), groups: [{ members: names }] });
});

test('an origin leads to its log', () => {
  const registry = registryOf(council, andes, nodeOf('baltic', 'hub', 'revoked'));
  expect(logOfOrigin(registry, 'andes.example/books')).toMatchObject({ node: { id: 'andes' }, log: 'books' });
  expect(logOfOrigin(registry, 'andes.example/cases')).toMatchObject({ node: { id: 'andes' }, log: 'cases' });
  for (const other of ['baltic.example/books', 'andes.example', 'andes.example/book', 'andes.example/books+', '']) {
    expect(logOfOrigin(registry, other)).toBeUndefined();
  }
});
