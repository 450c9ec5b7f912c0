import { isRejection, type Rejection, reject } from '@hubgraph/kernel';
import { isPlainObject, quote } from '../jws/encoding.ts';
import { parseNamedKey } from '../log-keys/verifier-key.ts';
import { parseRegistryNode } from './parse-node.ts';
import type { Registry, RegistryNode } from './types.ts';

/** The most nodes that a registry may list. */
export const REGISTRY_NODES_COUNT_MAX = 2_000;

/**
 * Reads the payload of a verified `hub-registry` statement:
 * `{"epoch":7,"nodes":[{"endpoint":"https://cee.example/graphql","hubKind":"REGIONAL","id":"cee","kind":"hub",…}]}`.
 * Ids are unique, there is at most one council, and no key and no name of a log stands twice, be it for two roles or for two nodes. One
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
  const names = new Set<string>();
  for (const item of list) {
    const node = parseRegistryNode(item);
    if (isRejection(node)) return node;
    if (ids.has(node.id)) return fault(`${quote(node.id)} stands in it twice.`);
    ids.add(node.id);
    for (const name of keyNamesOf(node)) {
      if (names.has(name)) return fault(`The key ${name} of ${quote(node.id)} stands in it twice.`);
      names.add(name);
    }
    nodes.push(node);
  }
  if (nodes.filter((node) => node.kind === 'council').length > 1) return fault('It has two councils.');
  return { epoch, nodes };
}

/**
 * What must be a node's alone, or a signature would not say whose it is: the thumbprints of all its keys, and the names
 * of those that sign notes.
 */
export function keyNamesOf(
  node: Pick<RegistryNode, 'tokenKeys' | 'statementKeys' | 'logs' | 'witness' | 'formerLogKeys'>,
): string[] {
  const { tokenKeys, statementKeys, logs, witness, formerLogKeys = [] } = node;
  const former = formerLogKeys.map(({ role, key }) => parseNamedKey(key, role === 'witness' ? 'witness' : 'log'));
  const ofNotes = [
    ...(logs === undefined ? [] : [parseNamedKey(logs.books, 'log'), parseNamedKey(logs.cases, 'log')]),
    ...(witness === undefined ? [] : [parseNamedKey(witness, 'witness')]),
  ];
  const present = new Set(ofNotes.map((key) => (isRejection(key) ? '' : key.name)));
  // A log that ended may have had several keys.
  const endedNames = new Set(former.flatMap((key) => (isRejection(key) || present.has(key.name) ? [] : [key.name])));
  return [
    ...[...tokenKeys, ...statementKeys].map(({ kid }) => kid),
    ...ofNotes.flatMap((key) => (isRejection(key) ? [] : [key.jwk.kid, key.name])),
    ...former.flatMap((key) => (isRejection(key) ? [] : [key.jwk.kid])),
    ...endedNames,
  ];
}

function fault(message: string): Rejection<'registry-is-malformed'> {
  return reject('registry-is-malformed', `This is not a registry. ${message}`);
}
