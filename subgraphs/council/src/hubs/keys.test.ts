import {
  generateNodeKeys,
  type KeyPossession,
  logKeysOf,
  type NodeKeys,
  parseRegistry,
  type RegistryNode,
  signerKeyOf,
} from '@hubgraph/identity';
import { isRejection, realWorld } from '@hubgraph/kernel';
import { formatCheckpoint, signCheckpoint } from '@hubgraph/tlog';
import { describe, expect, test } from 'vitest';
import { evolveHub, type HubEvent, type NodeKeysChanged, registryHead, registryNode } from './domain.ts';
import {
  decideNodeKeys,
  type Ended,
  FORMER_KEY_MS,
  FORMER_TOKEN_KEY_MS,
  type KeysContext,
  registeredKeys,
} from './keys.ts';

const AT = Date.parse('2026-03-01T12:00:00Z');
const newKeys = (origin = 'ea.example'): NodeKeys => generateNodeKeys(realWorld(), origin);
const first = newKeys();
const second = newKeys();

const registered = (keys: NodeKeys): Pick<RegistryNode, 'tokenKeys' | 'statementKeys' | 'logs' | 'witness'> => ({
  tokenKeys: [keys.tokens.publicJwk],
  statementKeys: [keys.statements.publicJwk],
  ...logKeysOf(keys),
});
const node: RegistryNode = {
  id: 'east-africa',
  kind: 'hub',
  hubKind: 'REGIONAL',
  name: 'East Africa Knowledge Hub',
  status: 'authorised',
  endpoint: 'https://ea.example',
  ...registered(first),
};
const proofOf = (keys: NodeKeys): KeyPossession => ({
  issuer: node.id,
  tokenKey: keys.tokens.publicJwk,
  statementKey: keys.statements.publicJwk,
  ...logKeysOf(keys),
});
const heldBy = (...held: readonly NodeKeys[]): KeysContext['holderOf'] => {
  const kids = new Set(held.flatMap(({ tokens, statements, books }) => [tokens.kid, statements.kid, books.kid]));
  return (name) => (kids.has(name) ? node.id : undefined);
};
const decide = (
  keys: NodeKeys,
  {
    now = node,
    ended,
    at = AT,
    kid = now.statementKeys[0]?.kid ?? '',
    holderOf = heldBy(first),
  }: {
    readonly now?: RegistryNode | undefined;
    readonly ended?: Ended;
    readonly at?: number;
    readonly kid?: string;
    readonly holderOf?: KeysContext['holderOf'];
  } = {},
) => decideNodeKeys({ at, kid, proof: proofOf(keys), ended }, { node: now, holderOf });
function changed(outcome: ReturnType<typeof decide>): NodeKeysChanged {
  const event = isRejection(outcome) ? undefined : outcome[0];
  if (event?.type !== 'NodeKeysChanged') throw new Error('Nothing changed.');
  return event;
}
const after = (now: RegistryNode, event: NodeKeysChanged): RegistryNode => ({ ...now, ...registeredKeys(event) });

