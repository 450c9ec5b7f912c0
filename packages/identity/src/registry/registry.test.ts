import { isRejection } from '@hubgraph/kernel';
import { describe, expect, test } from 'vitest';
import type { NodeKeys } from '../keys/types.ts';
import { logKeysOf } from '../log-keys/verifier-key.ts';
import { signStatement } from '../statements/sign.ts';
import { REGISTRY_STATEMENT_SIZE_BYTES_MAX } from '../statements/types.ts';
import { verifyStatement } from '../statements/verify.ts';
import { keysOf, MINUTE, NOW } from '../test-kit.ts';
import { issueToken } from '../tokens/issue.ts';
import { verifyToken } from '../tokens/verify.ts';
import { parseRegistry } from './parse.ts';
import { trustFrom } from './trust.ts';
import type { NodeStatus, Registry, RegistryNode } from './types.ts';

const council = keysOf('council');
const cee = keysOf('cee');
const asia = keysOf('asia');
const publicOf = (keys: NodeKeys) => ({
  tokenKeys: [keys.tokens.publicJwk],
  statementKeys: [keys.statements.publicJwk],
});
const councilNode: RegistryNode = {
  id: 'council',
  kind: 'council',
  name: 'Movement council',
  status: 'authorised',
  endpoint: 'https://council.example/graphql',
  ...publicOf(council),
};
const ceeNode: RegistryNode = {
  id: 'cee',
  kind: 'hub',
  hubKind: 'REGIONAL',
  name: 'Средња и источна Европа',
  country: 'RS',
  currency: 'EUR',
  languages: ['sr-Latn', 'pl', 'en'],
  status: 'authorised',
  endpoint: 'http://127.0.0.1:4101/graphql?x=1',
  ...publicOf(cee),
};
const registry: Registry = { epoch: 7, nodes: [councilNode, ceeNode] };

