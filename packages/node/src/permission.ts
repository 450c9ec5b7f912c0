import { type Id, newId, type Rejection, type World } from '@hubgraph/kernel';
import type { TextRef } from './texts.ts';

/** Whether a command would be accepted now, as the graph shows it. */
export interface Permission {
  readonly allowed: boolean;
  readonly code: string | null;
  readonly reason: string | null;
}

/** Stands for every text of a command that is only considered: it is not in the vault. */
export const NO_TEXT: TextRef = { key: 'text-of-no-command', digest: '0'.repeat(64) };

/** Stands for an id that the command would make; no node gives such a one. */
export function probeId(kind: string): Id {
  return `probe:${kind}:${'0'.repeat(26)}`;
}

/** In the place of a thing's id where there is no such thing, so that its refusal reads well: "There is no fund yet." */
export const NONE_YET: Id = 'yet';

/** Small letters and digits that nothing is called by yet, for commands whose code or version must be new. */
export function unusedWord({ node }: { readonly node: { readonly world: World } }): string {
  return `p${newId(node.world, 'probe', 'word').slice(-26).toLowerCase()}`;
}

export function permissionOf(refusal: Rejection | undefined): Permission {
  return refusal === undefined
    ? { allowed: true, code: null, reason: null }
    : { allowed: false, code: refusal.code, reason: refusal.message };
}

/** Refusals that no other payload would change. */
const OF_EVERY_PAYLOAD: readonly string[] = ['sign-in-is-needed', 'role-is-missing'];

/** Allowed if it is with one of the payloads; otherwise the refusal of the first. */
export function permissionWithOneOf<P>(
  payloads: Iterable<P>,
  consider: (payload: P) => Rejection | undefined,
): Permission {
  let first: Rejection | undefined;
  for (const payload of payloads) {
    const refusal = consider(payload);
    if (refusal === undefined) return permissionOf(undefined);
    first ??= refusal;
    if (OF_EVERY_PAYLOAD.includes(refusal.code)) break;
  }
  if (first === undefined) throw new Error('Nothing was given to be considered.');
  return permissionOf(first);
}
