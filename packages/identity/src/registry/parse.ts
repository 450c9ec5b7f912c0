import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { isPlainObject, quote } from '../jws/encoding.ts';
import { parseRegistryNode } from './parse-node.ts';
import type { Registry, RegistryNode } from './types.ts';

/** The most nodes that a registry may list. */
export const REGISTRY_NODES_COUNT_MAX = 2_000;

/**
 * Reads the payload of a verified `hub-registry` statement:
 * `{"epoch":7,"nodes":[{"endpoint":"https://cee.example/graphql","hubKind":"REGIONAL","id":"cee","kind":"hub",…}]}`.
 * Ids are unique, there is at most one council, and no key stands twice, be it for two roles or for two nodes. One
 * fault refuses the whole with `registry-is-malformed`: half a registry would be another registry.
 */
export function parseRegistry(payload: unknown): Registry | Rejection<'registry-is-malformed'> {
  if (!isPlainObject(payload)) return fault('It must be a JSON object.');
  const { epoch, nodes: list } = payload;
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch) || epoch < 0) {
    return fault('Its epoch must be a whole number from 0.');
  }
  if (!Array.isArray(list) || list.length > REGISTRY_NODES_COUNT_MAX) {
    return fault(`Its nodes must be a list of at most ${REGISTRY_NODES_COUNT_MAX}.`);
  }
  const nodes: RegistryNode[] = [];
  const ids = new Set<string>();
  const kids = new Set<string>();
  for (const item of list) {
    const node = parseRegistryNode(item);
    if (isRejection(node)) return node;
    if (ids.has(node.id)) return fault(`${quote(node.id)} stands in it twice.`);
    ids.add(node.id);
    for (const { kid } of [...node.tokenKeys, ...node.statementKeys]) {
      if (kids.has(kid)) return fault(`The key ${kid} of ${quote(node.id)} stands in it twice.`);
      kids.add(kid);
    }
    nodes.push(node);
  }
  if (nodes.filter((node) => node.kind === 'council').length > 1) return fault('It has two councils.');
  return { epoch, nodes };
}

function fault(message: string): Rejection<'registry-is-malformed'> {
  return reject('registry-is-malformed', `This is not a registry. ${message}`);
}