describe('a registry', () => {
  test('is read as it was written, and what is unknown is left out', () => {
    expect(parseRegistry(registry)).toEqual(registry);
    const later = { ...registry, policy: 1, nodes: [councilNode, { ...ceeNode, mascot: 'bear' }] };
    expect(parseRegistry(later)).toEqual(registry);
  });

  test('has the logs and the witness of a node, if any are known', () => {
    const withLogs = {
      ...registry,
      nodes: [
        { ...councilNode, ...logKeysOf(council) },
        { ...ceeNode, ...logKeysOf(cee) },
      ],
    };
    expect(parseRegistry(withLogs)).toEqual(withLogs);
    expect(parseRegistry({ ...withLogs, nodes: [{ ...councilNode, logs: undefined }] })).toEqual({
      epoch: 7,
      nodes: [councilNode],
    });
  });

  test('is not changed by changing what it was read from', () => {
    const source = JSON.parse(JSON.stringify(registry)) as { nodes: { status: string }[] };
    const read = parseRegistry(source);
    for (const node of source.nodes) node.status = 'revoked';
    expect(read).toEqual(registry);
  });

  test('may be empty', () => {
    expect(parseRegistry({ epoch: 0, nodes: [] })).toEqual({ epoch: 0, nodes: [] });
  });

  test('travels as a statement for everybody', async () => {
    const jws = await signStatement(council, {
      issuer: 'council',
      audience: '*',
      type: 'hub-registry',
      id: 'registry/7',
      issuedAt: NOW,
      expiresAt: NOW + MINUTE,
      payload: registry,
    });
    const statement = await verifyStatement(jws, {
      node: 'cee',
      trustedKeys: (issuer) => (issuer === 'council' ? councilNode.statementKeys : undefined),
      now: NOW,
      types: ['hub-registry'],
      sizeBytesMax: REGISTRY_STATEMENT_SIZE_BYTES_MAX,
    });
    if (isRejection(statement)) expect.fail(statement.code);
    expect(parseRegistry(statement.payload)).toEqual(registry);
  });

  const many = (count: number) => ({
    epoch: 1,
    nodes: Array.from({ length: count }, (_, n) => ({ ...ceeNode, id: `hub-${n}`, tokenKeys: [], statementKeys: [] })),
  });

  test('lists up to 2,000 nodes', () => {
    expect(isRejection(parseRegistry(many(2_000)))).toBe(false);
    expect(parseRegistry(many(2_001))).toMatchObject({ code: 'registry-is-malformed' });
  });

  const ceeLogs = logKeysOf(cee);
  const sameName = logKeysOf({ ...cee, books: asia.books }).logs.books;
  const hub = (change: object) => ({ ...registry, nodes: [councilNode, { ...ceeNode, ...change }] });
  const without = (name: keyof RegistryNode) => {
    const { [name]: _, ...rest } = ceeNode;
    return { ...registry, nodes: [councilNode, rest] };
  };
  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /object/],
    ['text', 'registry', /object/],
    ['a list', [registry], /object/],
    ['no epoch', { nodes: [] }, /epoch/],
    ['an epoch below zero', { epoch: -1, nodes: [] }, /epoch/],
    ['an epoch with a fraction', { epoch: 1.5, nodes: [] }, /epoch/],
    ['an epoch that is text', { epoch: '7', nodes: [] }, /epoch/],
    ['no nodes', { epoch: 7 }, /nodes/],
    ['nodes by name', { epoch: 7, nodes: { cee: ceeNode } }, /nodes/],
    ['a node that is text', { epoch: 7, nodes: ['cee'] }, /a node must be a JSON object/],
    ['no id', without('id'), /slug/],
    ['an id that is no slug', hub({ id: 'CEE' }), /slug/],
    ['a look-alike id', hub({ id: 'сee' }), /slug/],
    ['an id twice', hub({ id: 'council' }), /"council" stands in it twice/],
    ['no kind', without('kind'), /kinds/],
    ['an unknown kind', hub({ kind: 'affiliate' }), /kinds/],
    ['a hub without a hubKind', without('hubKind'), /hubKinds/],
    ['an unknown hubKind', hub({ hubKind: 'Regional' }), /hubKinds/],
    ['a gateway with a hubKind', hub({ kind: 'gateway' }), /hubKind/],
    [
      'two councils',
      { ...registry, nodes: [councilNode, { ...councilNode, id: 'council-b', ...publicOf(cee) }] },
      /two councils/,
    ],
    ['no name', without('name'), /name/],
    ['an empty name', hub({ name: '' }), /name/],
    ['a name between spaces', hub({ name: ' CEE' }), /name/],
    ['a name of 201 characters', hub({ name: 'x'.repeat(201) }), /name/],
    ['a name with a line end', hub({ name: 'C\nE' }), /name/],
    ['a name that is turned round', hub({ name: 'C\u202eEE' }), /name/],
    ['a country in words', hub({ country: 'Serbia' }), /country/],
    ['a country that is null', hub({ country: null }), /country/],
    ['an unknown currency', hub({ currency: 'XXX' }), /currency/],
    ['languages as text', hub({ languages: 'sr' }), /languages/],
    ['a language that is no tag', hub({ languages: ['Serbian!'] }), /languages/],
    ['a language twice', hub({ languages: ['sr', 'sr'] }), /languages/],
    [
      '65 languages',
      hub({ languages: Array.from({ length: 65 }, (_, n) => `en-x${String(n).padStart(3, '0')}`) }),
      /languages/,
    ],
    ['no status', without('status'), /statuses/],
    ['an unknown status', hub({ status: 'authorized' }), /statuses/],
    ['a status of every object', hub({ status: 'constructor' }), /statuses/],
    ['no endpoint', without('endpoint'), /endpoint/],
    ['an endpoint without a host', hub({ endpoint: '/graphql' }), /endpoint/],
    ['an endpoint in a file', hub({ endpoint: 'file:///etc/passwd' }), /endpoint/],
    ['an endpoint with credentials', hub({ endpoint: 'https://a:b@cee.example/' }), /endpoint/],
    ['an endpoint with a user', hub({ endpoint: 'https://a@cee.example/' }), /endpoint/],
    ['an endpoint with a password', hub({ endpoint: 'https://:b@cee.example/' }), /endpoint/],
    ['an endpoint of 2,049 characters', hub({ endpoint: `https://${'x'.repeat(2_041)}` }), /endpoint/],
    ['an endpoint with a fragment', hub({ endpoint: 'https://cee.example/#x' }), /endpoint/],
    ['an endpoint with a line end', hub({ endpoint: 'https://cee.example/\nx' }), /endpoint/],
    ['an endpoint with an impossible port', hub({ endpoint: 'https://cee.example:99999/' }), /endpoint/],
    ['no tokenKeys', without('tokenKeys'), /tokenKeys/],
    ['no statementKeys', without('statementKeys'), /statementKeys/],
    ['keys as an object', hub({ tokenKeys: { keys: ceeNode.tokenKeys } }), /tokenKeys/],
    [
      'nine keys',
      hub({ tokenKeys: Array.from({ length: 9 }, (_, n) => keysOf(`k${n}`).tokens.publicJwk) }),
      /tokenKeys/,
    ],
    ['a private key', hub({ statementKeys: [cee.statements.privateKey.export({ format: 'jwk' })] }), /private key/],
    ['a key of another curve', hub({ tokenKeys: [{ kty: 'OKP', crv: 'X25519', x: cee.tokens.publicJwk.x }] }), /crv/],
    ['a key twice', hub({ tokenKeys: [cee.tokens.publicJwk, cee.tokens.publicJwk] }), /stands in it twice/],
    ['one key for both roles', hub({ statementKeys: ceeNode.tokenKeys }), /stands in it twice/],
    ['logs as text', hub({ logs: ceeLogs.logs.books }), /logs that are no object/],
    ['one log', hub({ logs: { books: ceeLogs.logs.books } }), /logs.cases/],
    ['no books', hub({ logs: { cases: ceeLogs.logs.cases } }), /logs.books/],
    ['a witness that is a log', hub({ witness: ceeLogs.logs.books }), /in witness/],
    ['a log that is a witness', hub({ logs: { ...ceeLogs.logs, books: ceeLogs.witness } }), /logs.books/],
    ['a witness that is null', hub({ witness: null }), /in witness/],
    ['one key for both logs', hub({ logs: { books: ceeLogs.logs.books, cases: ceeLogs.logs.books } }), /twice/],
    ['one name for both logs', hub({ logs: { ...ceeLogs.logs, cases: sameName } }), /cee.example\/books .*twice/],
    [
      "another node's log",
      {
        ...registry,
        nodes: [
          { ...councilNode, logs: ceeLogs.logs },
          { ...ceeNode, logs: ceeLogs.logs },
        ],
      },
      /twice/,
    ],
    ['the key for tokens as that of a log', hub({ logs: logKeysOf({ ...cee, books: cee.tokens }).logs }), /twice/],
    ["another node's key", hub({ statementKeys: councilNode.statementKeys }), /stands in it twice/],
  ])('is refused as a whole: %s', (_, payload, message) => {
    const answer = parseRegistry(payload);
    expect(answer).toMatchObject({ code: 'registry-is-malformed', message: expect.stringMatching(message) });
  });
});

