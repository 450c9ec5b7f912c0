import { isRejection, isSlug, parseId, type Rejection, reject, type Slug } from '@hubgraph/kernel';
import type { NodeConfig } from '@hubgraph/node';

/** As much of a request's context as tells which hub this is. */
interface OfHub {
  readonly node: { readonly config: Pick<NodeConfig, 'id'> };
}

export type OwnIdRejectionCode = 'id-is-malformed' | 'id-is-of-another-hub';

/** Refuses an id that is malformed, of another kind, or that was born at another hub. */
export function ownId(context: OfHub, id: string, kind: string): Rejection<OwnIdRejectionCode> | undefined {
  const parts = parseId(id, kind);
  return isRejection(parts) ? parts : ownHub(context, parts.home);
}

/** Refuses the slug of another hub. */
export function ownHub({ node }: OfHub, hub: Slug): Rejection<OwnIdRejectionCode> | undefined {
  if (!isSlug(hub)) return reject('id-is-malformed', `"${hub.slice(0, 80)}" is not the id of a hub, as east-africa.`);
  if (hub === node.config.id) return undefined;
  return reject('id-is-of-another-hub', `This is the node of ${node.config.id}; ask the node of ${hub}.`);
}
