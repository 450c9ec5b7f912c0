import { generateNodeKeys, logKeysOf, type Registry, type RegistryNode, signerKeyOf } from '@hubgraph/identity';
import { realWorld, type World } from '@hubgraph/kernel';
import type { LogView, RequestContext } from '@hubgraph/node';
import { formatCheckpoint, leafHash, signCheckpoint, TreeHasher } from '@hubgraph/tlog';
import { expect, test } from 'vitest';
import { monitorOf, resolvers } from './resolvers.ts';

const world = realWorld();
const keys = generateNodeKeys(world, 'cee.example');
const cee: RegistryNode = {
  id: 'cee',
  kind: 'hub',
  hubKind: 'REGIONAL',
  name: 'Cee',
  status: 'authorised',
  endpoint: 'http://cee.example',
  tokenKeys: [keys.tokens.publicJwk],
  statementKeys: [keys.statements.publicJwk],
  ...logKeysOf(keys),
};
const registry: Registry = { epoch: 1, nodes: [cee] };
const hashes = ['one', 'two'].map((leaf) => leafHash(Buffer.from(leaf))) as [Uint8Array, Uint8Array];

/** The note of the first leaves. */
function note(size: 1 | 2): string {
  const tree = new TreeHasher();
  for (const hash of hashes.slice(0, size)) tree.append(hash);
  const key = signerKeyOf(keys, 'books');
  return formatCheckpoint(signCheckpoint({ origin: key.name, size, root: tree.root() }, key));
}

interface Found {
  readonly kind: string;
  readonly foundBy: string;
}

/** What the graph says of a log against which the council's journal holds this, once it was looked at. */
async function seen(found: readonly Found[], isProven = false) {
  const held = found.map((one) => ({ ...one, first: note(1), second: note(2) }));
  const network: World['network'] = {
    async request({ url }) {
      const [status, body] = url.endsWith('/log/books/checkpoint')
        ? [200, note(2)]
        : isProven && url.endsWith('/log/books/consistency/1/2')
          ? [200, `${Buffer.from(hashes[1]).toString('base64')}\n`]
          : [404, '{"code":"tree-is-missing"}'];
      return { status: Number(status), headers: {}, body: String(body) };
    },
  };
  const context = {
    node: {
      config: { id: 'council' },
      world: { ...world, network },
      registry: () => registry,
      witness: { checkpoint: () => undefined, memory: { seen: () => undefined, keepSeen: () => undefined } },
      keepEvidence: async () => true,
      read: {
        rows: (_: string, __: string, log: string) =>
          log === 'books' ? held.map((_, id) => ({ id: String(id) })) : [],
        entity: (_: string, id: string) => held[Number(id)],
      },
    },
  } as unknown as RequestContext;
  const [view] = await monitorOf(context.node).logsOf('cee');
  const resolve = (type: string, field: string, parent: unknown) =>
    (resolvers[type] as Record<string, (parent: unknown, given: unknown, context: RequestContext) => unknown>)[field]?.(
      parent,
      {},
      context,
    );
  const listed = resolve('VerifiableLog', 'evidence', view as LogView) as readonly Found[];
  return {
    isConsistent: resolve('VerifiableLog', 'isConsistent', view as LogView),
    resolved: listed.map((one) => {
      const isResolved = resolve('LogEvidence', 'isResolved', one);
      expect(resolve('LogEvidence', 'resolvedAt', one)).toEqual(isResolved ? expect.stringMatching(/^20.*Z$/) : null);
      return isResolved;
    }),
  };
}

const own = { kind: 'INCONSISTENT', foundBy: 'council' };
const ofHub = { kind: 'INCONSISTENT', foundBy: 'asia' };
const fork = { kind: 'FORK', foundBy: 'asia' };

test.each<[string, boolean, readonly Found[]]>([
  ['nothing is held against it', true, []],
  ['a hub says that it has no proof', true, [ofHub]],
  ['the council found that itself', false, [own]],
  ['a fork proves itself, whoever found it', false, [fork]],
  ['one of several counts', false, [ofHub, own]],
])('a log is consistent where %s: %s', async (_, isConsistent, found) => {
  expect(await seen(found)).toEqual({ isConsistent, resolved: found.map(() => false) });
});

test.each<[string, boolean, readonly Found[], readonly boolean[]]>([
  ['resolves what the council found', true, [own], [true]],
  ['resolves what a hub found', true, [ofHub, own], [true, true]],
  ['never resolves a fork', false, [own, fork, { ...fork, foundBy: 'council' }], [true, false, false]],
])('a proof that the log gives later %s', async (_, isConsistent, found, resolved) => {
  expect(await seen(found, true)).toEqual({ isConsistent, resolved });
});