describe('trust', () => {
  test.each<[NodeStatus, { tokens: boolean; statements: boolean }]>([
    ['proposed', { tokens: false, statements: false }],
    ['authorised', { tokens: true, statements: true }],
    ['suspended', { tokens: false, statements: true }],
    ['revoked', { tokens: false, statements: false }],
  ])('of a node that is %s', async (status, trusted) => {
    const trust = trustFrom({ epoch: 8, nodes: [councilNode, { ...ceeNode, status }] }, () => 0);
    const token = await issueToken({
      keys: cee,
      issuer: 'cee',
      subject: 'ana',
      audience: 'asia',
      now: NOW,
      lifetimeMs: MINUTE,
      jti: 'j',
    });
    const statement = await signStatement(cee, {
      issuer: 'cee',
      audience: 'asia',
      type: 'transfer-posted',
      id: 'j',
      issuedAt: NOW,
      expiresAt: NOW + MINUTE,
      payload: null,
    });
    const tokenAnswer = await verifyToken(token, { node: 'asia', trustedKeys: trust.tokenKeys, now: NOW });
    const answer = await verifyStatement(statement, { node: 'asia', trustedKeys: trust.statementKeys, now: NOW });
    expect({ tokens: !isRejection(tokenAnswer), statements: !isRejection(answer) }).toEqual(trusted);
  });

  test('is for the listed only, and never for a name of every object', () => {
    const trust = trustFrom(registry, () => 0);
    for (const name of ['asia', '__proto__', 'constructor', '']) {
      expect(trust.tokenKeys(name)).toBeUndefined();
      expect(trust.statementKeys(name)).toBeUndefined();
    }
  });

  test('keeps the roles and the nodes apart, and follows a rotation', () => {
    const trust = trustFrom(registry, () => 0);
    expect(trust.tokenKeys('cee')).toEqual([cee.tokens.publicJwk]);
    expect(trust.statementKeys('cee')).toEqual([cee.statements.publicJwk]);
    const both = [cee.statements.publicJwk, asia.statements.publicJwk];
    const rotating = trustFrom({ epoch: 8, nodes: [{ ...ceeNode, statementKeys: both }] }, () => 0);
    expect(rotating.statementKeys('cee')).toEqual(both);
  });

  test('counts a former key until its time is over', () => {
    const former = asia.statements.publicJwk;
    const statementKeys = [cee.statements.publicJwk, former];
    const node = { ...ceeNode, statementKeys, formerKeys: [{ kid: former.kid, until: 100 }] };
    const read = parseRegistry({ epoch: 8, nodes: [node] });
    if (isRejection(read)) throw new Error(read.message);
    let now = 99;
    const trust = trustFrom(read, () => now);
    expect(trust.statementKeys('cee')).toEqual(statementKeys);
    now = 100;
    expect(trust.statementKeys('cee')).toEqual([cee.statements.publicJwk]);
  });

  test('knows a log that ended by its former key, and nobody else may have its name', () => {
    const { logs } = logKeysOf(keysOf('old'));
    const ended = { ...ceeNode, ...logKeysOf(cee), formerLogKeys: [{ role: 'books', key: logs.books, until: 1 }] };
    expect(parseRegistry({ epoch: 8, nodes: [ended] })).toEqual({ epoch: 8, nodes: [ended] });
    const sameName = logKeysOf({ ...asia, logOrigin: 'old.example' });
    const taken = {
      ...{ id: 'asia', kind: 'hub', hubKind: 'REGIONAL', name: 'Asia', status: 'authorised' },
      ...{
        endpoint: 'http://asia.example',
        tokenKeys: [asia.tokens.publicJwk],
        statementKeys: [asia.statements.publicJwk],
      },
    };
    const both = (logs: object) => parseRegistry({ epoch: 8, nodes: [ended, { ...taken, ...logs }] });
    expect(both(logKeysOf(asia))).toMatchObject({ epoch: 8 });
    expect(both(sameName)).toMatchObject({ code: 'registry-is-malformed' });
  });

  test.each<[string, object]>([
    ['a former key without a time', { formerKeys: [{ kid: cee.tokens.kid }] }],
    ['former keys that are no list', { formerKeys: {} }],
    ['a former key of a log without a time', { formerLogKeys: [{ role: 'books', key: logKeysOf(asia).logs.books }] }],
    ['a former key of no role', { formerLogKeys: [{ role: 'tokens', key: logKeysOf(cee).logs.books, until: 1 }] }],
    [
      'a former key that is the present one',
      {
        ...logKeysOf(cee),
        formerLogKeys: [{ role: 'books', key: logKeysOf(cee).logs.books, until: 1 }],
      },
    ],
  ])('is not had from a registry with %s', (_, change) => {
    const read = parseRegistry({ epoch: 8, nodes: [{ ...ceeNode, ...logKeysOf(cee), ...change }] });
    expect(read).toMatchObject({ code: 'registry-is-malformed' });
  });
});
