import type { Reader } from '@hubgraph/journal';
import type { Slug } from '@hubgraph/kernel';
import { registryOf } from '@hubgraph/node';

/** True for a hub that the council authorises, by the registry that this node holds. */
export function isHubAuthorised(read: Reader, hub: Slug): boolean {
  const nodes = registryOf(read)?.registry.nodes ?? [];
  return nodes.some((node) => node.id === hub && node.kind === 'hub' && node.status === 'authorised');
}
