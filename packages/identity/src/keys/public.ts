import type { KeyRole, NodeKeys, PublicJwk } from './types.ts';

/** The public keys of a role, as a node hands them to the council for the registry. */
export function publicJwks(keys: NodeKeys, role: KeyRole): readonly PublicJwk[] {
  return [keys[role].publicJwk];
}
