import type { RegistryNode } from '@hubgraph/identity';
import type { Reader } from '@hubgraph/journal';
import type { Slug } from '@hubgraph/kernel';
import { registryOf } from '@hubgraph/node';

/** A node as the council registered it. */
export function nodeInRegistry(read: Reader, id: Slug): RegistryNode | undefined {
  return registryOf(read)?.registry.nodes.find((node) => node.id === id);
}

/** True for the nodes that keep books, and so can pay and be paid. */
export function hasBooks({ kind }: Pick<RegistryNode, 'kind'>): boolean {
  return kind === 'hub' || kind === 'fundraising';
}
