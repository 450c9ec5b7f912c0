import type { Id, Slug } from '@hubgraph/kernel';

export interface HeldRole {
  readonly role: string;
  /** The one thing that the role holds for; everything in the node where it is absent. */
  readonly of?: Id;
}

/** Who acts. Roles are looked up in the node's own views at each request, so that taking one away works at once. */
export interface Actor {
  readonly kind: 'anonymous' | 'person' | 'operator' | 'node' | 'clock';
  /** As it is written in the journal: a person's id, `node:<slug>`, `operator`, `clock`, `anonymous`. */
  readonly name: string;
  readonly roles: readonly HeldRole[];
}

export const anonymous: Actor = { kind: 'anonymous', name: 'anonymous', roles: [] };

/** The process that runs the node: set-up, the command line on the same machine. */
export const operator: Actor = { kind: 'operator', name: 'operator', roles: [{ role: 'operator' }] };

/** The node itself, when something falls due. */
export const clockActor: Actor = { kind: 'clock', name: 'clock', roles: [{ role: 'clock' }] };

export function personActor(id: Id, roles: readonly HeldRole[]): Actor {
  return { kind: 'person', name: id, roles: [{ role: 'person' }, ...roles] };
}

export function nodeActor(node: Slug): Actor {
  return { kind: 'node', name: `node:${node}`, roles: [{ role: 'node' }] };
}
