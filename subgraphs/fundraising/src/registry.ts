import type { RegistryNode } from '@hubgraph/identity';
import type { Reader } from '@hubgraph/journal';
import type { Slug } from '@hubgraph/kernel';
import { registryOf } from '@hubgraph/node';

/** The hub as the council registered it; undefined for what is no hub or is not authorised. */
export function authorisedHub(read: Reader, hub: Slug): RegistryNode | undefined {
  return registryOf(read)?.registry.nodes.find(
    (node) => node.id === hub && node.kind === 'hub' && node.status === 'authorised',
  );
}