describe('new keys of a node', () => {
  test('stand first, and those before them beside them for their time', () => {
    const event = changed(decide(second));
    expect(event).toEqual({
      type: 'NodeKeysChanged',
      node: 'east-africa',
      kind: 'hub',
      tokenKeys: [second.tokens.publicJwk, first.tokens.publicJwk],
      statementKeys: [second.statements.publicJwk, first.statements.publicJwk],
      ...logKeysOf(second),
      formerKeys: [
        { kid: first.tokens.kid, until: AT + FORMER_TOKEN_KEY_MS },
        { kid: first.statements.kid, until: AT + FORMER_KEY_MS },
      ],
      formerLogKeys: [
        { role: 'books', key: logKeysOf(first).logs.books, until: AT + FORMER_KEY_MS },
        { role: 'cases', key: logKeysOf(first).logs.cases, until: AT + FORMER_KEY_MS },
        { role: 'witness', key: logKeysOf(first).witness, until: AT + FORMER_KEY_MS },
      ],
    });
    expect(parseRegistry({ epoch: 2, nodes: [after(node, event)] })).toEqual({ epoch: 2, nodes: [after(node, event)] });
  });

  test('of one role leave the others as they are', () => {
    const event = changed(decide({ ...first, books: second.books }));
    expect(event).toMatchObject({ ...registered({ ...first, books: second.books }), formerKeys: [] });
    expect(event.formerLogKeys).toHaveLength(1);
  });

  test('are entered once, also if they are said again with the former key', () => {
    const now = after(node, changed(decide(second)));
    const holderOf = heldBy(first, second);
    expect(decide(second, { now, holderOf })).toEqual([]);
    expect(decide(second, { now, holderOf, kid: first.statements.kid })).toEqual([]);
    expect(decide(first, { holderOf })).toEqual([]);
  });

  test('take the place of those before, whose time stays what it was; logs keep all', () => {
    const third = newKeys();
    const now = after(node, changed(decide(second)));
    const holderOf = heldBy(first, second);
    const soon = changed(decide(third, { now, holderOf, at: AT + 1_000 }));
    expect(soon.statementKeys.map(({ kid }) => kid)).toEqual([third, second, first].map((keys) => keys.statements.kid));
    expect(soon.formerKeys.find(({ kid }) => kid === first.statements.kid)?.until).toBe(AT + FORMER_KEY_MS);
    const late = changed(decide(third, { now, holderOf, at: AT + FORMER_KEY_MS }));
    expect(late.statementKeys.map(({ kid }) => kid)).toEqual([third, second].map((keys) => keys.statements.kid));
    expect(late.tokenKeys.map(({ kid }) => kid)).toEqual([third, second].map((keys) => keys.tokens.kid));
    expect(late.formerLogKeys).toHaveLength(6);
    expect(isRejection(parseRegistry({ epoch: 3, nodes: [after(now, late)] }))).toBe(false);
  });

  test.each<[string, ReturnType<typeof decide>]>([
    ['node-may-not-change-keys', decide(second, { now: { ...node, status: 'suspended' } })],
    ['node-may-not-change-keys', decide(second, { now: { ...node, status: 'revoked' } })],
    [
      'node-may-not-change-keys',
      decideNodeKeys({ at: AT, kid: '', proof: proofOf(second) }, { node: undefined, holderOf: () => undefined }),
    ],
    ['statement-is-of-a-former-key', decide(second, { kid: second.statements.kid })],
    ['loss-is-not-shown', decide(newKeys('elsewhere.example'))],
    [
      'key-was-used-before',
      decide(
        { ...second, tokens: first.statements, statements: newKeys().statements },
        { holderOf: heldBy(first, second) },
      ),
    ],
    ['keys-are-taken', decide(second, { holderOf: () => 'asia' })],
  ])('are refused: %s', (code, outcome) => expect(outcome).toMatchObject({ rejected: true, code }));

  describe('with other names of logs', () => {
    const begun = newKeys('ea.example/log-2');
    const noteOf = (size: number, keys = first, log: 'books' | 'cases' = 'cases'): string => {
      const key = signerKeyOf(keys, log);
      return formatCheckpoint(signCheckpoint({ origin: key.name, size, root: new Uint8Array(32).fill(size) }, key));
    };
    const cases = { kept: noteOf(7), lost: noteOf(9) };
    const kept = { kept: noteOf(3, first, 'books') };

    test('end those of before at once, whose loss is kept, where it is shown', () => {
      const now = {
        ...node,
        formerLogKeys: [{ role: 'books', key: logKeysOf(second).logs.books, until: AT + 5 }],
      } as const;
      const outcome = decide(
        { ...begun, tokens: first.tokens, statements: first.statements },
        { now, ended: { cases, books: kept } },
      );
      const event = changed(outcome);
      expect(event).toMatchObject({ ...logKeysOf(begun), formerKeys: [] });
      expect(event.formerLogKeys.map(({ until }) => until)).toEqual([AT, AT, AT, AT]);
      expect(isRejection(outcome) || outcome.slice(1)).toEqual([
        {
          type: 'LogEvidenceFound',
          ...{ node: node.id, log: 'cases', kind: 'LOST', first: cases.kept, second: cases.lost, foundBy: node.id },
          evidence: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ]);
      const entered = { ...node, ...registeredKeys(event) };
      expect(parseRegistry({ epoch: 2, nodes: [entered] })).toEqual({ epoch: 2, nodes: [entered] });
      expect(decide({ ...begun, tokens: first.tokens, statements: first.statements }, { now: entered })).toEqual([]);
    });

    test.each<[string, Ended | undefined]>([
      ['nothing', undefined],
      ['only what is left', { cases: { kept: cases.kept }, books: kept }],
      ['only what is lost', { cases: { lost: cases.lost } }],
      ['notes that are none', { cases: { kept: 'a', lost: 1 } }],
      ['nothing that is lost', { cases: { kept: noteOf(9), lost: noteOf(9) } }],
      ['less than is left', { cases: { kept: noteOf(9), lost: noteOf(7) } }],
      ['notes of the other log', { books: cases }],
      ['notes that the new keys signed', { cases: { kept: noteOf(7, begun), lost: noteOf(9, begun) } }],
      ['notes that somebody else signed', { cases: { ...cases, lost: noteOf(9, newKeys()) } }],
    ])('are refused where %s is shown', (_, ended) => {
      expect(decide(begun, { ...(ended === undefined ? {} : { ended }) })).toMatchObject({ code: 'loss-is-not-shown' });
    });

    test('are refused where one name stays, or somebody has one', () => {
      const ended = { cases };
      const half = { ...proofOf(begun), witness: logKeysOf(second).witness };
      const given = { at: AT, kid: first.statements.kid, proof: half, ended };
      expect(decideNodeKeys(given, { node, holderOf: heldBy(first) })).toMatchObject({ code: 'log-names-differ' });
      const holderOf = (name: string) => (name === 'ea.example/log-2/books' ? 'asia' : heldBy(first)(name));
      expect(decide(begun, { ended, holderOf })).toMatchObject({ code: 'keys-are-taken' });
    });
  });

  test('are refused when too many count still', () => {
    let now = node;
    const held = [first];
    const codes: unknown[] = [];
    for (let n = 0; n < 9; n += 1) {
      const keys = newKeys();
      const outcome = decide(keys, { now, at: AT + n, holderOf: heldBy(...held) });
      held.push(keys);
      codes.push(isRejection(outcome) ? outcome.code : outcome.length);
      if (!isRejection(outcome)) now = after(now, changed(outcome));
    }
    expect(codes).toEqual([1, 1, 1, 1, 1, 1, 1, 'keys-change-too-often', 'keys-change-too-often']);
  });

  test('are in the registry, of a hub and of a first node, in a new epoch', () => {
    const { id: hub, kind: _, hubKind: kind = 'REGIONAL', status: _s, ...profile } = node;
    const proposed: HubEvent = {
      ...{ type: 'HubProposed', ...profile, hub, kind },
      ...{ country: 'KE', currency: 'KES', languages: ['sw'] },
    };
    const event = changed(decide(second));
    const state = evolveHub(evolveHub(undefined, proposed, AT, 'x'), event, AT, 'x');
    expect(registryNode(state, 'authorised')).toMatchObject(registeredKeys(event));
    const council: RegistryNode = { ...node, id: 'council', kind: 'council' };
    const recorded = (one: HubEvent) => ({ event: one, at: AT, by: 'x', seq: 1 }) as never;
    const founded = registryHead.evolve(undefined, recorded({ type: 'MovementFounded', nodes: [council] }), 'head');
    const ofCouncil = { ...event, node: 'council', kind: 'council' } as const;
    expect(registryHead.concerns(ofCouncil)).toHaveLength(1);
    expect(registryHead.evolve(founded, recorded(ofCouncil), 'head')).toMatchObject({
      epoch: 2,
      founding: [{ id: 'council', ...registeredKeys(event) }],
    });
  });
});
