import type { Registry, RegistryNode } from '@hubgraph/identity';
import { type HubgraphError, realWorld } from '@hubgraph/kernel';
import { afterEach, expect, test } from 'vitest';
import { OtherLog, type ServedNode, serveNode } from '../log/log.test-helper.ts';
import { KeyRotation } from './rotation.ts';

const own = new OtherLog('cee', []);
const other = new OtherLog('cee', []);

let served: ServedNode | undefined;
afterEach(() => served?.stop());

/** What the operator is told when the keys are looked at three times. */
async function told(entered: Partial<RegistryNode> | undefined, more: object = {}, arrives?: RegistryNode) {
  const errors: HubgraphError[] = [];
  let registry: Registry = { epoch: 1, nodes: entered === undefined ? [] : [{ ...own.inRegistry(), ...entered }] };
  const rotation = new KeyRotation({
    world: realWorld(),
    config: {
      id: 'cee',
      folder: '/cee',
      council: { id: 'council', endpoint: 'http://127.0.0.1:1', statementKeys: [] },
    },
    keys: { ...own.keys, ...more },
    ended: undefined,
    registry: () => registry,
    askForRegistry: async () => {
      if (arrives !== undefined) registry = { epoch: 2, nodes: [arrives] };
    },
    receive: () => Promise.reject(new Error('nothing is stated')),
    onChanged: () => undefined,
    onError: (error) => errors.push(error),
  });
  for (const _time of ['first', 'second', 'third']) await rotation.advance();
  return errors.map(({ code, message }) => `${code} ${/ for (.*) than/.exec(message)?.[1]}`);
}

test('a node whose keys are others than those of the registry says so once, and which', async () => {
  const theirs = other.inRegistry();
  expect(await told(theirs)).toEqual(['ERR_KEYS_NOT_REGISTERED tokens, statements, books, cases, witness']);
  expect(await told({ witness: theirs.witness ?? '' })).toEqual(['ERR_KEYS_NOT_REGISTERED witness']);
  const { books } = theirs.logs ?? { books: '' };
  const { cases } = own.inRegistry().logs ?? { cases: '' };
  expect(await told({ logs: { books, cases } })).toEqual(['ERR_KEYS_NOT_REGISTERED books']);
});

test('nothing is said where they are the same, the node is in no registry, or a newer one has them', async () => {
  expect(await told({})).toEqual([]);
  expect(await told(undefined)).toEqual([]);
  expect(await told({ witness: other.inRegistry().witness ?? '' }, {}, own.inRegistry())).toEqual([]);
});

test('keys that are about to change are told to the council instead', async () => {
  expect(await told(other.inRegistry(), { next: { books: other.keys.books } })).toEqual([
    'ERR_KEYS_NOT_CHANGED undefined',
  ]);
});

test('whoever asks whether the node is ready is told too', async () => {
  let registry: Registry | undefined;
  served = await serveNode({ id: 'cee', registry: () => registry });
  const ready = async () => (await fetch(`${served?.served.url}/ready`)).json();
  expect(await ready()).toEqual({ status: 'ready', node: 'cee', position: 0 });
  registry = { epoch: 1, nodes: [other.inRegistry()] };
  expect(await ready()).toMatchObject({ status: 'ready', warning: expect.stringContaining('believed by nobody') });
});
